import type { RandomBytes } from '@tessera/model';
import type { AccountsDatabase } from '@tessera/store';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Config } from '../config.ts';
import { isSecure } from '../http/origin.ts';
import { makeToken } from './one-time-token.ts';
import { cookiePrefix, sessionSeconds } from './session-terms.ts';

export type Auth = Awaited<ReturnType<typeof makeAuth>>;

/** Time and chance, as the whole installation has them. */
interface Given {
  readonly clock: () => number;
  readonly random: RandomBytes;
  /** How passwords are kept; absent: by better-auth's own slow hash. */
  readonly hashing?: Hashing;
}

/** Makes and compares what is kept of passwords. */
export interface Hashing {
  hash(password: string): Promise<string>;
  verify(kept: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

/** Characters that are kept of what a browser says of itself. */
const longestUserAgent = 300;

/** better-auth over the accounts: passwords and sessions. Nobody signs up; accounts come by setup and invitation. */
export async function makeAuth(
  config: Config,
  accounts: AccountsDatabase,
  secret: string,
  { clock, random, hashing }: Given,
) {
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
      ...(hashing && { password: hashing }),
    },
    // Its part is to turn a sign-in with the password alone into a challenge; `second-step.ts` takes the answer.
    plugins: [twoFactor({ twoFactorCookieMaxAge: 600 })],
    session: {
      expiresIn: sessionSeconds,
      updateAge: 24 * 3600,
      // A session that was ended is gone at once, not when a cached copy of it grows old.
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userAgent }) => ({
            data: {
              createdAt: new Date(clock()),
              updatedAt: new Date(clock()),
              userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
            },
          }),
        },
        update: { before: async () => ({ data: { updatedAt: new Date(clock()) } }) },
      },
    },
    advanced: {
      // Every request has passed `isForged`, which knows our own addresses, before it comes here.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      cookiePrefix,
      useSecureCookies: isSecure(config),
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => makeToken(random) },
    },
    // Attempts are counted by `rate-limit.ts`, per address and account.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}
