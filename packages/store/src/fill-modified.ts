import {
  type Cells,
  type CellValue,
  type FieldId,
  inputsOf,
  isModified,
  type ModifiedField,
  type Table,
} from '@tessera/model';
import { encodeInto } from './cells.ts';
import type { Queries, Row, TypedColumn, Value } from './dialects/dialect.ts';
import { columnOf, sqlColumns, tableName } from './layout.ts';
import { raw, sql } from './sql-text.ts';
import { rewriteTrashed } from './system/trashed-records.ts';

const batch = 1000;
const place: TypedColumn = { name: '_n', type: 'integer' };

/** The modified fields that watched something they no longer watch: what they note may be a change of that. */
export function forgetfulFields(before: Table, after: Table): readonly ModifiedField[] {
  const was = new Map(before.fields.map((field) => [field.id, field]));
  return after.fields.filter(isModified).filter((field) => {
    const former = was.get(field.id);
    const now = new Set(inputsOf(field, after.fields));
    return former !== undefined && inputsOf(former, before.fields).some((id) => !now.has(id));
  });
}

/**
 * Notes anew, from the history, when and by whom what is watched today was last changed, so that nothing is told of
 * fields that are not watched, or gone. Leaves no trace in the history; of deleted records nothing is noted any more.
 */
export async function fillModified(
  queries: Queries,
  table: Table,
  fields: readonly ModifiedField[],
): Promise<void> {
  const watching = fields.map((field) => ({
    field,
    column: columnOf(table.id, field),
    watched: new Set(inputsOf(field, table.fields)),
  }));
  const name = raw(tableName(table.id));
  for (let last = 0; watching.length > 0; ) {
    const places = await queries.all(
      sql`SELECT _n FROM ${name} WHERE _n > ${last} ORDER BY _n LIMIT ${batch}`,
    );
    const end = Number(places.at(-1)?.[0] ?? 0);
    if (end === 0) break;
    const changes = await queries.all(
      sql`SELECT t._n, h.kind, h.at, h.by_member, h.after FROM s_history h JOIN ${name} t ON t._n = h.record_n AND t.id = h.record_id WHERE h.record_n > ${last} AND h.record_n <= ${end} AND h.kind IN ('create', 'update') ORDER BY h.place`,
    );
    last = end;
    const noted = new Map<number, Record<FieldId, CellValue>>();
    for (const [n, kind, at, by, after] of changes) {
      const cells = noted.get(Number(n)) ?? {};
      noted.set(Number(n), cells);
      const changed = changedIn(JSON.parse(String(after ?? '{}')) as Cells, kind === 'create');
      for (const { field, watched } of watching)
        if ((kind === 'create' && field.watch === 'all') || changed.some((id) => watched.has(id)))
          cells[field.id] = field.type === 'modifiedTime' ? Number(at) : String(by);
    }
    const columns = watching.flatMap(({ column }) => (column.kind === 'column' ? [column] : []));
    const updates = places.map(([n = null]): Row => {
      const row: Value[] = [n];
      for (const column of columns)
        encodeInto(row, column, noted.get(Number(n))?.[column.field.id] ?? null);
      return row;
    });
    await queries.updateMany(tableName(table.id), place, columns.flatMap(sqlColumns), updates);
  }
  for (const { id } of fields) await rewriteTrashed(queries, table.id, id, () => null);
}

/** The fields of an entry of the history that were changed; of a new record those that were filled. */
const changedIn = (after: Cells, made: boolean): readonly FieldId[] =>
  Object.keys(after).filter((id) => !made || (after[id] ?? null) !== null);
