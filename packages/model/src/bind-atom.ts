import type { BindEnv } from './bind-env.ts';
import { and, linked, not } from './bound.ts';
import { canonicalIds } from './compare-cells.ts';
import {
  type Atom,
  always,
  type Bound,
  type DateRange,
  never,
  type Operand,
  type Test,
} from './condition.ts';
import { daysOf, endOfDay, instantsOf, isDay, startOfDay } from './days.ts';
import { Decimal, decimalFrom, scaledLimit } from './display-number.ts';
import { findOption } from './field-types/find-option.ts';
import { readInstant } from './field-types/written-date.ts';
import type { Field, FieldOf } from './schema.ts';
import { storageOf } from './storage.ts';
import { fold } from './text-key.ts';

/** When a cell of the field is empty; for a link: no target, or no visible one for a reverse link. */
export function emptyTest(field: Field, env: BindEnv): Bound {
  if (field.type !== 'link') return { kind: 'atom', field: field.id, test: { op: 'empty' } };
  const visible = field.side === 'forward' ? always : (env.link?.(field)?.visible ?? always);
  return not(linked(field.id, field.target, visible));
}

/**
 * The positive truth of an atom whose operator its field has; null when it cannot be resolved. A constant that
 * no cell can meet (0.5 in a field of whole numbers) is resolved, and never true.
 */
export function positiveTest(field: Field, atom: Atom, env: BindEnv): Bound | null {
  const { op, value } = atom;
  if (value === undefined || value === null) return null;
  const test = (made: Test | null): Bound | null =>
    made && { kind: 'atom', field: field.id, test: made };
  switch (storageOf(field)) {
    case 'text':
      return test(textTest(op, value));
    case 'number':
      return numberTest(field, op, value, test);
    case 'boolean': {
      if (typeof value !== 'boolean') return null;
      // Written so that an absent cell counts as false.
      const checked: Bound = { kind: 'atom', field: field.id, test: { op: 'eq', value: true } };
      return value ? checked : not(checked);
    }
    case 'date':
      return test(dateTest(op, value, env));
    case 'instant':
      return test(instantTest(op, value, env));
    case 'id': {
      const ids = idsOf(field, op, value, env);
      return ids === null ? null : (test(membership(ids)) ?? never);
    }
    case 'ids':
      return test(setTest(field, op, value));
    case 'link':
      return field.type === 'link' ? linkTest(field, op, value, env) : null;
  }
}

function textTest(op: Atom['op'], value: Operand): Test | null {
  if (op === 'anyOf') {
    const keys = textsOf(value).map(fold).filter(Boolean);
    return membership(canonicalIds(keys) ?? []);
  }
  const key = typeof value === 'string' ? fold(value) : '';
  if (key === '') return null;
  if (op === 'is') return { op: 'eq', value: key };
  return op === 'contains' || op === 'startsWith' || op === 'endsWith' ? { op, value: key } : null;
}

function numberTest(
  field: Field,
  op: Atom['op'],
  value: Operand,
  test: (made: Test | null) => Bound | null,
): Bound | null {
  const precision = 'precision' in field ? field.precision : 0;
  const scale = (given: unknown) =>
    decimalFrom(given)?.times(new Decimal(10).pow(precision)) ?? null;
  if (op === 'is' || op === 'anyOf') {
    const scaled = (Array.isArray(value) ? value : [value])
      .map(scale)
      .filter((one) => one !== null);
    if (scaled.length === 0 || (op === 'is' && Array.isArray(value))) return null;
    const exact = scaled.filter((one) => one.isInteger() && one.abs().lt(scaledLimit));
    const numbers = [...new Set(exact.map((one) => one.toNumber() + 0))].sort((a, b) => a - b);
    return test(membership(numbers)) ?? never;
  }
  const scaled = Array.isArray(value) ? null : scale(value);
  if (!scaled || (op !== 'lt' && op !== 'gte' && op !== 'lte' && op !== 'gt')) return null;
  const whole = op === 'lt' || op === 'gte' ? scaled.ceil() : scaled.floor();
  const kept = Decimal.max(Decimal.min(whole, scaledLimit), -scaledLimit).toNumber() + 0;
  return test({ op, value: kept });
}

function dateTest(op: Atom['op'], value: Operand, env: BindEnv): Test | null {
  if (typeof value === 'string') {
    if (!isDay(value)) return null;
    if (op === 'is') return { op: 'eq', value };
    return op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte' ? { op, value } : null;
  }
  return isRange(value) ? boundsTest(op, daysOf(value, env.now, env.timeZone)) : null;
}

function instantTest(op: Atom['op'], value: Operand, env: BindEnv): Test | null {
  if (isRange(value)) return boundsTest(op, instantsOf(value, env.now, env.timeZone));
  if (typeof value !== 'string' || op === 'within') return null;
  if (isDay(value)) {
    const { timeZone } = env;
    return boundsTest(op, { from: startOfDay(value, timeZone), to: endOfDay(value, timeZone) });
  }
  const instant = readInstant(value);
  if (instant === null) return null;
  if (op === 'is') return { op: 'eq', value: instant };
  return op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte' ? { op, value: instant } : null;
}

/** Before a span is before its first moment; after it is from its end on. */
function boundsTest<T extends string | number>(
  op: Atom['op'],
  { from, to }: { from: T; to: T },
): Test | null {
  switch (op) {
    case 'is':
    case 'within':
      return { op: 'range', from, to };
    case 'lt':
      return { op: 'lt', value: from };
    case 'lte':
      return { op: 'lt', value: to };
    case 'gt':
      return { op: 'gte', value: to };
    case 'gte':
      return { op: 'gte', value: from };
    default:
      return null;
  }
}

/** The ids an atom names; null when it cannot be resolved; empty for a known but empty set (no reports). */
function idsOf(
  field: Field,
  op: Atom['op'],
  value: Operand,
  env: BindEnv,
): readonly string[] | null {
  if (typeof value === 'object' && 'context' in value) {
    if (field.type === 'singleSelect') return null;
    if (!Object.hasOwn(env.context, value.context)) return null;
    const named = env.context[value.context];
    if (named === null) return null;
    return typeof named === 'string' ? [named] : named;
  }
  if (op === 'is' && Array.isArray(value)) return null;
  const given = textsOf(value).filter(Boolean);
  const ids =
    field.type === 'singleSelect'
      ? given.map((one) => findOption(field, one)?.id).filter((id) => id !== undefined)
      : given;
  return canonicalIds(ids);
}

function setTest(field: Field, op: Atom['op'], value: Operand): Test | null {
  if (field.type !== 'multiSelect') return null;
  const given = textsOf(value);
  const found = given.map((one) => findOption(field, one)?.id).filter((id) => id !== undefined);
  const values = canonicalIds(found);
  if (values === null) return null;
  if (op === 'hasAny') return { op, values };
  // Of an option that is gone it cannot be said whether all are there.
  if (found.length < given.length) return null;
  return op === 'hasAll' ? { op, values } : op === 'is' ? { op: 'sameSet', values } : null;
}

function linkTest(
  field: FieldOf<'link'>,
  op: Atom['op'],
  value: Operand,
  env: BindEnv,
): Bound | null {
  const { visible, title } = env.link?.(field) ?? { visible: always, title: null };
  if (op === 'hasAny') {
    const ids = canonicalIds(textsOf(value).filter(Boolean));
    return ids && linked(field.id, field.target, and({ kind: 'record', ids }, visible));
  }
  const test = op === 'contains' ? textTest(op, value) : null;
  if (!test || !title || title.storage !== 'text') return null;
  const contains: Bound = { kind: 'atom', field: title.field, test };
  return linked(field.id, field.target, and(visible, title.when, contains));
}

function membership(values: readonly (string | number)[]): Test | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  return others.length === 0 ? { op: 'eq', value: first } : { op: 'in', values };
}

function textsOf(value: Operand): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

function isRange(value: Operand): value is DateRange {
  return typeof value === 'object' && 'range' in value;
}
