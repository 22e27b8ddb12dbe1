import type { AccountContext, AppContext } from '../context.ts';
import { isSecure } from '../http/origin.ts';
import { keyFor } from '../secret.ts';
import { cookiePrefix, sessionSeconds } from './session-terms.ts';
import { readSignedCookie, signedValue } from './signed-cookie.ts';

/** The name of the session's cookie, as better-auth makes it. */
export function cookieName({ config }: Pick<AppContext, 'config'>): string {
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}

/** How exactly the last use of a session is known (ms). */
const touchMs = 5 * 60_000;

const keys = new Map<string, string>();

/** The key that signs cookies: better-auth's secret. */
export function signInKey({ secret }: Pick<AppContext, 'secret'>): string {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = keyFor(secret, 'sign-in').toString('base64url');
  keys.set(secret, key);
  return key;
}

/**
 * Who sent a request, by its signed cookie and one look into the accounts; undefined when nobody is signed in.
 * Nothing is cached, so that a session that was ended is gone with the next request.
 */
export async function signedIn(
  app: AppContext,
  request: Request,
): Promise<AccountContext | undefined> {
  return await sessionOf(app, request.headers.get('cookie'));
}

/** The same from a `Cookie` header, for connections that outlive their request. */
export async function sessionOf(
  app: AppContext,
  cookies: string | null,
): Promise<AccountContext | undefined> {
  const token = readSignedCookie(cookies, cookieName(app), signInKey(app));
  if (token === undefined) return undefined;
  const now = app.clock();
  const session = await app.accounts.sessionByToken(token, now);
  if (session === null || session.banned) return undefined;
  if (now - session.usedAt >= touchMs) await app.accounts.touchSession(session.id, now);
  return {
    app,
    account: { id: session.userId, email: session.email, name: session.name },
    session: { id: session.id },
    now,
  };
}

/** Signs an account in without a password: after setup and after an invitation. Gives the `Set-Cookie` header. */
export async function openSession(
  app: AppContext,
  userId: string,
  userAgent?: string | null,
): Promise<string> {
  const { internalAdapter } = await (await app.auth()).$context;
  const session = await internalAdapter.createSession(userId, false, {
    expiresAt: new Date(app.clock() + sessionSeconds * 1000),
    ...(userAgent && { userAgent }),
  });
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${sessionSeconds}`];
  if (isSecure(app.config)) attributes.push('Secure');
  return `${cookieName(app)}=${signedValue(session.token, signInKey(app))}; ${attributes.join('; ')}`;
}
