import { Decimal } from '../../display-number.ts';
import { failed, isError, textOf, type Value } from '../value.ts';
import { equal } from './compare.ts';
import type { FormulaFunction } from './function.ts';

const truth = (value: Value) => value === true;

/** The first value that decides, or the other one when none does; an error on the way is the answer. */
function decided(args: readonly (() => Value)[], by: boolean): Value {
  for (const arg of args) {
    const value = arg();
    if (isError(value)) return value;
    if (truth(value) === by) return by;
  }
  return !by;
}

/** Choices, and what is blank or failed. */
export const logic = {
  IF: {
    takes: ['boolean', 'same', 'same'],
    least: 2,
    gives: 'same',
    pick: ([when, then, otherwise]) => {
      const holds = when?.() ?? null;
      if (isError(holds)) return holds;
      return (truth(holds) ? then : otherwise)?.() ?? null;
    },
  },
  IFS: {
    takes: ['boolean', 'same'],
    least: 2,
    repeats: 2,
    gives: 'same',
    pick: (args) => {
      for (let i = 0; i < args.length; i += 2) {
        const holds = args[i]?.() ?? null;
        if (isError(holds)) return holds;
        if (truth(holds)) return args[i + 1]?.() ?? null;
      }
      return null;
    },
  },
  SWITCH: {
    takes: ['key', 'key', 'same'],
    least: 3,
    repeats: 2,
    gives: 'same',
    pick: ([of, ...cases]) => {
      const value = of?.() ?? null;
      if (isError(value)) return value;
      for (let i = 0; i + 1 < cases.length; i += 2) {
        const one = cases[i]?.() ?? null;
        if (isError(one)) return one;
        if (equal(value, one)) return cases[i + 1]?.() ?? null;
      }
      return cases.length % 2 === 1 ? (cases.at(-1)?.() ?? null) : null;
    },
  },
  AND: {
    takes: ['boolean'],
    least: 1,
    repeats: 1,
    gives: 'boolean',
    pick: (args) => decided(args, false),
  },
  OR: {
    takes: ['boolean'],
    least: 1,
    repeats: 1,
    gives: 'boolean',
    pick: (args) => decided(args, true),
  },
  NOT: {
    takes: ['boolean'],
    least: 1,
    gives: 'boolean',
    blanks: true,
    run: ([value]) => !truth(value ?? null),
  },
  TRUE: { takes: [], least: 0, gives: 'boolean', run: () => true },
  FALSE: { takes: [], least: 0, gives: 'boolean', run: () => false },
  BLANK: { takes: [], least: 0, gives: 'blank', run: () => null },
  ISBLANK: {
    takes: ['any'],
    least: 1,
    gives: 'boolean',
    blanks: true,
    run: ([value]) => (value ?? null) === null,
  },
  ERROR: { takes: [], least: 0, gives: 'blank', run: () => failed('stated') },
  ISERROR: {
    takes: ['any'],
    least: 1,
    gives: 'boolean',
    pick: ([of]) => isError(of?.() ?? null),
  },
  IFERROR: {
    takes: ['same', 'same'],
    least: 2,
    gives: 'same',
    pick: ([of, otherwise]) => {
      const value = of?.() ?? null;
      return isError(value) ? (otherwise?.() ?? null) : value;
    },
  },
  EXACT: {
    takes: ['text', 'text'],
    least: 2,
    gives: 'boolean',
    run: ([a, b], timeZone) => textOf(a ?? null, timeZone) === textOf(b ?? null, timeZone),
  },
  COUNTA: {
    takes: ['any'],
    least: 1,
    repeats: 1,
    gives: 'number',
    blanks: true,
    run: (args) => new Decimal(args.filter((value) => value !== null).length),
  },
} satisfies Readonly<Record<string, FormulaFunction>>;
