import { expect, it } from 'vitest';
import { average, recombine, wholeNumber } from './exact.ts';

it('adds up beyond 2^53 without losing a unit', () => {
  expect(wholeNumber(recombine('9007199254', '740993'))).toBe('9007199254740993');
  expect(wholeNumber(recombine('-1', '-5'))).toBe(-1_000_005);
});

it('rounds averages half away from zero, six digits below the scale', () => {
  expect(average(2050n, 2, 2)).toBe('10.25');
  expect(average(1n, 3, 0)).toBe('0.333333');
  expect(average(-2n, 3, 0)).toBe('-0.666667');
  expect(average(0n, 3, 2)).toBe('0');
  expect(average(1n, 3_000_000, 0)).toBe('0');
});
