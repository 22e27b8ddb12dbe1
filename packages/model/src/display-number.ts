import { Decimal as Base } from 'decimal.js';

/** Exact decimals: rounding half up (away from zero), wide enough for every scaled number. */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP });
export type Decimal = InstanceType<typeof Decimal>;

/** Scaled numbers stay below this: exact in JS, in 64-bit columns and in sums of a million of them. */
export const scaledLimit = 1e15;

/** The most digits after the point that a number field may keep. */
export const maxPrecision = 8;

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** An exact decimal from a finite number or clean numeric text (`-12.50`, `1e3`); null from anything else. */
export function decimalFrom(value: unknown): Decimal | null {
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value) : null;
  if (typeof value !== 'string' || value.length > 100) return null;
  const text = value.trim();
  return plainNumber.test(text) ? new Decimal(text) : null;
}

/** The same as `decimalToScaled` of a number, sooner where it is whole. */
export function numberToScaled(value: number, precision: number): number | null {
  const scaled = value * 10 ** precision;
  // Both factors and the product are whole numbers that a double holds exactly.
  if (Number.isSafeInteger(value) && Math.abs(scaled) < scaledLimit) return scaled + 0;
  return decimalToScaled(new Decimal(value), precision);
}

/** The integer scaled by 10^precision, rounded half up; null when it is 10^15 or more. */
export function decimalToScaled(value: Decimal, precision: number): number | null {
  const scaled = value.times(new Decimal(10).pow(precision)).toDecimalPlaces(0);
  // + 0 turns -0 into 0.
  return scaled.abs().lt(scaledLimit) ? scaled.toNumber() + 0 : null;
}

/** The exact decimal behind a scaled integer. */
export function scaledToExact(scaled: number, precision: number): Decimal {
  return new Decimal(scaled).div(new Decimal(10).pow(precision));
}

/** The number behind a scaled integer that is exact (below 2^53), for the wire and for display. */
export function scaledToDecimal(scaled: number, precision: number): number {
  // Both are exact and division rounds correctly: the nearest double to the decimal, as `scaledToExact` gives it.
  return scaled / 10 ** precision;
}
