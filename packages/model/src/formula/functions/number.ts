import type { Decimal as Exact } from 'decimal.js';
import { Decimal } from '../../display-number.ts';
import { readWrittenNumber } from '../../field-types/written-number.ts';
import { failed, isNumber, numberValue, type Value } from '../value.ts';
import { order } from './compare.ts';
import type { FormulaFunction } from './function.ts';

const zero = new Decimal(0);
const at = (args: readonly Value[], place: number, missing = zero): Decimal => {
  const value = args[place] ?? null;
  return isNumber(value) ? value : missing;
};

/** Rounds to so many decimals, also negative ones: ROUND(1250, -2) is 1300. */
const rounding = (mode: Exact.Rounding): FormulaFunction => ({
  takes: ['number', 'number'],
  least: 1,
  gives: 'number',
  run: (args) => {
    const places = at(args, 1).trunc();
    if (places.abs().gt(20)) return failed('wrongValue');
    const scale = new Decimal(10).pow(places);
    return numberValue(at(args, 0).times(scale).toDecimalPlaces(0, mode).div(scale));
  },
});

/** The next multiple of a step, 1 when none is given. */
const stepping = (mode: Exact.Rounding): FormulaFunction => ({
  takes: ['number', 'number'],
  least: 1,
  gives: 'number',
  run: (args) => {
    const step = at(args, 1, new Decimal(1)).abs();
    if (step.isZero()) return zero;
    return numberValue(at(args, 0).div(step).toDecimalPlaces(0, mode).times(step));
  },
});

/** Over all given values that are not blank; nothing when all are. */
const over = (make: (numbers: readonly Decimal[]) => Decimal): FormulaFunction => ({
  takes: ['number'],
  least: 1,
  repeats: 1,
  gives: 'number',
  blanks: true,
  run: (args) => {
    const numbers = args.filter(isNumber);
    return numbers.length === 0 ? null : numberValue(make(numbers));
  },
});

const sum = (numbers: readonly Decimal[]) => numbers.reduce((a, b) => a.plus(b));

const outermost = (sign: number): FormulaFunction => ({
  takes: ['ordered'],
  least: 1,
  repeats: 1,
  gives: 'same',
  blanks: true,
  run: (args) =>
    args.reduce(
      (best, value) => (best === null || order(value, best) * sign > 0 ? value : best),
      null,
    ),
});

const one = (make: (value: Decimal) => Value): FormulaFunction => ({
  takes: ['number'],
  least: 1,
  gives: 'number',
  run: (args) => make(at(args, 0)),
});

/** Numbers: exact decimals, rounded half up. */
export const number = {
  ROUND: rounding(Decimal.ROUND_HALF_UP),
  ROUNDUP: rounding(Decimal.ROUND_UP),
  ROUNDDOWN: rounding(Decimal.ROUND_DOWN),
  INT: one((value) => value.floor()),
  ABS: one((value) => value.abs()),
  SIGN: one((value) => new Decimal(value.isZero() ? 0 : value.isNegative() ? -1 : 1)),
  SQRT: one((value) =>
    value.isNegative() && !value.isZero() ? failed('wrongValue') : value.sqrt(),
  ),
  CEILING: stepping(Decimal.ROUND_CEIL),
  FLOOR: stepping(Decimal.ROUND_FLOOR),
  SUM: over(sum),
  AVERAGE: over((numbers) => sum(numbers).div(numbers.length)),
  MIN: outermost(-1),
  MAX: outermost(1),
  MOD: {
    takes: ['number', 'number'],
    least: 2,
    gives: 'number',
    run: (args) => {
      const [value, by] = [at(args, 0), at(args, 1)];
      if (by.isZero()) return failed('divideByZero');
      // The sign of the divisor, as in spreadsheets.
      return numberValue(value.minus(value.div(by).floor().times(by)));
    },
  },
  POWER: {
    takes: ['number', 'number'],
    least: 2,
    gives: 'number',
    run: (args) => power(at(args, 0), at(args, 1)),
  },
  VALUE: {
    takes: ['text'],
    least: 1,
    gives: 'number',
    run: ([text]) => {
      if (typeof text !== 'string' || text.trim() === '') return null;
      const written = readWrittenNumber(text);
      return written ? numberValue(written.value) : failed('wrongValue');
    },
  },
} satisfies Readonly<Record<string, FormulaFunction>>;

/** A number to the power of another. */
export function power(base: Decimal, exponent: Decimal): Value {
  if (exponent.abs().gt(1000)) return failed('tooLarge');
  if (base.isZero() && exponent.isNegative() && !exponent.isZero()) return failed('divideByZero');
  return numberValue(base.pow(exponent));
}
