import type { AccountsDatabase } from '@tessera/store';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import type { Config } from '../config.ts';
import { isSecure } from '../http/origin.ts';
import { cookiePrefix, sessionSeconds } from './session-terms.ts';

export type Auth = Awaited<ReturnType<typeof makeAuth>>;

/** better-auth over the accounts: passwords and sessions. Nobody signs up; accounts come by setup and invitation. */
export async function makeAuth(config: Config, accounts: AccountsDatabase, secret: string) {
  const { database, schema } = await accounts.drizzle();
  return betterAuth({
    appName: 'Tessera',
    baseURL: config.url ?? 'http://127.0.0.1',
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(database, { provider: accounts.provider, schema }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
    },
    session: {
      expiresIn: sessionSeconds,
      updateAge: 24 * 3600,
      // A session that was ended is gone at once, not when a cached copy of it grows old.
      cookieCache: { enabled: false },
    },
    advanced: {
      // Every request has passed `isForged`, which knows our own addresses, before it comes here.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      cookiePrefix,
      useSecureCookies: isSecure(config),
      ipAddress: { disableIpTracking: true },
    },
    // Attempts are counted by `rate-limit.ts`, per address and account.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}
