import { ws } from './asked.ts';
import type { Case } from './case.ts';

/** Copies to try things in: made seldom, since each holds everything. */
export const copyCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/copies`]: { weight: 1, ask: () => ({ endpoint: `get ${ws}/copies` }) },
  [`post ${ws}/copies`]: {
    weight: 1,
    ask: (random) => ({
      endpoint: `post ${ws}/copies`,
      body: random.pick<object>([{ reason: 'To try a rule' }, { reason: '' }, {}]),
    }),
  },
  [`delete ${ws}/copies/{copy}`]: {
    weight: 1,
    ask: (random, known) => ({
      endpoint: `delete ${ws}/copies/{copy}`,
      params: { copy: random.pick([...known.copies, 'wspnothere', 'x']) },
    }),
  },
};
