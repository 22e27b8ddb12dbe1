import { date } from './date.ts';
import type { FormulaFunction } from './function.ts';
import { logic } from './logic.ts';
import { number } from './number.ts';
import { text } from './text.ts';

/** The functions by group, in the order in which they are offered. */
export const functionGroups = { logic, number, text, date } as const;

const all: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.values(functionGroups).flatMap((group) => Object.entries(group)),
);

/** The function of a name in capitals. */
export function functionNamed(name: string): FormulaFunction | undefined {
  return all.get(name);
}
