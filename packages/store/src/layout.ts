import {
  type Field,
  type FieldId,
  type FieldOf,
  isDerived,
  isId,
  type Schema,
  type StorageClass,
  storageOf,
  type Table,
  type TableId,
} from '@tessera/model';
import type { ColumnType, TypedColumn } from './dialects/dialect.ts';

/** A field that is a column of its table. `key`: folded text; `sort`: what people's order of texts compares. */
export interface StoredColumn {
  readonly kind: 'column';
  readonly field: Exclude<Field, { type: 'link' }>;
  readonly table: TableId;
  readonly storage: Exclude<StorageClass, 'link'>;
  readonly name: string;
  readonly type: ColumnType;
  readonly key?: string;
  readonly sort?: string;
  /** Of a formula: why it has no value. */
  readonly failure?: string;
}

/** A field that is read from a side table of pairs, shared by both sides of the link. */
export interface LinkColumn {
  readonly kind: 'link';
  readonly field: FieldOf<'link'>;
  readonly table: TableId;
  readonly storage: 'link';
  /** The side table. `src` and `dst` in it are `_n` of records. */
  readonly pairs: string;
  /** The column of the side table that names this side's record, and the other. */
  readonly own: 'src' | 'dst';
  readonly other: 'src' | 'dst';
  /** Order of a cell's targets: as given on the forward side, by creation of the linking record on the reverse. */
  readonly position: 'n' | 'src';
}

export type AnyColumn = StoredColumn | LinkColumn;

/** One user table in SQL. */
export interface TableLayout {
  readonly table: Table;
  readonly name: string;
  readonly columns: readonly StoredColumn[];
  readonly links: readonly LinkColumn[];
}

/** Where everything of a schema stands in SQL. */
export interface Layout {
  readonly tables: ReadonlyMap<TableId, TableLayout>;
  readonly fields: ReadonlyMap<FieldId, AnyColumn>;
}

/** The only place where an id becomes part of an SQL name. */
function named(prefix: string, id: string, suffix = ''): string {
  if (!isId(id)) throw new Error('Only an id may become part of an SQL name.');
  return `"${prefix}${id}${suffix}"`;
}

export const tableName = (id: TableId): string => named('t_', id);
export const pairsName = (forward: FieldId): string => named('l_', forward);
/** A column whose cells are just being converted. */
export const formerName = (field: FieldId): string => named('f_', field, '_was');
export const indexName = (field: FieldId, purpose: string): string =>
  named('i_', field, `_${purpose}`);

const longTexts: ReadonlySet<Field['type']> = new Set(['longText']);

/** Where a field stands in SQL; one that is asked of other records stands nowhere. */
export function columnOf(table: TableId, field: Field): AnyColumn {
  if (isDerived(field)) throw new Error('A derived field has no column.');
  if (field.type === 'link') {
    const forward = field.side === 'forward';
    return {
      kind: 'link',
      field,
      table,
      storage: 'link',
      pairs: pairsName(forward ? field.id : field.reverse),
      own: forward ? 'src' : 'dst',
      other: forward ? 'dst' : 'src',
      position: forward ? 'n' : 'src',
    };
  }
  const storage = storageOf(field) as Exclude<StorageClass, 'link'>;
  const numeric = storage === 'number' || storage === 'boolean' || storage === 'instant';
  const base = {
    kind: 'column' as const,
    field,
    table,
    storage,
    name: named('f_', field.id),
    type: numeric ? ('integer' as const) : ('text' as const),
    ...(field.type === 'formula' && { failure: named('f_', field.id, '_e') }),
  };
  if (storage !== 'text') return base;
  const key = named('f_', field.id, '_k');
  return longTexts.has(field.type)
    ? { ...base, key }
    : { ...base, key, sort: named('f_', field.id, '_s') };
}

/** The SQL columns behind a stored column: itself, its folded key, its sort key, its failure. */
export function sqlColumns(column: StoredColumn): readonly TypedColumn[] {
  const columns: TypedColumn[] = [{ name: column.name, type: column.type }];
  if (column.key) columns.push({ name: column.key, type: 'text' });
  if (column.sort) columns.push({ name: column.sort, type: 'text' });
  if (column.failure) columns.push({ name: column.failure, type: column.type });
  return columns;
}

function tableLayout(table: Table): TableLayout {
  const stored = table.fields.filter((field) => !isDerived(field));
  const all = stored.map((field) => columnOf(table.id, field));
  return {
    table,
    name: tableName(table.id),
    columns: all.filter((column) => column.kind === 'column'),
    links: all.filter((column) => column.kind === 'link'),
  };
}

const known = new WeakMap<Schema, Layout>();

/** The layout of a schema, made once per snapshot. */
export function layoutOf(schema: Schema): Layout {
  const ready = known.get(schema);
  if (ready) return ready;
  const tables = new Map(schema.tables.map((table) => [table.id, tableLayout(table)]));
  const fields = new Map<FieldId, AnyColumn>();
  for (const table of tables.values()) {
    for (const column of table.columns) fields.set(column.field.id, column);
    for (const link of table.links) fields.set(link.field.id, link);
  }
  const layout = { tables, fields };
  known.set(schema, layout);
  return layout;
}

/** Whether a column's value owns the record. Such columns have an index. */
export function isOwnership({ field }: StoredColumn): boolean {
  return field.type === 'member' && field.ownership === true;
}
