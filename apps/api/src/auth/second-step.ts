import { type Denial, denial } from '@tessera/model';
import type { SecondStep } from '@tessera/store';
import { tellAttempt } from '../audit/account-events.ts';
import type { AppContext } from '../context.ts';
import { isSecure } from '../http/origin.ts';
import { attempts } from './attempts.ts';
import { secondStepKeys } from './rate-limit.ts';
import { tidyCode } from './recovery-codes.ts';
import { codesOf, seal, secretOf } from './second-step-secrets.ts';
import { openSession, signInKey } from './session.ts';
import { cookiePrefix } from './session-terms.ts';
import { readSignedCookie } from './signed-cookie.ts';
import { stepOf } from './totp.ts';

/** What is given in the second step of signing in. */
export type SecondStepGiven = { readonly code: string } | { readonly recoveryCode: string };

interface Http {
  readonly request: Request;
  readonly headers: Headers;
}

/** The first step has to be made again: it was none, is too long ago, or was tried too often. */
const startOver = denial('unauthenticated', 'Please sign in with your password again.', {
  step: 'password',
});
const wrong = denial('unauthenticated', 'The code is not right.', { step: 'code' });
const tooMany = denial('rate_limited', 'Too many attempts. Please wait a moment.');

/**
 * The second step of signing in. better-auth has checked the password, opened no session and left a signed cookie
 * that names a challenge (its twoFactor plugin); here the challenge is met with a code of the present time, each
 * once, or with a recovery code, each once, and only then a session is opened. No device is ever trusted.
 */
export async function completeSignIn(
  app: AppContext,
  http: Http,
  given: SecondStepGiven,
): Promise<{ readonly user: { id: string; name: string; email: string } } | Denial> {
  const cookies = http.request.headers.get('cookie');
  const challenge = readSignedCookie(cookies, challengeCookie(app), signInKey(app));
  if (challenge === undefined) return startOver;
  const { internalAdapter } = await (await app.auth()).$context;
  const found = await internalAdapter.findVerificationValue(challenge);
  if (!found || found.expiresAt.getTime() <= Date.now()) return startOver;
  const now = app.clock();
  const keys = secondStepKeys(found.value, challenge);
  if (attempts(app).wait(keys.slice(0, 1), now) > 0) return startOver;
  if (attempts(app).wait(keys, now) > 0) {
    tellAttempt(app, found.value, 'signIn.blocked', 'code');
    return tooMany;
  }
  // Counted before it is known to fail, so that attempts made at once are counted too.
  attempts(app).fail(keys, now);
  const kept = await app.accounts.secondStep(found.value);
  const user = await internalAdapter.findUserById(found.value);
  if (kept === null || !user || !(user as { twoFactorEnabled?: unknown }).twoFactorEnabled) {
    return startOver;
  }
  if (!(await isMet(app, user.id, kept, given, now))) {
    tellAttempt(app, user.id, 'signIn.failed', 'code');
    return wrong;
  }
  // Of several requests with one challenge a single one opens a session.
  const taken = await internalAdapter.consumeVerificationValue(challenge);
  if (taken?.value !== user.id) return startOver;
  attempts(app).forgive(keys.map(({ key }) => key));
  const agent = http.request.headers.get('user-agent');
  const short = readSignedCookie(cookies, cookieOf(app, 'dont_remember'), signInKey(app));
  const session = await openSession(app, user.id, agent, short === undefined);
  http.headers.append('set-cookie', session);
  http.headers.append('set-cookie', `${challengeCookie(app)}=; Path=/; HttpOnly; Max-Age=0`);
  return { user: { id: user.id, name: user.name, email: user.email } };
}

async function isMet(
  app: AppContext,
  user: string,
  kept: SecondStep,
  given: SecondStepGiven,
  now: number,
): Promise<boolean> {
  if ('code' in given) {
    const step = stepOf(await secretOf(app, kept), given.code, now);
    return step !== null && (await app.accounts.takeTimeStep(user, step));
  }
  const codes = await codesOf(app, kept);
  const used = tidyCode(given.recoveryCode);
  if (!codes.includes(used)) return false;
  const left = await seal(app, JSON.stringify(codes.filter((code) => code !== used)));
  return await app.accounts.replaceCodes(user, kept.codes, left);
}

function cookieOf({ config }: AppContext, name: string): string {
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.${name}`;
}

/** The cookie that better-auth names a challenge with. */
function challengeCookie(app: AppContext): string {
  return cookieOf(app, 'two_factor');
}
