import { rollupFunctions } from './aggregate.ts';
import { maxPrecision } from './display-number.ts';
import { type Denial, denial, unknownField } from './error.ts';
import { plainField } from './formula/result.ts';
import type { FieldId } from './ids.ts';
import { isMeasurable } from './measurable.ts';
import { isNumberField } from './product.ts';
import type { Field, FieldOf, Schema, Table } from './schema.ts';
import { fieldsById, tablesById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';

/** A field whose cells are not kept: they are asked of the records behind a link (decision 011). */
export type DerivedField = FieldOf<'lookup'> | FieldOf<'rollup'> | FieldOf<'count'>;

const averageDigits = 2;

/** The precision of an average: two digits more than what it is made of, as far as a field can have them. */
export function averagePrecision(precision: number): number {
  return Math.min(precision + averageDigits, maxPrecision);
}

/** Over all linked records, whoever asks. */
export function isDeclassified(field: Field): boolean {
  return (field.type === 'rollup' || field.type === 'count') && field.declassified === true;
}

/** The link a derived field goes through, the table behind it and the field it reads there (none for a count). */
export interface DerivedPath {
  readonly link: FieldOf<'link'>;
  readonly target: Table;
  readonly of: Field | null;
}

/** Null where something of it is not there. */
export function pathOf(schema: Schema, table: Table, field: DerivedField): DerivedPath | null {
  const link = fieldsById(table).get(field.link);
  if (link?.type !== 'link') return null;
  const target = link.target === table.id ? table : tablesById(schema).get(link.target);
  if (!target) return null;
  if (field.type === 'count') return { link, target, of: null };
  const of = fieldsById(target).get(field.of);
  return of ? { link, target, of } : null;
}

/** Whether a field shows several values: a lookup through a link to several records. */
export function isList(table: Table, field: Field): boolean {
  if (field.type !== 'lookup') return false;
  const link = fieldsById(table).get(field.link);
  return link?.type === 'link' && !(link.side === 'forward' && link.single);
}

/**
 * The field whose values a field's cells are: itself, or for a derived one a field of its id and name, and of the
 * type of its result. Undefined where what it reads is not there.
 */
export function resultOf(schema: Schema, table: Table, field: Field): Field | undefined {
  if (!isDerived(field)) return field;
  const path = pathOf(schema, table, field);
  return path ? resultField(field, path.of) : undefined;
}

const results = new WeakMap<Schema, WeakMap<Table, ReadonlyMap<FieldId, Field>>>();

/** The fields of a table by id, derived ones as their results. */
export function resultsById(schema: Schema, table: Table): ReadonlyMap<FieldId, Field> {
  if (!table.fields.some(isDerived)) return fieldsById(table);
  const known = results.get(schema) ?? new WeakMap<Table, ReadonlyMap<FieldId, Field>>();
  results.set(schema, known);
  const found =
    known.get(table) ??
    new Map(
      table.fields.flatMap((field): readonly (readonly [FieldId, Field])[] => {
        const result = resultOf(schema, table, field);
        return result ? [[field.id, result]] : [];
      }),
    );
  known.set(table, found);
  return found;
}

function resultField(field: DerivedField, of: Field | null): Field {
  const { id, name, slug, classes } = field;
  const base = { id, name, slug, classes };
  const whole: Field = { ...base, type: 'number', precision: 0 };
  if (of === null || field.type === 'count') return whole;
  if (field.type === 'lookup') return valuesLike(base, of);
  switch (field.fn) {
    case 'filled':
    case 'empty':
    case 'unique':
      return whole;
    case 'average': {
      const like = valuesLike(base, of);
      if (!isNumberField(like)) return like;
      return { ...like, precision: averagePrecision(like.precision) };
    }
    default:
      return valuesLike(base, of);
  }
}

/** A field whose cells look like those of another, and with nothing else of it. */
function valuesLike(base: Pick<Field, 'id' | 'name' | 'slug' | 'classes'>, given: Field): Field {
  const of = plainField(given);
  switch (of.type) {
    case 'number':
    case 'percent':
      return { ...base, type: of.type, precision: of.precision };
    case 'currency':
      return { ...base, type: of.type, precision: of.precision, currency: of.currency };
    case 'autonumber':
      return { ...base, type: 'number', precision: 0 };
    case 'singleSelect':
    case 'multiSelect':
      return { ...base, type: of.type, options: of.options };
    case 'createdTime':
    case 'modifiedTime':
      return { ...base, type: 'dateTime' };
    case 'createdBy':
    case 'modifiedBy':
    case 'member':
      return { ...base, type: 'member' };
    case 'link':
    case 'lookup':
    case 'rollup':
    case 'count':
    case 'formula':
      throw new Error('A derived field reads stored cells.');
    default:
      return { ...base, type: of.type };
  }
}

/** Refuses a derived field whose link or read field is not there, or which cannot be worked out of it. */
export function checkDerived(field: DerivedField, table: Table, schema: Schema): Denial | null {
  const no = (why: string) => denial('invalid', `"${field.name}" ${why}.`, { field: field.id });
  const link = fieldsById(table).get(field.link);
  if (!link) return unknownField(field.link);
  if (link.type !== 'link') return no('needs a link of its own table');
  if (field.type === 'count') return null;
  const of = pathOf(schema, table, field)?.of;
  if (!of) return unknownField(field.of);
  if (of.type === 'link' || isDerived(of)) return no('reads only cells that are stored');
  if (field.type === 'lookup') return null;
  const known = rollupFunctions.includes(field.fn) && isMeasurable(field.fn, of);
  return known ? null : no('cannot be worked out of a field of this type');
}

/** The derived fields that read one of these fields. */
export function readersOf(schema: Schema, ids: ReadonlySet<FieldId>): readonly DerivedField[] {
  return schema.tables.flatMap((table) =>
    table.fields.filter(
      (field): field is DerivedField =>
        isDerived(field) && (ids.has(field.link) || (field.type !== 'count' && ids.has(field.of))),
    ),
  );
}

/** The refusal to take away or to convert what a derived field reads; it names only what its reader asked for. */
export function refuseWhileRead(schema: Schema, field: Field): Denial | null {
  const gone = new Set(field.type === 'link' ? [field.id, field.reverse] : [field.id]);
  return readersOf(schema, gone).length === 0
    ? null
    : denial('invalid', `"${field.name}" is read by another field; remove that first.`);
}
