import { Decimal } from '../../display-number.ts';
import { fold } from '../../text-key.ts';
import { failed, isNumber, textLimit, textValue, type Value } from '../value.ts';
import { formatValue } from './format.ts';
import type { FormulaFunction } from './function.ts';

const written = (args: readonly Value[], place: number): string => {
  const value = args[place] ?? null;
  return typeof value === 'string' ? value : '';
};
const count = (args: readonly Value[], place: number, missing: number): number => {
  const value = args[place] ?? null;
  return isNumber(value) ? value.trunc().toNumber() : missing;
};

const changed = (make: (text: string) => string): FormulaFunction => ({
  takes: ['text'],
  least: 1,
  gives: 'text',
  run: (args) => textValue(make(written(args, 0))),
});

/** A part of a text, counted in characters as people see them. */
const part = (
  make: (letters: readonly string[], n: number) => readonly string[],
): FormulaFunction => ({
  takes: ['text', 'number'],
  least: 1,
  gives: 'text',
  run: (args) => {
    const n = count(args, 1, 1);
    return n < 0 ? failed('wrongValue') : textValue(make([...written(args, 0)], n).join(''));
  },
});

/** The place of a text in another one, from 1; 0 when it is not there. */
const finding = (key: (text: string) => string): FormulaFunction => ({
  takes: ['text', 'text', 'number'],
  least: 2,
  gives: 'number',
  run: (args) => {
    const letters = [...key(written(args, 1))];
    const from = count(args, 2, 1);
    if (from < 1) return failed('wrongValue');
    const rest = letters.slice(from - 1).join('');
    const at = rest.indexOf(key(written(args, 0)));
    return new Decimal(at < 0 ? 0 : [...rest.slice(0, at)].length + from);
  },
});

const joined: FormulaFunction = {
  takes: ['text'],
  least: 1,
  repeats: 1,
  gives: 'text',
  run: (args) => concatenated(args.map((_, i) => written(args, i))),
};

/** Texts one after the other. */
export function concatenated(parts: readonly string[]): Value {
  const length = parts.reduce((all, one) => all + one.length, 0);
  return length > textLimit ? failed('tooLarge') : textValue(parts.join(''));
}

/** Texts, counted in characters. Whatever is no text is written as one first. */
export const text = {
  CONCATENATE: joined,
  CONCAT: joined,
  LEN: {
    takes: ['text'],
    least: 1,
    gives: 'number',
    run: (args) => new Decimal([...written(args, 0)].length),
  },
  LEFT: part((letters, n) => letters.slice(0, n)),
  RIGHT: part((letters, n) => letters.slice(Math.max(0, letters.length - n))),
  MID: {
    takes: ['text', 'number', 'number'],
    least: 3,
    gives: 'text',
    run: (args) => {
      const [start, n] = [count(args, 1, 1), count(args, 2, 0)];
      if (start < 1 || n < 0) return failed('wrongValue');
      return textValue([...written(args, 0)].slice(start - 1, start - 1 + n).join(''));
    },
  },
  UPPER: changed((value) => value.toUpperCase()),
  LOWER: changed((value) => value.toLowerCase()),
  TRIM: changed((value) => value.trim().replace(/ +/g, ' ')),
  SUBSTITUTE: {
    takes: ['text', 'text', 'text', 'number'],
    least: 3,
    gives: 'text',
    run: (args) =>
      substituted(written(args, 0), written(args, 1), written(args, 2), count(args, 3, 0)),
  },
  REPT: {
    takes: ['text', 'number'],
    least: 2,
    gives: 'text',
    run: (args) => {
      const [value, n] = [written(args, 0), count(args, 1, 0)];
      if (n < 0) return failed('wrongValue');
      return value.length * n > textLimit ? failed('tooLarge') : textValue(value.repeat(n));
    },
  },
  FIND: finding((value) => value),
  SEARCH: finding(fold),
  TEXT: {
    takes: ['any', 'text'],
    least: 2,
    gives: 'text',
    run: ([value, format], timeZone) =>
      formatValue(value ?? null, typeof format === 'string' ? format : '', timeZone),
  },
} satisfies Readonly<Record<string, FormulaFunction>>;

/** `nth`: only that occurrence, from 1; 0 means all. */
function substituted(value: string, old: string, made: string, nth: number): Value {
  if (nth < 0) return failed('wrongValue');
  if (old === '') return textValue(value);
  const parts = value.split(old);
  const length = value.length + (parts.length - 1) * (made.length - old.length);
  if (length > textLimit) return failed('tooLarge');
  if (nth === 0) return textValue(parts.join(made));
  if (nth >= parts.length) return textValue(value);
  return textValue(parts.slice(0, nth).join(old) + made + parts.slice(nth).join(old));
}
