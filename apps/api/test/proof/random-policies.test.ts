import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { firstDifference, type Tally } from './compare.ts';
import { knownTo, makePair } from './mutate.ts';
import { mutationsWithShares } from './mutations.ts';
import { randomOf } from './random.ts';
import { randomWorld } from './random-world.ts';
import { seed } from './seed.ts';

const pairs = Number(process.env.TESSERA_PAIRS ?? 200);
const steps = 24;
/** Pairs of one test, so that a failure names the stretch it stands in. */
const stretch = 25;

const tables = '/workspaces/{ws}/tables/{table}';
/** What is asked in every world: the doors to records. */
const always = [
  ...Array.from({ length: 6 }, () => `post ${tables}/records/query`),
  `get ${tables}/records/{record}`,
  `patch ${tables}/records/{record}`,
  `patch ${tables}/records`,
  `post ${tables}/records`,
  `delete ${tables}/records/{record}`,
  'post /workspaces/{ws}/tables/{t}/export',
  'post /workspaces/{ws}/tables/{t}/import',
  'get /workspaces/{ws}/explain',
  'get /workspaces/{ws}/who-can',
  `post ${tables}/records/{record}/shares`,
];

/** A few of all endpoints, others in each world, so that over all of them each has its turn. */
function sample(at: number): readonly string[] {
  const names = Object.keys(cases).sort();
  return Array.from({ length: 6 }, (_, one) => names[(at * 6 + one) % names.length] ?? '');
}

describe(`non-interference under random rules (seed ${seed}, ${pairs} pairs)`, () => {
  const tally: Tally = new Map();
  const kinds = new Map<string, number>();
  let different = 0;

  const starts = Array.from({ length: Math.ceil(pairs / stretch) }, (_, at) => at * stretch);
  it.each(starts)(
    'two workspaces with rules of all kinds that are equal for a member answer alike (from %i)',
    async (start) => {
      for (let at = start; at < Math.min(pairs, start + stretch); at++) {
        const world = seed + at;
        const { spec, member } = randomWorld(world);
        const pair = makePair(spec, member, world, 14, mutationsWithShares);
        expect(knownTo(pair.a, member), `world ${world}`).toBe(knownTo(pair.b, member));
        if (pair.kinds.size > 0) different += 1;
        for (const [kind, count] of pair.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
        const random = randomOf(world);
        const numbers = Array.from({ length: steps }, () => random.int(2 ** 30));
        const only = [...always, ...sample(at), ...sample(at), ...sample(at)];
        const found = await firstDifference(pair, numbers, { tally, only });
        if (found)
          throw new Error(
            `World ${world}, ${member}, step ${found.step}: ${JSON.stringify(found.asked)}\n` +
              `  a: ${JSON.stringify(found.a)}\n  b: ${JSON.stringify(found.b)}\n` +
              `Again: TESSERA_SEED=${world} TESSERA_PAIRS=1 npx vitest run --project api random-policies`,
          );
      }
    },
    1_200_000,
  );

  it('has asked every endpoint, in worlds that differ in many ways', () => {
    const asked = [...tally.values()].reduce((sum, { good, bad }) => sum + good + bad, 0);
    const good = [...tally.values()].filter((one) => one.good > 0).length;
    console.log(
      `Seed ${seed}: ${pairs} pairs, ${different} of them different, ${asked} requests, ` +
        `${tally.size} of ${Object.keys(cases).length} endpoints, ${good} with success`,
    );
    const told = process.env.TESSERA_TOLD;
    if (told)
      appendFileSync(told, `${JSON.stringify({ pairs, asked, names: [...tally.keys()] })}\n`);
    if (process.env.TESSERA_PROOF_LOG) console.log(Object.fromEntries(kinds));
    if (pairs < 200) return;
    expect(different).toBeGreaterThan(pairs * 0.9);
    expect(kinds.size).toBeGreaterThan(10);
    expect(tally.size).toBe(Object.keys(cases).length);
  });
});
