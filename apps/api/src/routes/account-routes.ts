import { denial } from '@tessera/model';
import { z } from 'zod';
import { tellAccount } from '../audit/account-events.ts';
import { deviceOf } from '../auth/device.ts';
import { endSession, endSessionsOf } from '../auth/end-sessions.ts';
import { changePassword } from '../auth/passwords.ts';
import { sessionsAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Signing in';
const ok = z.strictObject({ ok: z.literal(true) });
const done = { ok: true as const };

/** What everybody does with their own account. */
export const accountRoutes = [
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/change-password',
    tag,
    summary: "Change one's password; other sessions end",
    body: z.strictObject({
      currentPassword: z.string().min(1).max(200),
      newPassword: z.string().min(10).max(200),
    }),
    answer: ok,
    run: async (context, { body, http }) =>
      (await changePassword(context, body.currentPassword, body.newPassword, http.address)) ?? done,
  }),
  endpoint({
    access: 'account',
    method: 'get',
    path: '/auth/sessions',
    tag,
    summary: 'Where one is signed in',
    answer: sessionsAnswer,
    run: async ({ app, account, session, now }) => {
      const sessions = await app.accounts.sessionsOf(account.id, now);
      return {
        sessions: sessions.map(({ id, createdAt, usedAt, userAgent }) => ({
          id,
          ...deviceOf(userAgent),
          createdAt,
          usedAt,
          current: id === session.id,
        })),
      };
    },
  }),
  endpoint({
    access: 'account',
    method: 'delete',
    path: '/auth/sessions/{id}',
    tag,
    summary: 'End one session',
    answer: ok,
    run: async ({ app, account }, { params }) => {
      if (!(await endSession(app, account.id, params.id)))
        return denial('not_found', 'This session has ended already.');
      await tellAccount(app, account.id, 'session.end', { count: 1 });
      return done;
    },
  }),
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/revoke-other-sessions',
    tag,
    summary: 'End all other sessions',
    body: z.strictObject({}),
    answer: ok,
    run: async ({ app, account, session }) => {
      const count = await endSessionsOf(app, account.id, session.id);
      if (count > 0) await tellAccount(app, account.id, 'session.end', { count });
      return done;
    },
  }),
];
