import { codeOf, stepAt } from '../../src/auth/totp.ts';
import { codeAt } from '../authenticator.ts';
import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';
import { password, secondStep } from './world.ts';

const withPassword =
  (endpoint: string): Case['ask'] =>
  (random) => ({
    endpoint,
    body: random.pick<object>([{ password }, { password }, { password: 'wrong-wrong' }, {}]),
  });

/** As whoever has given the outsider's password, or as nobody. */
const halfway = (random: Random) =>
  random.pick<NonNullable<Asked['as']>>([
    'challenge',
    'second challenge',
    'second challenge',
    'nobody',
  ]);

function confirm(random: Random, { secret, now }: Known): Asked {
  const code = secret === null || random.chance(0.2) ? '000000' : codeAt(secret, now);
  return { endpoint: 'post /auth/two-step/confirm', body: { code } };
}

/** Signing in in two steps, and asking everybody for it. */
export const twoStepCases: Readonly<Record<string, Case>> = {
  'get /auth/two-step': {
    weight: 1,
    ask: (random): Asked => ({
      endpoint: 'get /auth/two-step',
      ...(random.chance(0.4) && { as: random.pick(['nobody', 'outsider']) }),
    }),
  },
  'post /auth/two-step/begin': { weight: 1, ask: withPassword('post /auth/two-step/begin') },
  'post /auth/two-step/confirm': { weight: 1, ask: confirm },
  'post /auth/two-step/codes': { weight: 1, ask: withPassword('post /auth/two-step/codes') },
  'post /auth/two-step/off': { weight: 1, ask: withPassword('post /auth/two-step/off') },
  'post /auth/sign-in/code': {
    weight: 1,
    ask: (random, { now }) => ({
      endpoint: 'post /auth/sign-in/code',
      body: { code: random.chance(0.7) ? codeOf(secondStep.secret, stepAt(now)) : '000000' },
      as: halfway(random),
    }),
  },
  'post /auth/sign-in/recovery-code': {
    weight: 1,
    ask: (random) => ({
      endpoint: 'post /auth/sign-in/recovery-code',
      body: { recoveryCode: random.pick([...secondStep.codes, 'none-none1']) },
      as: halfway(random),
    }),
  },
  [`put ${ws}/security`]: {
    weight: 1,
    managers: 2,
    ask: (random) => ({
      endpoint: `put ${ws}/security`,
      body: random.pick<object>([
        { requireTwoStep: true },
        { requireTwoStep: false },
        { requireTwoStep: false },
        { requireTwoStep: 'no' },
      ]),
    }),
  },
  [`post ${ws}/members/{member}/reset-two-step`]: {
    weight: 1,
    managers: 2,
    ask: (random, { members }) => ({
      endpoint: `post ${ws}/members/{member}/reset-two-step`,
      params: { member: random.pick(['memfay', 'memnothere', ...members]) },
      body: random.chance(0.8) ? { reason: 'The phone is lost' } : {},
    }),
  },
};
