import { describe, expect, it } from 'vitest';
import { seriesAt } from './series.ts';

const goesOn = (...values: (string | number | null)[]) =>
  [values.length, values.length + 1, -1].map((place) => seriesAt(values, place));

describe('a series', () => {
  it('goes on with even steps of numbers, without the noise of decimals', () => {
    expect(goesOn(1, 2)).toEqual([3, 4, 0]);
    expect(goesOn(0.1, 0.2, 0.3)).toEqual([0.4, 0.5, 0]);
    expect(goesOn(10, 7)).toEqual([4, 1, 13]);
  });

  it('goes on with days, over months and leap days', () => {
    expect(goesOn('2028-02-27', '2028-02-28')).toEqual(['2028-02-29', '2028-03-01', '2028-02-26']);
    expect(goesOn('2026-01-01', '2026-01-08')[0]).toBe('2026-01-15');
  });

  it('counts up at the end of texts, keeping leading zeros', () => {
    expect(goesOn('Lot 08', 'Lot 09')).toEqual(['Lot 10', 'Lot 11', 'Lot 07']);
    expect(goesOn('2 of 3', '3 of 3')).toEqual(['2 of 3', '3 of 3', '3 of 3']);
  });

  it('copies one value, and begins again where there is no even step', () => {
    expect(goesOn(5)).toEqual([5, 5, 5]);
    expect(goesOn('Lot 1')).toEqual(['Lot 1', 'Lot 1', 'Lot 1']);
    expect(goesOn(1, 2, 4)).toEqual([1, 2, 4]);
    expect(goesOn('a', null)).toEqual(['a', null, null]);
    expect(seriesAt([], 1)).toBeUndefined();
  });
});
