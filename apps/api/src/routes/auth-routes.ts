import { AppError, isDenial } from '@tessera/model';
import { z } from 'zod';
import { tellAccount, tellAttemptAt } from '../audit/account-events.ts';
import { attempts } from '../auth/attempts.ts';
import { callAuth } from '../auth/call-auth.ts';
import { endSession } from '../auth/end-sessions.ts';
import { paneHeader, paneOf } from '../auth/pane.ts';
import { signInKeys } from '../auth/rate-limit.ts';
import { signedIn } from '../auth/session.ts';
import { signedInAnswer } from './answers.ts';
import { endpoint, type Http } from './endpoint.ts';

const tag = 'Signing in';
const user = z.strictObject({ id: z.string(), name: z.string(), email: z.string() });
/** Of what better-auth says, only this leaves: the rest holds the session's token. */
const userIn = z.object({ user: user.strip() });
/** better-auth has checked the password and wants a second step. */
const isChallenge = (answer: unknown) =>
  z.object({ twoFactorRedirect: z.literal(true) }).safeParse(answer).success;
const ok = z.strictObject({ ok: z.literal(true) });
const done = { ok: true as const };

/** better-auth knows nothing of the cookies of frames. */
const inPane = ({ request }: Http) => paneOf(request.headers.get(paneHeader)) !== null;

/** The paths of better-auth that are open, each with a closed body; every other one is as good as none. */
export const authRoutes = [
  endpoint({
    access: 'public',
    method: 'post',
    path: '/auth/sign-in/email',
    tag,
    summary: 'Sign in with address and password',
    description:
      'With `secondStep` in the answer nobody is signed in yet: a code or a recovery code is asked for.',
    body: z.strictObject({
      email: z.email().max(254),
      password: z.string().min(1).max(200),
      rememberMe: z.boolean().optional(),
    }),
    answer: signedInAnswer,
    run: async (app, { body, http }) => {
      const keys = signInKeys(http.address, body.email);
      const wait = attempts(app).wait(keys, app.clock());
      if (wait > 0) {
        tellAttemptAt(app, body.email, 'signIn.blocked');
        throw new AppError('rate_limited', 'Too many attempts. Please wait a moment.', {
          seconds: wait,
        });
      }
      // Counted before it is known to fail, so that attempts made at once are counted too.
      attempts(app).fail(keys, app.clock());
      const answer = await callAuth(app, http, 'POST', '/sign-in/email', body);
      if (isDenial(answer)) {
        tellAttemptAt(app, body.email, 'signIn.failed');
        return answer;
      }
      attempts(app).forgive(keys.slice(0, 2).map(({ key }) => key));
      if (isChallenge(answer)) return { secondStep: true as const };
      const known = userIn.parse(answer);
      await tellAccount(app, known.user.id, 'signIn');
      return known;
    },
  }),
  endpoint({
    access: 'public',
    method: 'post',
    path: '/auth/sign-out',
    tag,
    summary: 'End this session',
    body: z.strictObject({}),
    answer: ok,
    run: async (app, { http }) => {
      const known = await signedIn(app, http.request);
      if (known && (await endSession(app, known.account.id, known.session.id)))
        await tellAccount(app, known.account.id, 'signOut');
      if (inPane(http)) return done;
      // Takes the cookie back.
      const answer = await callAuth(app, http, 'POST', '/sign-out', {});
      return isDenial(answer) ? answer : done;
    },
  }),
  endpoint({
    access: 'public',
    method: 'get',
    path: '/auth/get-session',
    tag,
    summary: 'Who is signed in, or null',
    answer: z.union([z.strictObject({ user }), z.null()]),
    run: async (app, { http }) => {
      const known = await signedIn(app, http.request);
      if (known === undefined) return null;
      if (inPane(http)) return { user: known.account };
      // Also prolongs a session that is in use.
      const answer = await callAuth(app, http, 'GET', '/get-session');
      if (isDenial(answer) || answer === null) return null;
      return userIn.parse(answer);
    },
  }),
];
