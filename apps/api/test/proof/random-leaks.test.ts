import { describe, expect, it } from 'vitest';
import { type Ask, firstDifference } from './compare.ts';
import { derivedLeaks } from './leaks-derived.ts';
import { otherLeaks } from './leaks-others.ts';
import { readingLeaks } from './leaks-reading.ts';
import { makePair } from './mutate.ts';
import { mutationsWithShares } from './mutations.ts';
import { randomOf } from './random.ts';
import { randomWorld } from './random-world.ts';
import type { World } from './world.ts';

/** Always the same worlds, and fewer than the gate walks. */
const seed = 77;
const most = 200;

/** One leak for each kind of door, whoever looks through it. */
const doors = [
  'a total that counts unseen records',
  'masked cells shown as they are',
  'a filter on hidden cells',
  'groups by hidden cells',
  'measures of hidden cells',
  'the title of an unseen record behind a link',
  'the number of unseen records behind a link',
  'an ETag over the stored record',
  '403 for an unseen record, 404 for an absent one',
  'a schema that lists hidden fields',
  'an export of what is seen and unseen alike',
  'a directory with the addresses of others',
];

/** How many worlds with random rules it takes to find a leak; null when none shows it. */
async function worldsUntil(name: string): Promise<number | null> {
  const leak = [...readingLeaks, ...derivedLeaks, ...otherLeaks].find((one) => one.name === name);
  if (!leak) throw new Error(`There is no leak "${name}".`);
  for (let at = 0; at < most; at++) {
    const { spec, member } = randomWorld(seed + at);
    // The leaks are planted before those who sign in.
    if (spec.key) continue;
    const pair = makePair(spec, member, seed + at, 14, mutationsWithShares);
    const random = randomOf(seed + at);
    const asks = new Map<World, Ask>();
    const found = await firstDifference(
      pair,
      Array.from({ length: 24 }, () => random.int(2 ** 30)),
      {
        only: leak.only,
        prepare: (world) => asks.set(world, leak.plant(world)),
        ask: (world, request) => asks.get(world)?.(world, request) ?? Promise.reject(),
      },
    );
    if (found) return at + 1;
  }
  return null;
}

describe(`planted leaks under random rules (seed ${seed})`, () => {
  it.each(doors)(
    'the suite finds %s in fewer worlds than the gate walks',
    async (name) => {
      const worlds = await worldsUntil(name);
      if (process.env.TESSERA_PROOF_LOG) console.log(`${name}: ${worlds} worlds`);
      expect(worlds).not.toBeNull();
    },
    600_000,
  );
});
