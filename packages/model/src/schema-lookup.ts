import type { FieldId, TableId } from './ids.ts';
import type { Field, FieldOf, Schema, Table } from './schema.ts';

/** Maps, never objects: a slug such as `constructor` finds nothing. Schemas are immutable, so maps are kept. */
interface Lookup<T> {
  readonly byId: ReadonlyMap<string, T>;
  readonly bySlug: ReadonlyMap<string, T>;
}

const tables = new WeakMap<Schema, Lookup<Table>>();
const fields = new WeakMap<Table, Lookup<Field>>();

function lookup<K extends object, T extends { readonly id: string; readonly slug: string }>(
  cache: WeakMap<K, Lookup<T>>,
  key: K,
  items: readonly T[],
): Lookup<T> {
  const known = cache.get(key);
  if (known) return known;
  const made = {
    byId: new Map(items.map((item) => [item.id, item])),
    bySlug: new Map(items.map((item) => [item.slug, item])),
  };
  cache.set(key, made);
  return made;
}

/** The tables of a schema by id. */
export function tablesById(schema: Schema): ReadonlyMap<TableId, Table> {
  return lookup(tables, schema, schema.tables).byId;
}

/** The fields of a table by id. */
export function fieldsById(table: Table): ReadonlyMap<FieldId, Field> {
  return lookup(fields, table, table.fields).byId;
}

/** The table of this id or, failing that, of this API name. */
export function tableOf(schema: Schema, idOrSlug: string): Table | undefined {
  const { byId, bySlug } = lookup(tables, schema, schema.tables);
  return byId.get(idOrSlug) ?? bySlug.get(idOrSlug);
}

/** The field of this id or, failing that, of this API name. */
export function fieldOf(table: Table, idOrSlug: string): Field | undefined {
  const { byId, bySlug } = lookup(fields, table, table.fields);
  return byId.get(idOrSlug) ?? bySlug.get(idOrSlug);
}

/** The field that names a record of this table. */
export function titleFieldOf(table: Table): Field | undefined {
  return fieldsById(table).get(table.titleField);
}

/** The member fields whose value owns a record (owner, co-owner, assignee). */
export function ownershipFields(table: Table): readonly FieldOf<'member'>[] {
  return table.fields.filter(
    (field): field is FieldOf<'member'> => field.type === 'member' && field.ownership === true,
  );
}
