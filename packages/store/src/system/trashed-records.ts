import {
  type Cells,
  type CellValue,
  deriveCells,
  type FieldId,
  fieldsById,
  type RecordId,
  type Table,
  type TableId,
  trashTime,
} from '@tessera/model';
import type { AuthorizedWrite, SecuredTrash, TrashedRecord } from '@tessera/permissions';
import type { Queries, Words } from '../dialects/dialect.ts';
import { rendering } from '../expressions.ts';
import type { Layout } from '../layout.ts';
import { type LoadedRecord, loadLinked } from '../records.ts';
import { raw, sql } from '../sql-text.ts';
import type { Authorship } from '../store.ts';
import type { WorkingRecord } from '../working-set.ts';
import { columnsOf } from './tables.ts';

/** The most that is shown of one table. */
const most = 200;
const batch = 500;

/** Keeps deleted records whole, in the transaction that deletes them. */
export async function trashRecords(
  queries: Queries,
  table: TableId,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
  { at, by }: Authorship,
): Promise<void> {
  const rows = direct
    .filter(({ write }) => write.kind === 'delete')
    .map(({ record }) => [record.id, table, at, by, JSON.stringify(record.before ?? {})]);
  for (const [id] of rows)
    await queries.run(sql`DELETE FROM s_trashed_record WHERE id = ${id as string}`);
  await queries.insertMany('s_trashed_record', columnsOf('s_trashed_record'), rows);
}

/** Deleted records of a table by id, as they were; of fields that are gone nothing, derived cells as they are made today. */
export async function trashedCells(
  queries: Queries,
  words: Words,
  table: Table,
  ids: readonly RecordId[],
  now: number,
  timeZone: string,
): Promise<ReadonlyMap<RecordId, LoadedRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.all(
    sql`SELECT id, doc FROM s_trashed_record WHERE table_id = ${table.id} AND at > ${now - trashTime} AND ${words.memberOf(raw('id'), 'text', [...ids])}`,
  );
  return new Map(
    rows.map(([id, doc]) => [id as string, loaded(id as string, doc, table, timeZone)]),
  );
}

function loaded(id: RecordId, doc: unknown, table: Table, timeZone: string): LoadedRecord {
  const known = fieldsById(table);
  const all = Object.entries(JSON.parse(doc as string) as Cells);
  const kept = Object.fromEntries(all.filter(([field]) => known.has(field)));
  const { cells } = deriveCells(table.fields, kept, { timeZone });
  return { n: 0, id, cells: { ...kept, ...cells }, places: {} };
}

/** The deleted records that a secured question shows, newest first. */
export async function readTrash(
  queries: Queries,
  words: Words,
  layout: Layout,
  query: SecuredTrash,
  since: number,
  timeZone: string,
): Promise<readonly TrashedRecord[]> {
  const r = rendering(words, layout);
  const table = layout.tables.get(query.table)?.table;
  const shown: TrashedRecord[] = [];
  if (!table) return shown;
  for (let offset = 0; shown.length < most; offset += batch) {
    const rows = await queries.all(
      sql`SELECT id, doc, at, by_member FROM s_trashed_record WHERE table_id = ${table.id} AND at > ${since} ORDER BY at DESC, id LIMIT ${batch} OFFSET ${offset}`,
    );
    const records = new Map(
      rows.map(([id, doc]) => [id as string, loaded(id as string, doc, table, timeZone)]),
    );
    const needs = { table: table.id, records: [], links: [], linked: query.linked };
    const linked = await loadLinked(queries, r, needs, records);
    const facts = { records: new Map(), linked };
    for (const [id, , at, by] of rows) {
      const found = query.show(id as string, records.get(id as string)?.cells ?? {}, facts);
      if (found && shown.length < most)
        shown.push({ id: id as string, title: found.title, at: Number(at), by: by as string });
    }
    if (rows.length < batch) break;
  }
  return shown;
}

/** Rewrites one field in the deleted records of a table, when that field gets another form. */
export async function rewriteTrashed(
  queries: Queries,
  table: TableId,
  field: FieldId,
  make: (cell: CellValue, cells: Cells) => CellValue,
): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await queries.all(
      sql`SELECT id, doc FROM s_trashed_record WHERE table_id = ${table} AND id > ${last} ORDER BY id LIMIT ${batch}`,
    );
    for (const [id, doc] of rows) {
      last = id as string;
      const cells = JSON.parse(doc as string) as Record<FieldId, CellValue>;
      if (!Object.hasOwn(cells, field)) continue;
      const { [field]: was, ...rest } = cells;
      const now = make(was ?? null, cells);
      const text = JSON.stringify(now === null ? rest : { ...rest, [field]: now });
      await queries.run(sql`UPDATE s_trashed_record SET doc = ${text} WHERE id = ${last}`);
    }
    if (rows.length < batch) return;
  }
}
