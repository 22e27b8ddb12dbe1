import type { Asked } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

/** As the browser with the key, if there is one by now, or as somebody who has none. */
const withKey = (random: Random): Pick<Asked, 'as'> =>
  random.chance(0.7)
    ? { as: 'demo' }
    : random.chance(0.5)
      ? { as: random.pick(['nobody', 'forged']) }
      : {};

/** The demo company beside the workspace of the proof: made seldom, since it takes its time. */
export const demoCases: Readonly<Record<string, Case>> = {
  'post /demo': {
    weight: 1,
    ask: (random, { setupToken }) => ({
      endpoint: 'post /demo',
      body: {
        token: random.chance(0.15) ? setupToken : 'wrong',
        language: random.pick(['en', 'zh']),
        timeZone: random.pick(['UTC', 'Asia/Shanghai', 'Asia/Shanghai', 'Mars/Base']),
      },
      as: 'nobody',
    }),
  },
  'get /demo': { weight: 1, ask: (random) => ({ endpoint: 'get /demo', ...withKey(random) }) },
  'post /demo/persona': {
    weight: 1,
    ask: (random) => {
      const as = withKey(random);
      const persona = random.pick(['sales', 'finance', 'administrator', 'owner', '__proto__']);
      return { endpoint: 'post /demo/persona', body: { persona, pane: random.chance(0.5) }, ...as };
    },
  },
  'delete /demo': {
    weight: 1,
    ask: (random) => ({ endpoint: 'delete /demo', ...withKey(random) }),
  },
};
