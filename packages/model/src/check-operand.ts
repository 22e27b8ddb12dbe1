import {
  type ContextName,
  conditionLimits,
  type DateRange,
  type Operand,
  type Operator,
} from './condition.ts';
import { isDay } from './days.ts';
import { decimalFrom } from './display-number.ts';
import { type Denial, denial } from './error.ts';
import { readInstant } from './field-types/written-date.ts';
import type { Field } from './schema.ts';
import { storageOf } from './storage.ts';

/** The longest text a condition may hold. */
const maxText = 1000;

/** The names of ranges that stand alone; `pastDays` and `nextDays` take a number of days. */
export const dateRanges = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
] as const;

/** The most days `pastDays` and `nextDays` may span: ten years. */
export const maxRangeDays = 3660;

const contextNames: readonly ContextName[] = [
  'me',
  'myTeams',
  'myDepartments',
  'myReports',
  'myAllReports',
];

/** The right side of an atom, of a kind that fits field and operator (which the field must have); else why not. */
export function checkOperand(field: Field, op: Operator, value: unknown): Operand | Denial {
  const needs = (what: string) =>
    denial('invalid', `The condition on "${field.name}" needs ${what}.`, { field: field.id });
  switch (storageOf(field)) {
    case 'text':
      if (op === 'anyOf') return listOf(value, isText) ?? needs('a list of texts');
      return isText(value) ? value : needs('a text of at most 1,000 characters');
    case 'number':
      if (op === 'anyOf') return listOf(value, isNumber) ?? needs('a list of numbers');
      return isNumber(value) ? value : needs('a number');
    case 'boolean':
      return typeof value === 'boolean' ? value : needs('true or false');
    case 'date':
      if (op !== 'within' && typeof value === 'string' && isDay(value)) return value;
      return rangeFrom(value) ?? needs('a date (YYYY-MM-DD) or a range of days');
    case 'instant': {
      const moment = typeof value === 'string' && (isDay(value) || readInstant(value) !== null);
      if (op !== 'within' && moment) return value;
      return rangeFrom(value) ?? needs('a date, a time or a range of days');
    }
    case 'id': {
      const context = field.type === 'singleSelect' ? null : contextFrom(value);
      if (context) return context;
      if (op === 'anyOf') return listOf(value, isText) ?? needs('a list');
      return isText(value) ? value : needs('one value');
    }
    case 'ids':
      if (isText(value)) return value;
      return listOf(value, isText) ?? needs('a list');
    case 'link':
      if (isText(value)) return value;
      if (op === 'contains') return needs('a text of at most 1,000 characters');
      return listOf(value, isText) ?? needs('a list of records');
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxText && value.trim() !== '';
}

function isNumber(value: unknown): value is number | string {
  return decimalFrom(value) !== null;
}

function listOf<T extends string | number>(
  value: unknown,
  fits: (item: unknown) => item is T,
): readonly T[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > conditionLimits.list)
    return null;
  const items: readonly unknown[] = value;
  return items.every(fits) ? items : null;
}

/** A date range of a closed shape; null when it is none. */
function rangeFrom(value: unknown): DateRange | null {
  if (typeof value !== 'object' || value === null) return null;
  const keys = Object.keys(value);
  const { range, days } = value as { readonly range?: unknown; readonly days?: unknown };
  const named = dateRanges.find((name) => name === range);
  if (named && keys.length === 1) return { range: named };
  if ((range !== 'pastDays' && range !== 'nextDays') || keys.length !== 2) return null;
  if (typeof days !== 'number' || !Number.isInteger(days)) return null;
  return days >= 1 && days <= maxRangeDays ? { range, days } : null;
}

function contextFrom(value: unknown): { readonly context: ContextName } | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return null;
  const named = (value as { readonly context?: unknown }).context;
  const context = contextNames.find((name) => name === named);
  return context ? { context } : null;
}
