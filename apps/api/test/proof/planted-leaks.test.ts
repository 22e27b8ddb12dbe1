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

/** Looks for a difference as the suite does, in a few pairs of workspaces; first in the one where it showed last time. */
async function search(leak: Leak, planted: boolean, most: number): Promise<Difference | null> {
  const { pair: first = 0 } = leak;
  for (let tried = 0; tried < most; tried++) {
    const at = (first + tried) % tries;
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

const looked = new Map<string, Promise<Difference | null>>();

/** The same requests where nothing was planted; leaks that are looked for alike share the answer. */
function sound(leak: Leak): Promise<Difference | null> {
  const key = JSON.stringify([leak.subject, leak.only, leak.pair]);
  const found = looked.get(key) ?? search(leak, false, 1);
  looked.set(key, found);
  return found;
}

describe(`planted leaks (seed ${seed})`, () => {
  it.each(
    [...readingLeaks, ...derivedLeaks, ...otherLeaks].map((leak) => [leak.name, leak] as const),
  )(
    'the suite finds %s',
    async (_name, leak) => {
      expect(await search(leak, true, tries)).not.toBeNull();
      expect(await sound(leak)).toBeNull();
    },
    300_000,
  );
});
