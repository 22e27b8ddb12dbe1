import {
  type Atom,
  type Condition,
  type Operand,
  type Operator,
  type StorageClass,
  shownType,
  storageOf,
} from '@tessera/model';
import type { OutField } from '@tessera/protocol';

/** Operators as people choose them: negation is part of the word. */
export type FilterOperator =
  | 'contains'
  | 'notContains'
  | 'is'
  | 'isNot'
  | 'startsWith'
  | 'endsWith'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'within'
  | 'notWithin'
  | 'anyOf'
  | 'noneOf'
  | 'hasAny'
  | 'hasAll'
  | 'hasNone'
  | 'empty'
  | 'notEmpty';

/** One line of the builder. Without a value, where its operator wants one, it filters nothing yet. */
export interface FilterRow {
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value?: Operand;
}

export interface FilterGroup {
  readonly join: 'and' | 'or';
  readonly items: readonly FilterRow[];
}

/** What the builder shows: lines, and groups of lines one level deep. */
export interface FilterTree {
  readonly join: 'and' | 'or';
  readonly items: readonly (FilterRow | FilterGroup)[];
}

export const emptyTree: FilterTree = { join: 'and', items: [] };

const meaning: Readonly<Record<FilterOperator, readonly [op: Operator, negated: boolean]>> = {
  contains: ['contains', false],
  notContains: ['contains', true],
  is: ['is', false],
  isNot: ['is', true],
  startsWith: ['startsWith', false],
  endsWith: ['endsWith', false],
  lt: ['lt', false],
  lte: ['lte', false],
  gt: ['gt', false],
  gte: ['gte', false],
  within: ['within', false],
  notWithin: ['within', true],
  anyOf: ['anyOf', false],
  noneOf: ['anyOf', true],
  hasAny: ['hasAny', false],
  hasAll: ['hasAll', false],
  hasNone: ['hasAny', true],
  empty: ['empty', false],
  notEmpty: ['empty', true],
};

const byStorage: Readonly<Record<StorageClass, readonly FilterOperator[]>> = {
  text: ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'empty', 'notEmpty'],
  number: ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty'],
  boolean: ['is'],
  date: ['within', 'notWithin', 'is', 'lt', 'lte', 'gt', 'gte', 'empty', 'notEmpty'],
  instant: ['within', 'notWithin', 'lt', 'gte', 'empty', 'notEmpty'],
  id: ['anyOf', 'noneOf', 'empty', 'notEmpty'],
  ids: ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
  link: ['contains', 'notContains', 'empty', 'notEmpty'],
};

/** The operators offered for a field, the usual one first. */
export function operatorsFor(field: OutField): readonly FilterOperator[] {
  return byStorage[storageOf(field)];
}

/** True for operators that stand alone. */
export function isUnary(operator: FilterOperator): boolean {
  return operator === 'empty' || operator === 'notEmpty';
}

/** True for operators whose value is a list, or a named range of days. */
export function isMany(operator: FilterOperator): boolean {
  return ['anyOf', 'noneOf', 'hasAny', 'hasAll', 'hasNone', 'within', 'notWithin'].includes(
    operator,
  );
}

/** A fresh line for a field, with the value that its input shows at once. A rule knows of moving days only today. */
export function newRow(
  field: OutField,
  operator = operatorsFor(field)[0] ?? 'empty',
  ofRule = false,
): FilterRow {
  const value = startValue(field, operator, ofRule);
  return { field: field.id, operator, ...(value !== undefined && { value }) };
}

function startValue(
  field: OutField,
  operator: FilterOperator,
  ofRule: boolean,
): Operand | undefined {
  if (shownType(field) === 'checkbox') return true;
  if (operator === 'within' || operator === 'notWithin')
    return { range: ofRule ? 'today' : 'thisWeek' };
  const person = storageOf(field) === 'id' && !field.options;
  return person && (operator === 'anyOf' || operator === 'noneOf') ? { context: 'me' } : undefined;
}

/**
 * Whether sets of whoever asks (my teams, my reports) may be chosen: in a scope only where they widen it, in a
 * restriction only where they narrow it, so that more of them never means less access.
 */
export function setsAllowed(
  rule: 'scope' | 'restriction' | undefined,
  operator: FilterOperator,
): boolean {
  return rule === undefined || (rule === 'restriction') === meaning[operator][1];
}

export function isGroup(item: FilterRow | FilterGroup): item is FilterGroup {
  return 'items' in item;
}

/** The condition of a tree, without lines that are not finished; undefined when nothing is filtered. */
export function toCondition(tree: FilterTree): Condition | undefined {
  const parts = tree.items.flatMap((item): Condition[] => {
    if (!isGroup(item)) return rowCondition(item);
    const inner = item.items.flatMap(rowCondition);
    const only = inner[0];
    if (!only) return [];
    return [inner.length === 1 ? only : { op: item.join, of: inner }];
  });
  const only = parts[0];
  if (!only) return undefined;
  return parts.length === 1 ? only : { op: tree.join, of: parts };
}

function rowCondition(row: FilterRow): Condition[] {
  const [op, negated] = meaning[row.operator];
  if (!isUnary(row.operator) && row.value === undefined) return [];
  // `me` is one member and asked for with `is`; the other names are sets of members.
  const single =
    typeof row.value === 'object' && 'context' in row.value && row.value.context === 'me';
  const atom: Atom = isUnary(row.operator)
    ? { op, field: row.field }
    : { op: single && op === 'anyOf' ? 'is' : op, field: row.field, value: row.value as Operand };
  return [negated ? { op: 'not', of: atom } : atom];
}

/** The tree of a condition, or null when the builder cannot show it; it is then kept as it is. */
export function fromCondition(
  condition: Condition | undefined,
  fields: readonly OutField[],
): FilterTree | null {
  if (!condition) return emptyTree;
  const single = rowOf(condition, fields);
  if (single) return { join: 'and', items: [single] };
  if (condition.op !== 'and' && condition.op !== 'or') return null;
  const items: (FilterRow | FilterGroup)[] = [];
  for (const part of condition.of) {
    const row = rowOf(part, fields);
    if (row) {
      items.push(row);
      continue;
    }
    if (part.op !== 'and' && part.op !== 'or') return null;
    const inner = part.of.map((one) => rowOf(one, fields));
    if (inner.some((one) => one === null)) return null;
    items.push({ join: part.op, items: inner.flatMap((one) => one ?? []) });
  }
  return { join: condition.op, items };
}

function rowOf(condition: Condition, fields: readonly OutField[]): FilterRow | null {
  const negated = condition.op === 'not';
  const atom = negated ? condition.of : condition;
  if (!isAtom(atom)) return null;
  const field = fields.find((one) => one.id === atom.field);
  if (!field || atom.empty !== undefined) return null;
  const wanted = operatorsFor(field);
  const named = atom.op === 'is' && storageOf(field) === 'id' ? 'anyOf' : atom.op;
  const operator = wanted.find((one) => meaning[one][0] === named && meaning[one][1] === negated);
  if (!operator) return null;
  const value = named === 'anyOf' && typeof atom.value === 'string' ? [atom.value] : atom.value;
  return { field: atom.field, operator, ...(value !== undefined && { value }) };
}

function isAtom(condition: Condition): condition is Atom {
  return 'field' in condition;
}

/** How many finished lines a condition has, for the number on the button. */
export function countAtoms(condition: Condition | undefined): number {
  if (!condition) return 0;
  if (condition.op === 'not') return countAtoms(condition.of);
  if (condition.op === 'and' || condition.op === 'or') {
    return condition.of.reduce((sum, part) => sum + countAtoms(part), 0);
  }
  return 1;
}
