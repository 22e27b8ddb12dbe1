import type { Persona } from '@tessera/model';
import { tellAccount } from '../audit/account-events.ts';
import type { AccountContext, AppContext } from '../context.ts';
import { isSecure } from '../http/origin.ts';
import { keyFor } from '../secret.ts';
import { paneHeader, paneOf } from './pane.ts';
import { cookiePrefix, sessionSeconds, shortSessionSeconds } from './session-terms.ts';
import { readSignedCookie, signedValue } from './signed-cookie.ts';

/** The name of the session's cookie, as better-auth makes it, or of the one for the frame of a persona. */
export function cookieName(
  { config }: Pick<AppContext, 'config'>,
  pane: Persona | null = null,
): string {
  const name = pane === null ? 'session_token' : `pane_${pane}`;
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.${name}`;
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
  const pane = paneOf(request.headers.get(paneHeader));
  return await sessionOf(app, request.headers.get('cookie'), pane);
}

/** The same from a `Cookie` header, for connections that outlive their request. */
export async function sessionOf(
  app: AppContext,
  cookies: string | null,
  pane: Persona | null = null,
): Promise<AccountContext | undefined> {
  const token = readSignedCookie(cookies, cookieName(app, pane), signInKey(app));
  if (token === undefined) return undefined;
  const now = app.clock();
  const session = await app.accounts.sessionByToken(token, now);
  if (session === null || session.banned) return undefined;
  if (now - session.usedAt >= touchMs) await app.accounts.touchSession(session.id, now);
  return {
    app,
    account: {
      id: session.userId,
      email: session.email,
      name: session.name,
      twoStep: session.twoFactorEnabled,
    },
    session: { id: session.id },
    now,
  };
}

/** Signs an account in without a password: after setup and after an invitation. Gives the `Set-Cookie` header. */
export async function openSession(
  app: AppContext,
  userId: string,
  userAgent?: string | null,
  remember = true,
): Promise<string> {
  const token = await makeSession(app, userId, userAgent, remember);
  await tellAccount(app, userId, 'signIn');
  return sessionCookie(app, token, null, remember);
}

/** A new session; gives its token. */
export async function makeSession(
  app: AppContext,
  userId: string,
  userAgent?: string | null,
  remember = true,
): Promise<string> {
  const { internalAdapter } = await (await app.auth()).$context;
  const seconds = remember ? sessionSeconds : shortSessionSeconds;
  const session = await internalAdapter.createSession(userId, !remember, {
    expiresAt: new Date(app.clock() + seconds * 1000),
    ...(userAgent && { userAgent }),
  });
  return session.token;
}

/** The `Set-Cookie` header that carries a session, for whole pages or for the frame of a persona. */
export function sessionCookie(
  app: AppContext,
  token: string,
  pane: Persona | null,
  remember = true,
): string {
  const value = signedValue(token, signInKey(app));
  return cookieHeader(app, cookieName(app, pane), value, 'Lax', remember);
}

/** A cookie as long as a session, or as the browser's own, which no script reads. */
export function cookieHeader(
  { config }: Pick<AppContext, 'config'>,
  name: string,
  value: string,
  sameSite: 'Lax' | 'Strict',
  remember = true,
): string {
  const attributes = ['Path=/', 'HttpOnly', `SameSite=${sameSite}`];
  if (remember) attributes.push(`Max-Age=${sessionSeconds}`);
  if (isSecure(config)) attributes.push('Secure');
  return `${name}=${value}; ${attributes.join('; ')}`;
}
