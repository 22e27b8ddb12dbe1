import type { Wanted } from '../problem.ts';
import type { Value, ValueType } from '../value.ts';

/** The kinds of the values a function takes, in order; the first `least` must be given. */
interface Taking {
  readonly takes: readonly Wanted[];
  readonly least: number;
  /** How many of the last ones may come again and again. */
  readonly repeats?: number;
  /** What it gives: `same`, the kind that its values of one kind have; `first`, the kind of the first value. */
  readonly gives: ValueType | 'same' | 'first';
}

/**
 * One function. `run` is given values of the kinds it takes: texts always as texts, no errors. Where a value is blank
 * the function gives nothing without being asked, unless it takes `blanks`. `pick` works out only what it needs.
 */
export type FormulaFunction = Taking &
  (
    | {
        readonly run: (args: readonly Value[], timeZone: string) => Value;
        readonly blanks?: true;
      }
    | { readonly pick: (args: readonly (() => Value)[]) => Value }
  );

/** How many values a function takes at most; a repeating one as many as a formula can hold. */
export function mostArguments({ takes, repeats }: FormulaFunction): number {
  return repeats === undefined ? takes.length : 200;
}

/** What a function takes at each place, when so many values are given. */
export function wantedAt({ takes, repeats = 1 }: FormulaFunction, place: number): Wanted {
  const fixed = takes.length - repeats;
  const at = place < takes.length ? place : fixed + ((place - fixed) % repeats);
  return takes[at] ?? 'any';
}
