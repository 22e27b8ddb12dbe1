import type { RandomBytes } from '@tessera/model';

/** A seeded source of chance: the same seed gives the same choices everywhere. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `bound`. */
  int(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Up to `most` different items, in random order; perhaps none. */
  some<T>(items: readonly T[], most: number): T[];
  shuffled<T>(items: readonly T[]): T[];
  /** A source of its own, so that what comes later does not depend on how much was drawn. */
  fork(): Random;
}

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (bound: number) => Math.floor(next() * bound);
  const shuffled = <T>(items: readonly T[]): T[] => {
    const left = [...items];
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(int(left.length), 1));
    return out;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    some: (items, most) => shuffled(items).slice(0, int(Math.min(most, items.length) + 1)),
    shuffled,
    fork: () => randomOf(int(2 ** 31)),
  };
}

/** A source of bytes that can be set back: two worlds draw the same ones for the same request. */
export interface SeededBytes {
  readonly bytes: RandomBytes;
  reset(seed: number): void;
}

export function seededBytes(seed: number): SeededBytes {
  let source = randomOf(seed);
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => source.int(256)),
    reset(next) {
      source = randomOf(next);
    },
  };
}
