import {
  type Cells,
  type Denial,
  denial,
  isDenial,
  noSuchRecord,
  type RecordEffect,
  sameCell,
  type TableId,
} from '@tessera/model';
import type { AuthorizedChange, AuthorizedWrite, ChangePlan } from '@tessera/permissions';
import { tellRecords } from './audit/tell-records.ts';
import type { Tell } from './audit/write.ts';
import { encodeInto, texts } from './cells.ts';
import { stampCreate, stampUpdate } from './computed.ts';
import type { Queries, Row, TypedColumn, Value, Words } from './dialects/dialect.ts';
import { type Rendering, rendering } from './expressions.ts';
import { writeHistory } from './history.ts';
import { type Layout, type StoredColumn, sqlColumns, type TableLayout } from './layout.ts';
import { LinkChanges } from './links.ts';
import { loadLinked, loadRecords } from './records.ts';
import { relink, restoreRecords } from './restore-records.ts';
import { loadPinyin, needsPinyin } from './sort-key.ts';
import { raw, sql } from './sql-text.ts';
import type { Authorship, Committed } from './store.ts';
import { advance } from './system/counters.ts';
import type { ParkedPairs } from './system/trash-rows.ts';
import { trashedCells, trashRecords } from './system/trashed-records.ts';
import { refuseTaken } from './unique.ts';
import { type WorkingRecord, WorkingSet } from './working-set.ts';

const place: TypedColumn = { name: '_n', type: 'integer' };
const idColumn: TypedColumn = { name: 'id', type: 'text' };

/** Loads what a plan needs, lets it decide and writes the outcome. Within one transaction; a Denial undoes all. */
export async function runChange(
  queries: Queries,
  words: Words,
  layout: Layout,
  plan: ChangePlan,
  authorship: Authorship,
  parked: readonly ParkedPairs[],
  timeZone: string,
  tell: Tell,
): Promise<Committed | Denial> {
  const r = rendering(words, layout);
  const table = layout.tables.get(plan.needs.table);
  if (!table) return noSuchRecord;
  const loaded = await loadRecords(queries, r, table, { ids: plan.needs.records });
  const wanted = plan.needs.trashed ?? [];
  const trashed = await trashedCells(
    queries,
    r.words,
    table.table,
    wanted,
    authorship.at,
    timeZone,
  );
  const linked = await loadLinked(queries, r, plan.needs, new Map([...loaded, ...trashed]));
  const records = new Map([...loaded, ...trashed].map(([id, record]) => [id, { ...record.cells }]));
  const decided = plan.decide({ records, linked });
  if (isDenial(decided)) return decided;
  if (decided.table !== table.table.id)
    throw new Error('A decision must be over the table it was planned for.');
  const working = new WorkingSet(table.table.id, loaded);
  const done = await applyChange(
    queries,
    r,
    table,
    decided,
    working,
    authorship,
    parked,
    timeZone,
    plan.tried,
  );
  if (isDenial(done)) return done;
  await tell(tellRecords(table.table.id, done.direct, done.committed.seq, authorship), authorship);
  return done.committed;
}

type Direct = { readonly write: AuthorizedWrite; readonly record: WorkingRecord };

/** What was written, and by which writes. */
interface Applied {
  readonly committed: Committed;
  readonly direct: readonly Direct[];
}

async function applyChange(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  change: AuthorizedChange,
  working: WorkingSet,
  authorship: Authorship,
  parked: readonly ParkedPairs[],
  timeZone: string,
  tried: Denial | undefined,
): Promise<Applied | Denial> {
  const direct: Direct[] = [];
  const creates = change.writes.filter((write) => write.kind === 'create');
  if (creates.length > 0) {
    const last = await queries.all(sql`SELECT max(_n) FROM ${raw(table.name)}`);
    const stamps = await stampCreate(queries, table, creates, authorship, timeZone);
    let n = Number(last[0]?.[0] ?? 0);
    creates.forEach((write, i) => {
      const record = working.create(write.id, ++n, write.cells, stamps[i] ?? {});
      direct.push({ write, record });
    });
  }
  for (const write of change.writes) {
    if (write.kind === 'create' || write.kind === 'restore') continue;
    const record = working.find(table.table.id, write.id);
    if (!record?.after) return noSuchRecord;
    if (write.kind === 'update') {
      const changed = Object.keys(write.cells).filter(
        (field) => !sameCell(record.after?.[field], write.cells[field]),
      );
      if (changed.length === 0) continue;
      for (const field of changed) working.set(record, field, write.cells[field] ?? null);
      for (const [field, cell] of stampUpdate(table, record.after, changed, authorship, timeZone))
        working.set(record, field, cell);
    }
    direct.push({ write, record });
  }

  const restored = await restoreRecords(queries, r, table, change, working, authorship);
  if (isDenial(restored)) return restored;
  direct.push(...restored);

  const taken = await refuseTaken(queries, r.words, table, direct);
  if (taken) return taken;
  const links = new LinkChanges(queries, r, table, working);
  const refused = await links.follow(direct);
  if (refused) return refused;
  if (tried) return tried;

  if (needsPinyin(texts(direct.map(({ record }) => changedOf(record))))) await loadPinyin();
  await insertRecords(queries, table, direct);
  await updateRecords(queries, table, direct);
  await links.write(direct);
  await relink(queries, r, table, working, restored);
  await trashRecords(queries, table.table.id, direct, authorship);
  await deleteRecords(queries, r, table, direct, parked);

  const seq = await advance(queries, 'seq');
  const effects = working.effects(direct.map(({ record }) => record));
  const placeOf = (effect: RecordEffect) => working.find(effect.table, effect.id)?.n ?? 0;
  const back = new Set(restored.map(({ record }) => record.id));
  const kept = effects.slice(0, working.directCount);
  await writeHistory(queries, seq, authorship, kept, placeOf, back);
  const committed = { kind: 'committed' as const, seq, effects, touched: touched(table, effects) };
  return { committed, direct };
}

/** The new cells of a record, those that were made of others among them. */
function changedOf({ after, changed }: WorkingRecord): Cells {
  return Object.fromEntries([...changed].map((field) => [field, after?.[field] ?? null]));
}

async function insertRecords(
  queries: Queries,
  table: TableLayout,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
): Promise<void> {
  const rows: Row[] = [];
  for (const { write, record } of direct) {
    if (write.kind !== 'create' && write.kind !== 'restore') continue;
    const row: Value[] = [record.n, record.id];
    for (const column of table.columns) encodeInto(row, column, record.after?.[column.field.id]);
    rows.push(row);
  }
  if (rows.length === 0) return;
  const columns = [place, idColumn, ...table.columns.flatMap(sqlColumns)];
  await queries.insertMany(table.name, columns, rows);
}

/** One statement for all records of which the same columns changed. */
async function updateRecords(
  queries: Queries,
  table: TableLayout,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
): Promise<void> {
  const groups = new Map<string, { columns: StoredColumn[]; rows: Row[] }>();
  const seen = new Set<WorkingRecord>();
  for (const { write, record } of direct) {
    if (write.kind !== 'update' || seen.has(record)) continue;
    seen.add(record);
    const columns = table.columns.filter((column) => record.changed.has(column.field.id));
    if (columns.length === 0) continue;
    const key = columns.map((column) => column.field.id).join();
    let group = groups.get(key);
    if (!group) {
      group = { columns, rows: [] };
      groups.set(key, group);
    }
    const row: Value[] = [record.n];
    for (const column of columns) encodeInto(row, column, record.after?.[column.field.id]);
    group.rows.push(row);
  }
  for (const { columns, rows } of groups.values()) {
    await queries.updateMany(table.name, place, columns.flatMap(sqlColumns), rows);
  }
}

async function deleteRecords(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
  parked: readonly ParkedPairs[],
): Promise<void> {
  const gone = direct.filter(({ write }) => write.kind === 'delete').map(({ record }) => record.n);
  if (gone.length === 0) return;
  for (const link of table.links) {
    const among = r.words.memberOf(raw(link.own), 'integer', gone);
    await queries.run(sql`DELETE FROM ${raw(link.pairs)} WHERE ${among}`);
  }
  // A place is given to another record later: a link that comes out of the trash must not find it there.
  for (const { pairs, src, dst } of parked) {
    for (const side of [
      ...(src === table.table.id ? ['src'] : []),
      ...(dst === table.table.id ? ['dst'] : []),
    ])
      await queries.run(
        sql`DELETE FROM ${raw(pairs)} WHERE ${r.words.memberOf(raw(side), 'integer', gone)}`,
      );
  }
  await queries.run(
    sql`DELETE FROM ${raw(table.name)} WHERE ${r.words.memberOf(raw('_n'), 'integer', gone)}`,
  );
}

/** The changed tables and those that show them through links. */
function touched(table: TableLayout, effects: readonly RecordEffect[]): readonly TableId[] {
  const tables = new Set<TableId>([table.table.id]);
  for (const link of table.links) tables.add(link.field.target);
  for (const effect of effects) tables.add(effect.table);
  return [...tables];
}

/** The refusal of a record whose id is taken. */
export const takenId: Denial = denial('conflict', 'There is already a record with this id.');
