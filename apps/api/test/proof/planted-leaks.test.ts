import { describe, expect, it } from 'vitest';
import { baseSpec } from './base.ts';
import { type Ask, type Difference, firstDifference } from './compare.ts';
import type { Leak } from './leaks.ts';
import { derivedLeaks } from './leaks-derived.ts';
import { otherLeaks } from './leaks-others.ts';
import { readingLeaks } from './leaks-reading.ts';
import { makePair } from './mutate.ts';
import { subjects } from './people.ts';
import { randomOf } from './random.ts';
import type { World } from './world.ts';

/** Always the same worlds: whether the suite can find a leak is not a matter of luck. */
const seed = 4711;
const tries = 30;

/** Looks for a difference as the suite does, in a few pairs of workspaces. */
async function search(leak: Leak, planted: boolean, most: number): Promise<Difference | null> {
  for (let at = 0; at < most; at++) {
    const random = randomOf(seed + at);
    const pair = makePair(baseSpec(seed + at), subjects[leak.subject], seed + at);
    const steps = Array.from({ length: leak.walk ? 0 : 60 }, () => random.int(2 ** 30));
    const asks = new Map<World, Ask>();
    const found = await firstDifference(pair, steps, {
      only: leak.only,
      ...(leak.walk && { walk: leak.walk }),
      ...(planted && {
        prepare: (world: World) => asks.set(world, leak.plant(world)),
        ask: (world: World, request: Request) => {
          const ask = asks.get(world);
          if (!ask) throw new Error('The leak was not planted.');
          return ask(world, request);
        },
      }),
    });
    if (found) return found;
  }
  return null;
}

describe(`planted leaks (seed ${seed})`, () => {
  it.each(
    [...readingLeaks, ...derivedLeaks, ...otherLeaks].map((leak) => [leak.name, leak] as const),
  )(
    'the suite finds %s',
    async (_name, leak) => {
      expect(await search(leak, true, tries)).not.toBeNull();
      expect(await search(leak, false, 1)).toBeNull();
    },
    300_000,
  );
});
