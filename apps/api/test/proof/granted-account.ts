import { codeOf, stepAt } from '../../src/auth/totp.ts';
import { codeAt } from '../authenticator.ts';
import { type Known, ws } from './asked.ts';
import type { Granted, Rest } from './case.ts';
import { newPassword, setupBody } from './cases-account.ts';
import { password, secondStep } from './world.ts';

const passed = () => ({ body: { password } });

const setup = (token: string): Rest => ({ as: 'nobody', body: setupBody(token) });

const demo = (token: string): Rest => ({
  as: 'nobody',
  body: { token, language: 'en', timeZone: 'UTC' },
});

const invitation = ({ tokens }: Pick<Known, 'tokens'>): Rest => ({
  as: 'nobody',
  params: { token: tokens.at(-1) ?? 'none' },
});

/** An account of one's own, the installation and its demo company, and joining by an invitation. */
export const grantedAccount: Granted = {
  'get /health': () => ({}),
  'get /me': () => ({}),
  'get /workspaces': () => ({}),
  [`get ${ws}`]: () => ({}),
  [`patch ${ws}`]: () => ({ body: { name: 'Proof' } }),
  [`patch ${ws}/me`]: () => ({ body: { language: 'en' } }),
  'post /auth/sign-in/email': ({ email }) => ({ as: 'nobody', body: { email, password } }),
  'get /auth/get-session': () => ({}),
  'post /auth/sign-out': () => ({ as: 'spare', body: {} }),
  'get /auth/sessions': () => ({}),
  'delete /auth/sessions/{id}': ({ otherSessions }) => ({
    params: { id: otherSessions.at(-1) ?? 'none' },
  }),
  'post /auth/revoke-other-sessions': () => ({ body: {} }),
  'post /auth/change-password': () => ({
    body: { currentPassword: password, newPassword: password },
  }),
  'post /auth/sign-in/code': ({ now }) => ({
    as: 'challenge',
    body: { code: codeOf(secondStep.secret, stepAt(now)) },
  }),
  'post /auth/sign-in/recovery-code': () => ({
    as: 'second challenge',
    body: { recoveryCode: secondStep.codes[0] },
  }),
  'get /auth/two-step': () => ({}),
  'post /auth/two-step/begin': passed,
  'post /auth/two-step/confirm': ({ secret, now }) => ({
    body: { code: secret === null ? 'none' : codeAt(secret, now) },
  }),
  'post /auth/two-step/codes': passed,
  'post /auth/two-step/off': passed,
  [`put ${ws}/security`]: () => ({ body: { requireTwoStep: false } }),
  [`post ${ws}/members/{member}/reset-two-step`]: () => ({
    params: { member: 'memfay' },
    body: { reason: 'The phone is lost' },
  }),
  'post /demo': ({ setupToken }) => demo(setupToken),
  'get /demo': () => ({ as: 'demo' }),
  'post /demo/persona': () => ({ as: 'demo', body: { persona: 'sales', pane: false } }),
  'delete /demo': () => ({ as: 'demo' }),
  'get /setup': ({ setupToken }) => ({ as: 'nobody', query: `token=${setupToken}` }),
  'post /setup': ({ setupToken }) => setup(setupToken),
  [`post ${ws}/members`]: () => ({ body: { name: 'New', email: 'new@example.com' } }),
  [`post ${ws}/members/{member}/invitation`]: ({ invited }) => ({
    params: { member: invited.at(-1) ?? 'none' },
    body: {},
  }),
  'get /invitations/{token}': invitation,
  'post /invitations/{token}': (known) => ({
    ...invitation(known),
    body: { password: newPassword },
  }),
};

/**
 * How that is refused which is not asked with a session. Anything else is refused to a forged session, and what belongs
 * to the workspace to an account that is no member's.
 */
export const refusedToAll: Readonly<Record<string, Rest>> = {
  'post /auth/sign-in/email': {
    as: 'nobody',
    body: { email: 'memtom@example.com', password: 'x' },
  },
  'post /auth/sign-out': { as: 'nobody', body: { all: 'of them' } },
  'post /auth/sign-in/code': { as: 'challenge', body: { code: '000000' } },
  'post /auth/sign-in/recovery-code': {
    as: 'second challenge',
    body: { recoveryCode: 'none-none1' },
  },
  'post /demo': demo('wrong'),
  'get /setup': { as: 'nobody', query: 'token=wrong' },
  'post /setup': setup('wrong'),
  'get /invitations/{token}': invitation({ tokens: ['wrong'] }),
  'post /invitations/{token}': {
    ...invitation({ tokens: ['wrong'] }),
    body: { password: newPassword },
  },
};
