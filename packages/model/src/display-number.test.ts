import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  Decimal,
  decimalToScaled,
  maxPrecision,
  numberToScaled,
  scaledLimit,
  scaledToDecimal,
  scaledToExact,
} from './display-number.ts';

const precision = fc.integer({ min: 0, max: maxPrecision });
const whole = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, scaledLimit - 1, scaledLimit, 1 - scaledLimit, 2 ** 53 - 1),
  fc.integer({ min: -(2 ** 53), max: 2 ** 53 }),
);

it('shows a scaled number as the double nearest to the exact decimal', () => {
  fc.assert(
    fc.property(whole, precision, (scaled, digits) => {
      expect(scaledToDecimal(scaled, digits)).toBe(scaledToExact(scaled, digits).toNumber());
    }),
    { numRuns: 2000 },
  );
});

it('scales numbers as exact decimals are scaled', () => {
  const number = fc.oneof(whole, fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(number, precision, (value, digits) => {
      expect(numberToScaled(value, digits)).toBe(decimalToScaled(new Decimal(value), digits));
    }),
    { numRuns: 2000 },
  );
});
