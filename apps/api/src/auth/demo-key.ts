import type { DemoState } from '@tessera/store';
import type { AppContext } from '../context.ts';
import { isSecure } from '../http/origin.ts';
import { keyFor } from '../secret.ts';
import { hashToken } from './one-time-token.ts';
import { cookieHeader } from './session.ts';
import { cookiePrefix } from './session-terms.ts';
import { readSignedCookie, signedValue } from './signed-cookie.ts';

function nameOf({ config }: AppContext): string {
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.demo`;
}

function signing({ secret }: AppContext): string {
  return keyFor(secret, 'demo').toString('base64url');
}

/** The `Set-Cookie` header that makes a browser the one that walks through the demo company. */
export function demoKeyCookie(app: AppContext, key: string): string {
  return cookieHeader(app, nameOf(app), signedValue(key, signing(app)), 'Strict');
}

/** The demo company, when it stands and these cookies hold its key; undefined for everybody else. */
export async function demoOf(
  app: AppContext,
  cookies: string | null,
): Promise<DemoState | undefined> {
  const key = readSignedCookie(cookies, nameOf(app), signing(app));
  if (key === undefined) return undefined;
  const demo = await app.accounts.demo();
  return demo?.readyAt && demo.keyHash === hashToken(key) ? demo : undefined;
}
