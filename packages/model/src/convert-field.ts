import { onTable, tidyField, tooManyFields, withoutFields } from './change-fields.ts';
import { checkCondition } from './check-condition.ts';
import { checkField, checkLink, checkReaders, schemaLimits, titleTypes } from './check-field.ts';
import { checkFresh } from './check-fresh.ts';
import type { Atom, Condition } from './condition.ts';
import { refuseWhileRead } from './derived.ts';
import { type Denial, denial, isDenial, noSuchTable, unknownField } from './error.ts';
import { fieldTypes } from './field-types/index.ts';
import { looksAfter } from './grouping.ts';
import type { FieldId } from './ids.ts';
import { isProduct } from './product.ts';
import type { Field, FieldType, Schema, Table, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { fieldsById, tablesById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';

/** The types a field may be turned into: those whose cells members write. */
export const conversionTypes: readonly FieldType[] = (
  Object.keys(fieldTypes) as FieldType[]
).filter((type) => fieldTypes[type].writable);

/**
 * Why a field keeps its type; null when it may have another. What is made of other cells would stay behind at a
 * level of its own; owners decide who sees a record.
 */
export function refuseConversion(from: Field, to: FieldType): Denial | null {
  const no = (why: string) => denial('invalid', `"${from.name}" ${why}.`, { field: from.id });
  if (from.type === to) return no('is of this type already');
  if (!conversionTypes.includes(to)) return no('cannot be filled by Tessera from now on');
  if (isDerived(from)) return no('is asked of other records and keeps its type');
  if (isProduct(from)) return no('is multiplied from other fields and keeps its type');
  if (from.type === 'modifiedTime' || from.type === 'modifiedBy')
    return no('tells of other fields and keeps its type');
  if (from.type === 'link' && from.side === 'reverse')
    return no('is the other side of a link; convert it there');
  if (from.unique) return no('is unique and keeps its type until it no longer is');
  if (from.type === 'member' && from.ownership)
    return no('says who owns a record and keeps its type');
  return null;
}

/** The schema with a field of another type in its place; its cells are converted by the store. */
export function convertField(
  schema: Schema,
  { table: id, field, reverse }: Extract<SchemaChange, { kind: 'convertField' }>,
): Schema | Denial {
  const table = tablesById(schema).get(id);
  if (!table) return noSuchTable;
  const before = fieldsById(table).get(field.id);
  if (!before) return unknownField(field.id);
  const refused =
    refuseConversion(before, field.type) ??
    refuseWhileRead(schema, before) ??
    refusePlace(table, field, schema);
  if (refused) return refused;
  const gone = new Set(before.type === 'link' ? [before.reverse] : []);
  const without = { ...schema, tables: schema.tables.map((one) => withoutFields(one, gone)) };
  const converted = onTable(without, id, (now) => inPlace(now, tidyField(field)));
  if (isDenial(converted) || field.type !== 'link') return converted;
  const target = tablesById(converted).get(field.target);
  const link = checkLink(field, reverse, table, target);
  if (link || !reverse || !target) return link ?? noSuchTable;
  if (target.fields.length >= schemaLimits.fields) return tooManyFields;
  const other = checkFresh(converted, reverse.id) ?? checkField(reverse, target, converted);
  if (other) return other;
  return onTable(converted, target.id, (now) => ({
    ...now,
    fields: [...now.fields, tidyField(reverse)],
  }));
}

function refusePlace(table: Table, field: Field, schema: Schema): Denial | null {
  if (table.titleField === field.id && !titleTypes.has(field.type))
    return denial('invalid', `"${field.name}" names the records: only text and numbers can.`);
  const after = inPlace(table, field);
  return checkField(field, after, schema) ?? checkReaders(after, field, schema);
}

function inPlace(table: Table, field: Field): Table {
  const before = fieldsById(table).get(field.id);
  const fields = table.fields.map((one) => (one.id === field.id ? field : one));
  const views = before ? table.views.map((view) => convertView(view, before, field)) : table.views;
  return { ...table, fields, views };
}

function convertView(view: View, from: Field, to: Field): View {
  const sort =
    to.type === 'link' || to.type === 'multiSelect'
      ? view.sort?.filter(({ field }) => field !== to.id)
      : view.sort;
  const filter = view.filter && convertCondition(view.filter, from, to);
  const looks = looksAfter(view, to, (condition) => convertCondition(condition, from, to));
  return { ...view, ...(sort && { sort }), ...(filter && { filter }), ...looks };
}

/** A condition with its atoms on a converted field said in the words of the new type, as far as there are any. */
function convertCondition(condition: Condition, from: Field, to: Field): Condition {
  if (condition.op === 'not') return { op: 'not', of: convertCondition(condition.of, from, to) };
  if ('of' in condition)
    return {
      op: condition.op,
      of: condition.of.map((one) => convertCondition(one, from, to)),
    };
  if (condition.field !== from.id) return condition;
  const atom = convertAtom(condition, from, to);
  return fits(atom, to) ? atom : condition;
}

/** The atoms of a table's views that a conversion leaves without meaning, by view: they will be false from then on. */
export function ceasingAtoms(
  table: Pick<Table, 'views'>,
  from: Field,
  to: Field,
): readonly { readonly view: View; readonly count: number }[] {
  return table.views.flatMap((view) => {
    const count = view.filter ? countCeasing(view.filter, from, to) : 0;
    return count > 0 ? [{ view, count }] : [];
  });
}

function countCeasing(condition: Condition, from: Field, to: Field): number {
  if (condition.op === 'not') return countCeasing(condition.of, from, to);
  if ('of' in condition)
    return condition.of.reduce((sum, one) => sum + countCeasing(one, from, to), 0);
  return condition.field === from.id && !fits(convertAtom(condition, from, to), to) ? 1 : 0;
}

function fits(atom: Atom, to: Field): boolean {
  return !isDenial(checkCondition(atom, (id: FieldId) => (id === to.id ? to : undefined)));
}

const isSelect = (field: Field) => field.type === 'singleSelect' || field.type === 'multiSelect';

function convertAtom(atom: Atom, from: Field, to: Field): Atom {
  const named = isSelect(from) && !isSelect(to) ? withNames(atom, from) : atom;
  const { op, value } = named;
  const wasMany = from.type === 'multiSelect';
  const isMany = to.type === 'multiSelect';
  if (isMany && !wasMany && (op === 'is' || op === 'anyOf') && value !== undefined)
    return { ...named, op: 'hasAny', value: typeof value === 'string' ? [value] : value };
  if (wasMany && !isMany && op === 'hasAny') return { ...named, op: 'anyOf' };
  return named;
}

/** Choices are named by id in conditions; elsewhere only their names mean something. */
function withNames(atom: Atom, from: Field): Atom {
  const options = 'options' in from ? from.options : [];
  const name = (given: string | number) => options.find(({ id }) => id === given)?.name ?? given;
  const { value } = atom;
  if (typeof value === 'string') return { ...atom, value: name(value) };
  return Array.isArray(value)
    ? { ...atom, value: (value as readonly (string | number)[]).map(name) }
    : atom;
}
