import type { Atom, Condition, Operand } from './condition.ts';
import { storageOf } from './storage.ts';
import type { FieldNames, TableNames } from './template-of-names.ts';
import { fold } from './text-key.ts';

const holds: Condition = { op: 'and', of: [] };
const fails: Condition = { op: 'or', of: [] };

/**
 * A rule's condition in slugs. An atom that names what does not come along (a member, a record, a field, a deleted
 * option) counts as the law has it: false in a grant, true in a restriction, under negations too.
 */
export function nameCondition(
  condition: Condition,
  table: TableNames,
  rule: 'grant' | 'restriction',
  negated = false,
): Condition {
  if (condition.op === 'not')
    return { op: 'not', of: nameCondition(condition.of, table, rule, !negated) };
  if ('of' in condition)
    return {
      op: condition.op,
      of: condition.of.map((one) => nameCondition(one, table, rule, negated)),
    };
  const lost = (rule === 'grant') === negated ? holds : fails;
  return nameAtom(condition, table) ?? lost;
}

/** The filter of a view in slugs, without the atoms that cannot come along; undefined when none is left. */
export function nameFilter(condition: Condition, table: TableNames): Condition | undefined {
  if (condition.op === 'not') {
    const of = nameFilter(condition.of, table);
    return of && { op: 'not', of };
  }
  if (!('of' in condition)) return nameAtom(condition, table);
  const of = condition.of.flatMap((one) => nameFilter(one, table) ?? []);
  return of.length > 0 ? { op: condition.op, of } : undefined;
}

/** A condition in slugs; undefined when any part of it cannot come along. */
export function nameWhole(condition: Condition, table: TableNames): Condition | undefined {
  if (condition.op === 'not') {
    const of = nameWhole(condition.of, table);
    return of && { op: 'not', of };
  }
  if (!('of' in condition)) return nameAtom(condition, table);
  const of = condition.of.flatMap((one) => nameWhole(one, table) ?? []);
  return of.length === condition.of.length ? { op: condition.op, of } : undefined;
}

function nameAtom(atom: Atom, table: TableNames): Atom | undefined {
  const named = table.fields.get(atom.field);
  // Values of a lookup are choices or people of another table as often as not.
  if (!named || named.field.type === 'lookup') return undefined;
  if (atom.value === undefined) return { ...atom, field: named.slug };
  const value = nameOperand(atom.value, atom, named);
  return value === undefined ? undefined : { ...atom, field: named.slug, value };
}

function nameOperand(value: Operand, atom: Atom, named: FieldNames): Operand | undefined {
  // Who asks, and days that move with the calendar, mean the same everywhere.
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  const storage = storageOf(named.field);
  if (storage === 'link') return atom.op === 'contains' ? value : undefined;
  if (storage !== 'id' && storage !== 'ids') return value;
  const list = Array.isArray(value) ? (value as readonly (string | number)[]) : [value];
  const slugs = list.map((one) => optionSlug(String(one), named));
  if (slugs.some((slug) => slug === undefined)) return undefined;
  return Array.isArray(value) ? (slugs as string[]) : slugs[0];
}

/** Conditions name options by id or by name. A member has no option, and no slug. */
function optionSlug(given: string, { field, options }: FieldNames): string | undefined {
  if (!('options' in field)) return undefined;
  const found = field.options.find(({ id, name }) => id === given || fold(name) === fold(given));
  return found && options.get(found.id);
}
