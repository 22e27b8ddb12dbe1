import { type Cells, deriveCells, type RecordId, type Table } from '@tessera/model';
import type { Queries, Row } from './dialects/dialect.ts';
import type { LoadedRecord } from './records.ts';
import { type Sql, sql } from './sql-text.ts';

/**
 * Records as they were at a moment: what was done since is taken back from their history. One that was made later, or
 * lay deleted then, is left out. Links are kept from their forward side alone; what is made of other cells is made of
 * those of then as the table makes it today.
 */
export async function loadPast(
  queries: Queries,
  records: ReadonlyMap<RecordId, LoadedRecord>,
  at: number,
  { fields }: Table,
  timeZone: string,
): Promise<ReadonlyMap<RecordId, Cells>> {
  const past = new Map<RecordId, Cells>();
  for (const { id, n, cells } of records.values()) {
    const was = takenBack(cells, await since(queries, id, n, at));
    if (was) past.set(id, { ...was, ...deriveCells(fields, was, { timeZone }).cells });
  }
  return past;
}

async function since(queries: Queries, id: RecordId, n: number, at: number) {
  const found = (of: Sql) =>
    queries.all(
      sql`SELECT kind, before FROM s_history WHERE ${of} AND at > ${at} ORDER BY place DESC`,
    );
  const rows = await found(sql`record_n = ${n} AND record_id = ${id}`);
  // A record that was put back got another place; what happened before is found by its id alone, without an index.
  return rows.some(([kind]) => kind === 'restore') ? await found(sql`record_id = ${id}`) : rows;
}

function takenBack(cells: Cells, rows: readonly Row[]): Cells | null {
  let was: Cells | null = cells;
  for (const [kind, before] of rows) {
    const former = before === null ? null : (JSON.parse(before as string) as Cells);
    was = kind === 'update' ? { ...was, ...former } : former;
  }
  return was;
}
