/** Numbers that come out the same each time for the same start (mulberry32). */
export function randomNumbers(start: number) {
  let state = start >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    /** A whole number from 0 to `count` - 1. */
    below,
    one<T>(list: readonly T[]): T {
      return list[below(list.length)] as T;
    },
  };
}
