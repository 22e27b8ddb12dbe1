import { type Cells, deriveCells, inputsOf, type MadeField, type Table } from '@tessera/model';
import { decodeRow, encodeInto, selected, texts } from './cells.ts';
import type { Queries, Row, TypedColumn, Value } from './dialects/dialect.ts';
import { columnOf, type StoredColumn, sqlColumns, tableName } from './layout.ts';
import { loadPinyin, needsPinyin } from './sort-key.ts';
import { join, raw, sql } from './sql-text.ts';

const batch = 1000;
const place: TypedColumn = { name: '_n', type: 'integer' };

/**
 * Makes derived cells of records that were there before. A product that would be too large is left empty: a refusal would
 * tell of records that whoever changes the structure does not see. Like other cells that are filled when a field is
 * added these leave no trace in the history.
 */
export async function fillMade(
  queries: Queries,
  table: Table,
  derived: readonly MadeField[],
  timeZone: string,
): Promise<void> {
  if (derived.length === 0) return;
  const name = raw(tableName(table.id));
  const made = new Set(derived.map(({ id }) => id));
  const needed = new Set(derived.flatMap((field) => [field.id, ...inputsOf(field, table.fields)]));
  const columns = table.fields
    .filter(({ id }) => needed.has(id))
    .map((field) => columnOf(table.id, field))
    .filter((column): column is StoredColumn => column.kind === 'column');
  const targets = columns.filter(({ field }) => made.has(field.id));
  const t = raw('t');
  const read = join([sql`t._n`, ...columns.map((column) => selected(column, t))], ', ');
  for (let last = 0; ; ) {
    const rows = await queries.all(
      sql`SELECT ${read} FROM ${name} t WHERE t._n > ${last} ORDER BY t._n LIMIT ${batch}`,
    );
    const end = rows.at(-1);
    if (!end) return;
    last = Number(end[0]);
    const cells: Cells[] = [];
    for (const row of rows) {
      const found = decodeRow(columns, row, 1);
      cells.push(deriveCells(table.fields, found, { timeZone, only: made }).cells);
    }
    if (needsPinyin(texts(cells))) await loadPinyin();
    const updates = cells.map((anew, i): Row => {
      const update: Value[] = [rows[i]?.[0] ?? null];
      for (const column of targets) encodeInto(update, column, anew[column.field.id]);
      return update;
    });
    await queries.updateMany(tableName(table.id), place, targets.flatMap(sqlColumns), updates);
  }
}
