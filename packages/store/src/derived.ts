import type { CellValue, StorageClass } from '@tessera/model';
import type { DerivedReference } from '@tessera/permissions';
import { decode, readable } from './cells.ts';
import type { Queries, Value } from './dialects/dialect.ts';
import { condition, FALSE, type Rendering } from './expressions.ts';
import { type Layout, type StoredColumn, type TableLayout, tableName } from './layout.ts';
import { linkedRecords, rollupStorage, rollupValue } from './rollup-value.ts';
import { raw, type Sql, sql } from './sql-text.ts';

const t = raw('t');

/** How the values of a derived field are kept, and how one that was selected becomes a cell. */
export function derivedStorage(
  layout: Layout,
  { behind }: DerivedReference,
): {
  readonly storage: StorageClass;
  readonly precision: number;
  readonly decode: (value: Value | undefined) => CellValue;
} {
  if (behind.kind === 'rollup')
    return { ...rollupStorage(layout, behind.rollup), decode: (value) => value ?? null };
  const column = layout.fields.get(behind.of);
  if (column?.kind !== 'column') return { storage: 'text', precision: 0, decode: () => null };
  const precision = 'precision' in column.field ? column.field.precision : 0;
  return { storage: column.storage, precision, decode: (value) => decode(column, value) };
}

/**
 * The one value of a derived field for the record called `owner`; of several, whether there is any. `pick`: what is
 * taken of the column that a lookup reads.
 */
export function derivedValue(
  r: Rendering,
  { behind, many }: DerivedReference,
  owner: Sql,
  pick: (column: StoredColumn, x: Sql) => Sql = readable,
): Sql | null {
  const render = (bound: Parameters<typeof condition>[1], of: Sql) => condition(r, bound, of);
  if (behind.kind === 'rollup') return rollupValue(r, behind.rollup, owner, render);
  const column = r.layout.fields.get(behind.of);
  const records = linkedRecords(r, behind, owner, render);
  if (column?.kind !== 'column' || !records) return null;
  const { x, from } = records;
  return many
    ? sql`(SELECT 1 ${from} AND ${readable(column, x)} IS NOT NULL LIMIT 1)`
    : sql`(SELECT ${pick(column, x)} ${from} LIMIT 1)`;
}

/** The values of a derived field for the records of a page, one query for all; those without any are absent. */
export async function derivedCells(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  reference: DerivedReference,
  records: readonly number[],
): Promise<ReadonlyMap<Value, readonly CellValue[]>> {
  const cells = new Map<Value, CellValue[]>();
  const text = records.length === 0 ? null : valuesOf(r, table, reference, records);
  if (!text) return cells;
  const { decode: read } = derivedStorage(r.layout, reference);
  for (const [record = null, value = null] of await queries.all(text)) {
    if (value === null) continue;
    const cell = cells.get(record);
    if (cell) cell.push(read(value));
    else cells.set(record, [read(value)]);
  }
  return cells;
}

function valuesOf(
  r: Rendering,
  table: TableLayout,
  reference: DerivedReference,
  records: readonly number[],
): Sql | null {
  const { behind } = reference;
  if (behind.kind === 'rollup') {
    const value = derivedValue(r, reference, t);
    const among = r.words.memberOf(raw('t._n'), 'integer', records);
    return sql`SELECT t._n, ${value ?? raw('NULL')} FROM ${raw(table.name)} t WHERE ${among}`;
  }
  const column = r.layout.fields.get(behind.of);
  const link = r.layout.fields.get(behind.link);
  if (column?.kind !== 'column' || link?.kind !== 'link') return null;
  const x = raw('x');
  const counts = condition(r, behind.over, x);
  if (counts === FALSE) return null;
  const own = sql`l.${raw(link.own)}`;
  const among = r.words.memberOf(own, 'integer', records);
  return sql`SELECT ${own}, ${readable(column, x)} FROM ${raw(link.pairs)} l JOIN ${raw(tableName(behind.target))} x ON x._n = l.${raw(link.other)} WHERE ${among} AND ${counts} ORDER BY ${own}, l.${raw(link.position)}`;
}
