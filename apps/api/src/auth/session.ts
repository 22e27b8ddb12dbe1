import type { AccountContext, AppContext } from '../context.ts';
import { isSecure } from '../http/origin.ts';
import { keyFor } from '../secret.ts';
import { readSignedCookie, signedValue } from './signed-cookie.ts';

/** How long a session lasts without being used. */
export const sessionSeconds = 30 * 24 * 3600;

/** better-auth's prefix and name of the session's cookie. */
export const cookiePrefix = 'tessera';

export function cookieName(app: AppContext): string {
  return `${isSecure(app.config) ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}

const keys = new WeakMap<AppContext, string>();

/** The key that signs cookies: better-auth's secret. */
export function signInKey(app: AppContext): string {
  const known = keys.get(app);
  if (known !== undefined) return known;
  const key = keyFor(app.secret, 'sign-in').toString('base64url');
  keys.set(app, key);
  return key;
}

/**
 * Who sent a request, by its signed cookie and one look into the accounts; undefined when nobody is signed in.
 * Nothing is cached, so that a session that was ended is gone with the next request.
 */
export async function signedIn(app: AppContext, request: Request): Promise<AccountContext | undefined> {
  return sessionOf(app, request.headers.get('cookie'));
}

/** The same from a `Cookie` header, for connections that outlive their request. */
export async function sessionOf(
  app: AppContext,
  cookies: string | null,
): Promise<AccountContext | undefined> {
  const token = readSignedCookie(cookies, cookieName(app), signInKey(app));
  if (token === undefined) return undefined;
  const now = app.clock();
  const found = await app.accounts.sessionByToken(token);
  if (found === undefined || found.expiresAt <= now) return undefined;
  return { app, account: found.account, session: { token }, now };
}

/** Signs an account in without a password: after setup and after an invitation. Gives the `Set-Cookie` header. */
export async function openSession(
  app: AppContext,
  accountId: string,
  from: { readonly address: string; readonly userAgent: string | null },
): Promise<string> {
  const token = Buffer.from(app.random(24)).toString('base64url');
  const now = app.clock();
  await app.accounts.createSession({
    token,
    account: accountId,
    expiresAt: now + sessionSeconds * 1000,
    now,
    address: from.address,
    userAgent: from.userAgent,
  });
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${sessionSeconds}`];
  if (isSecure(app.config)) attributes.push('Secure');
  return `${cookieName(app)}=${signedValue(token, signInKey(app))}; ${attributes.join('; ')}`;
}
