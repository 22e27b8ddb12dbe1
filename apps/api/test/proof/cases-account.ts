import { type Asked, ws } from './asked.ts';
import type { Case } from './case.ts';
import { password } from './world.ts';

export const newPassword = 'violet-harbour-7-lantern';

/** Asked as oneself, and as somebody who is nobody. */
const withOut =
  (endpoint: string): Case['ask'] =>
  (random) => ({ endpoint, ...(random.chance(0.3) && { as: random.pick(['nobody', 'forged']) }) });

/** What the first visitor of an empty installation sends. */
export function setupBody(token: string): object {
  return {
    token,
    name: 'First',
    email: 'first@example.com',
    password: newPassword,
    workspace: 'Other',
    language: 'en',
    timeZone: 'UTC',
    templates: [],
  };
}

export const accountCases: Readonly<Record<string, Case>> = {
  'get /health': { weight: 1, ask: () => ({ endpoint: 'get /health' }) },
  'get /me': { weight: 1, ask: withOut('get /me') },
  'get /workspaces': { weight: 1, ask: withOut('get /workspaces') },
  [`get ${ws}`]: {
    weight: 1,
    ask: (random): Asked => ({
      endpoint: `get ${ws}`,
      ...random.pick<Partial<Asked>>([
        {},
        { params: { ws: 'wspnothere' } },
        { as: 'outsider' },
        { as: 'nobody' },
      ]),
    }),
  },
  [`patch ${ws}`]: {
    weight: 1,
    managers: 2,
    ask: (random) => ({
      endpoint: `patch ${ws}`,
      body: random.pick<object>([
        { name: 'Proof' },
        { timeZone: 'Mars/Base' },
        { language: 'zh' },
        { id: 'x' },
      ]),
    }),
  },
  [`patch ${ws}/me`]: {
    weight: 1,
    ask: (random) => ({
      endpoint: `patch ${ws}/me`,
      body: random.pick<object>([
        { language: 'zh' },
        { language: 'en' },
        { roles: [] },
        { name: '' },
      ]),
    }),
  },
  'get /setup': {
    weight: 1,
    ask: (random, { setupToken }) => ({
      endpoint: 'get /setup',
      query: random.pick([`token=${setupToken}`, 'token=wrong', '', `token=a&token=b`]),
    }),
  },
  'post /setup': {
    weight: 1,
    ask: (random, { setupToken }) => ({
      endpoint: 'post /setup',
      body: setupBody(random.chance(0.4) ? setupToken : 'wrong'),
      as: 'nobody',
    }),
  },
  'get /invitations/{token}': {
    weight: 1,
    managers: 3,
    ask: (random, { tokens }) => ({
      endpoint: 'get /invitations/{token}',
      params: { token: random.pick([...tokens.slice(-2), 'wrong']) },
      as: 'nobody',
    }),
  },
  'post /invitations/{token}': {
    weight: 1,
    managers: 3,
    ask: (random, { tokens }) => ({
      endpoint: 'post /invitations/{token}',
      params: { token: random.pick([...tokens.slice(-2), 'wrong']) },
      body: { password: random.chance(0.6) ? newPassword : 'short' },
      as: 'nobody',
    }),
  },
  'post /auth/sign-in/email': {
    weight: 1,
    ask: (random, { email }) => ({
      endpoint: 'post /auth/sign-in/email',
      body: { email, password: random.chance(0.5) ? password : 'wrong-wrong' },
      as: 'nobody',
    }),
  },
  'post /auth/sign-out': {
    weight: 1,
    ask: (random) => ({
      endpoint: 'post /auth/sign-out',
      body: random.chance(0.2) ? { all: true } : {},
      as: random.pick(['spare', 'nobody']),
    }),
  },
  'get /auth/get-session': {
    weight: 1,
    ask: (random): Asked => ({
      endpoint: 'get /auth/get-session',
      ...(random.chance(0.5) && { as: random.pick(['spare', 'nobody', 'forged']) }),
    }),
  },
  'post /auth/change-password': {
    weight: 1,
    ask: (random) => ({
      endpoint: 'post /auth/change-password',
      body: {
        currentPassword: random.chance(0.4) ? password : 'wrong-wrong',
        newPassword: random.chance(0.7) ? password : 'password12',
      },
    }),
  },
  'get /auth/sessions': { weight: 3, ask: withOut('get /auth/sessions') },
  'delete /auth/sessions/{id}': {
    weight: 3,
    ask: (random, { otherSessions }) => ({
      endpoint: 'delete /auth/sessions/{id}',
      params: { id: random.chance(0.85) ? (otherSessions.at(-1) ?? 'none') : 'nothere' },
    }),
  },
  'post /auth/revoke-other-sessions': {
    weight: 1,
    ask: (random): Asked => ({
      endpoint: 'post /auth/revoke-other-sessions',
      body: {},
      ...(random.chance(0.5) && { as: 'nobody' }),
    }),
  },
};
