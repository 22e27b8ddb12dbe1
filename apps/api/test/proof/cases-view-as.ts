import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const begin = `post ${ws}/view-as`;
const end = `delete ${ws}/view-as/{sitting}`;

function begun(random: Random, known: Known): Asked {
  const body = random.pick<object>([
    { member: random.pick(known.members) },
    { member: random.pick(known.members) },
    { role: random.pick(known.groups.role) },
    { member: 'memnothere' },
    { role: 'rolnothere', member: 'memtom' },
  ]);
  return { endpoint: begin, body };
}

/** The header of one who looks as somebody else, or says so. */
export function looking(random: Random, known: Known): Record<string, string> {
  const sitting = random.chance(0.95) ? known.sittings.at(-1) : 'none';
  return { 'x-tessera-view-as': sitting ?? 'none' };
}

/** Looking as somebody else. */
export const viewAsCases: Readonly<Record<string, Case>> = {
  [begin]: { weight: 2, managers: 4, ask: begun },
  [end]: {
    weight: 1,
    ask: (random, known) => ({
      endpoint: end,
      params: { sitting: random.chance(0.8) ? (known.sittings[0] ?? 'none') : 'none' },
    }),
  },
};
