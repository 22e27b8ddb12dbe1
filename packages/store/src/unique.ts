import {
  type Denial,
  type Field,
  hasDuplicates,
  type RecordId,
  type Table,
  takenCell,
  uniqueKey,
} from '@tessera/model';
import type { AuthorizedWrite } from '@tessera/permissions';
import type { Queries, Words } from './dialects/dialect.ts';
import { columnOf, type StoredColumn, type TableLayout, tableName } from './layout.ts';
import { raw, sql } from './sql-text.ts';
import type { WorkingRecord } from './working-set.ts';

/** So many of the values that several records share are told with their records. */
const mostExamples = 10;
const recordsPerExample = 5;

/** The column whose values are compared: the folded key of a text, else the cell. */
const compared = ({ key, name }: StoredColumn) => raw(key ?? name);

/** Where the index stands by which equal cells are found; texts may be longer than other indexes take. */
export function uniqueIndexOn(words: Words, column: StoredColumn): string {
  const hashed = words.name === 'postgres' && column.key !== undefined;
  return `${tableName(column.table)}${hashed ? ' USING hash' : ''} (${column.key ?? column.name})`;
}

/**
 * Refuses a change that would leave two records with equal cells in a unique field. Looks at the records as they will
 * be, so that values may be swapped, or taken over from a record that goes. Writers come one after the other (see
 * `Dialect`), so what is looked at stays true until the commit.
 */
export async function refuseTaken(
  queries: Queries,
  words: Words,
  table: TableLayout,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
): Promise<Denial | null> {
  for (const column of table.columns) {
    if (!column.field.unique) continue;
    const blamed = await takenIn(queries, words, table, column, direct);
    if (blamed.length > 0) return takenCell(column.field, blamed);
  }
  return null;
}

async function takenIn(
  queries: Queries,
  words: Words,
  table: TableLayout,
  column: StoredColumn,
  direct: Parameters<typeof refuseTaken>[3],
): Promise<readonly RecordId[]> {
  const { field } = column;
  const written = new Map<string | number, RecordId>();
  const blamed = new Set<RecordId>();
  const moved = new Set<number>();
  for (const { write, record } of direct) {
    if (write.kind !== 'delete' && !record.changed.has(field.id)) continue;
    moved.add(record.n);
    const key = write.kind === 'delete' ? null : uniqueKey(field, record.after?.[field.id]);
    if (key === null) continue;
    if (written.has(key)) blamed.add(record.id);
    else written.set(key, record.id);
  }
  if (written.size === 0) return [];
  const value = compared(column);
  const among = words.memberOf(value, column.type, [...written.keys()]);
  const rows = await queries.all(sql`SELECT _n, ${value} FROM ${raw(table.name)} WHERE ${among}`);
  for (const [n, key] of rows) {
    const id = moved.has(Number(n)) ? undefined : written.get(key as string | number);
    if (id !== undefined) blamed.add(id);
  }
  return [...blamed];
}

/** Refuses to make a field unique in which records share values, with an account of them. */
export async function refuseDuplicates(
  queries: Queries,
  words: Words,
  table: Table,
  field: Field,
): Promise<Denial | null> {
  const column = columnOf(table.id, field);
  if (column.kind !== 'column') return null;
  const name = raw(tableName(table.id));
  const value = compared(column);
  const filled =
    column.type === 'text'
      ? sql`${value} IS NOT NULL AND ${value} <> ''`
      : sql`${value} IS NOT NULL`;
  const shared = sql`SELECT ${value} AS k, count(*) AS c, min(_n) AS first FROM ${name} WHERE ${filled} GROUP BY ${value} HAVING count(*) > 1`;
  const [counted] = await queries.all(sql`SELECT count(*), sum(s.c) FROM (${shared}) s`);
  const values = Number(counted?.[0] ?? 0);
  if (values === 0) return null;
  const first = await queries.all(
    sql`SELECT s.k FROM (${shared}) s ORDER BY s.first LIMIT ${mostExamples}`,
  );
  const keys = first.map(([key]) => key as string | number);
  const among = words.memberOf(value, column.type, keys);
  const rows = await queries.all(
    sql`SELECT id, k FROM (SELECT id, ${value} AS k, row_number() OVER (PARTITION BY ${value} ORDER BY _n) AS place FROM ${name} WHERE ${among}) r WHERE place <= ${recordsPerExample} ORDER BY place`,
  );
  const examples = keys.map((key) =>
    rows.filter(([, other]) => other === key).map(([id]) => id as RecordId),
  );
  return hasDuplicates(field, { values, records: Number(counted?.[1] ?? 0), examples });
}
