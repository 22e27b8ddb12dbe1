import {
  type Cells,
  type Denial,
  type FieldOf,
  noSuchRecord,
  type RecordId,
  type TableId,
  trashTime,
} from '@tessera/model';
import type { AuthorizedChange, AuthorizedWrite } from '@tessera/permissions';
import type { Queries, Row } from './dialects/dialect.ts';
import type { Rendering } from './expressions.ts';
import { pairsName, type TableLayout, tableName } from './layout.ts';
import { loadRecords } from './records.ts';
import { raw, sql } from './sql-text.ts';
import type { Authorship } from './store.ts';
import type { WorkingRecord, WorkingSet } from './working-set.ts';

type Restored = { readonly write: AuthorizedWrite; readonly record: WorkingRecord };

const idsOf = (cell: unknown): readonly RecordId[] =>
  Array.isArray(cell) ? (cell as readonly RecordId[]) : [];

/**
 * Takes records out of the trash into the working set, behind all others, with their own links to what is still
 * there. The store's own cells (numbers, times, authors) are those they had.
 */
export async function restoreRecords(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  change: AuthorizedChange,
  working: WorkingSet,
  { at }: Authorship,
): Promise<readonly Restored[] | Denial> {
  const writes = change.writes.filter((write) => write.kind === 'restore');
  if (writes.length === 0) return [];
  const ids = writes.map(({ id }) => id);
  const taken = await queries.run(
    sql`DELETE FROM s_trashed_record WHERE table_id = ${table.table.id} AND at > ${at - trashTime} AND ${r.words.memberOf(raw('id'), 'text', ids)}`,
  );
  if (taken < ids.length) return noSuchRecord;
  const last = await queries.all(sql`SELECT max(_n) FROM ${raw(table.name)}`);
  let n = Number(last[0]?.[0] ?? 0);
  const links = new Set(table.links.map(({ field }) => field.id));
  const restored = writes.map((write) => {
    const own = Object.entries(write.cells).filter(([field]) => !links.has(field));
    const cells: Cells = Object.fromEntries(own);
    return { write, record: working.create(write.id, ++n, cells, {}) };
  });
  for (const { field } of table.links) {
    if (field.side === 'reverse') continue;
    const wanted = writes.flatMap(({ cells }) => idsOf(cells[field.id]));
    const there = await alive(queries, r, field.target, wanted, working);
    for (const { write, record } of restored) {
      const ids = idsOf(write.cells[field.id]).filter((id) => there.has(id));
      if (ids.length > 0) working.set(record, field.id, field.single ? ids.slice(0, 1) : ids);
    }
  }
  return restored;
}

async function alive(
  queries: Queries,
  r: Rendering,
  table: TableId,
  ids: readonly RecordId[],
  working: WorkingSet,
): Promise<ReadonlySet<RecordId>> {
  if (ids.length === 0 || !r.layout.tables.has(table)) return new Set();
  const rows = await queries.all(
    sql`SELECT id FROM ${raw(tableName(table))} WHERE ${r.words.memberOf(raw('id'), 'text', [...new Set(ids)])}`,
  );
  const found = new Set(rows.map(([id]) => id as string));
  for (const id of ids) if (working.find(table, id)?.after) found.add(id);
  return found;
}

/**
 * Lets other records link to restored ones again, as they did before the deletion took them out of their cells.
 * A cell of one record that has been filled since keeps what it holds.
 */
export async function relink(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  working: WorkingSet,
  restored: readonly Restored[],
): Promise<void> {
  for (const { field } of table.links) {
    const back = r.layout.fields.get(field.reverse);
    if (field.side === 'forward' || back?.kind !== 'link') continue;
    await relinkOne(queries, r, field, back.field, working, restored);
  }
}

async function relinkOne(
  queries: Queries,
  r: Rendering,
  reverse: FieldOf<'link'>,
  forward: FieldOf<'link'>,
  working: WorkingSet,
  restored: readonly Restored[],
): Promise<void> {
  const others = r.layout.tables.get(reverse.target);
  const wanted = restored.flatMap(({ write }) =>
    write.kind === 'restore' ? idsOf(write.cells[reverse.id]) : [],
  );
  if (!others || wanted.length === 0) return;
  const unknown = wanted.filter((id) => !working.find(reverse.target, id));
  working.add(
    reverse.target,
    await loadRecords(queries, r, others, { ids: [...new Set(unknown)] }),
  );
  const pairs: Row[] = [];
  for (const { write, record } of restored) {
    for (const id of write.kind === 'restore' ? idsOf(write.cells[reverse.id]) : []) {
      const other = working.find(reverse.target, id);
      const held = idsOf(other?.after?.[forward.id]);
      if (!other?.after || held.includes(record.id) || (forward.single && held.length > 0))
        continue;
      working.set(other, forward.id, [...held, record.id]);
      working.set(record, reverse.id, [...idsOf(record.after?.[reverse.id]), id]);
      pairs.push([other.n, record.n, held.length]);
    }
  }
  const columns = ['src', 'dst', 'n'].map((name) => ({ name, type: 'integer' as const }));
  if (pairs.length > 0) await queries.insertMany(pairsName(forward.id), columns, pairs);
}
