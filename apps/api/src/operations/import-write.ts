import { setImmediate as breathe } from 'node:timers/promises';
import {
  type Cells,
  type Denial,
  denial,
  type Field,
  isDenial,
  type RecordChange,
  type TableId,
  takenCell,
  uniqueKey,
} from '@tessera/model';
import { type ChangePlan, planChange } from '@tessera/permissions';
import type { Authorship } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import type { ImportTally } from '../import/import-tally.ts';
import type { Reasons } from '../import/reasons.ts';
import { commitRecords } from './commit.ts';
import { again } from './enter-view-as.ts';
import { type ImportMapping, mayImport } from './import-columns.ts';
import type { Draft } from './import-drafts.ts';
import { findEditable } from './import-lookup.ts';

/** Records of one change set: few enough that nobody else waits for long while it is written. */
const chunkSize = 250;

/** What writing needs beside the rows. */
export interface Writing {
  readonly context: MemberContext;
  readonly table: TableId;
  readonly mapping: ImportMapping;
  readonly tally: ImportTally;
  readonly reasons: Reasons;
  /** One name for all change sets of the import. */
  readonly by: Authorship;
  readonly dryRun: boolean;
  /** Dry run only: keys that rows before would have created. */
  readonly wouldExist: Set<string>;
  /** Dry run only: values of unique fields that rows before would have taken. */
  readonly wouldTake: Set<string>;
}

/** A draft with what is to become of it. */
interface Planned {
  readonly draft: Draft;
  readonly change: RecordChange;
}

/**
 * Writes rows in change sets, each under the access the member has by then. A set that is refused
 * is cut in halves until only the rows that are to blame are left out.
 */
export async function writeDrafts(writing: Writing, drafts: readonly Draft[]): Promise<void> {
  for (const chunk of chunksOf(drafts)) {
    const context = again(writing.context);
    const table = context?.access.tables.get(writing.table);
    if (context === undefined || table === undefined || !mayImport(table)) {
      for (const { row } of chunk) writing.tally.refused(row, writing.reasons.accessEnded);
      continue;
    }
    await writePlanned({ ...writing, context }, await planRows({ ...writing, context }, chunk));
    // Other members' requests come in between.
    await breathe();
  }
}

/** In order; rows with the same key never share a set, so that the later one finds what the earlier one made. */
function* chunksOf(drafts: readonly Draft[]): Generator<readonly Draft[]> {
  let chunk: Draft[] = [];
  let keys = new Set<string>();
  for (const draft of drafts) {
    const found = draft.key?.found;
    if (chunk.length >= chunkSize || (found !== undefined && keys.has(found))) {
      yield chunk;
      chunk = [];
      keys = new Set();
    }
    chunk.push(draft);
    if (found !== undefined) keys.add(found);
  }
  if (chunk.length > 0) yield chunk;
}

/** Decides for each row between adding, updating and leaving it; what needs no writing is counted here. */
async function planRows(writing: Writing, drafts: readonly Draft[]): Promise<readonly Planned[]> {
  const { context, mapping, tally, reasons, wouldExist } = writing;
  const table = context.access.tables.get(writing.table);
  const { key } = mapping;
  const matches =
    key === null || table === undefined || mapping.onMatch === 'add'
      ? new Map<string, readonly string[]>()
      : await findEditable(
          context,
          table,
          key.field,
          drafts.flatMap((draft) => draft.key?.cell ?? []),
        );
  const planned: Planned[] = [];
  for (const draft of drafts) {
    const found = draft.key?.found;
    const ids = found === undefined ? [] : (matches.get(found) ?? []);
    const [id] = ids;
    const made = found !== undefined && mapping.onMatch !== 'add' && wouldExist.has(found);
    if (ids.length > 1) tally.refused(draft.row, reasons.notUnique(key?.field.name ?? ''));
    else if ((id !== undefined || made) && mapping.onMatch === 'skip') tally.skipped(draft.row);
    else if (id !== undefined) planUpdate(writing, draft, id, planned);
    else if (made) tally.updated(draft.row);
    else {
      const change = {
        kind: 'create' as const,
        id: context.app.makeId('record'),
        cells: draft.cells,
      };
      planned.push({ draft, change });
    }
  }
  return planned;
}

function planUpdate(writing: Writing, draft: Draft, id: string, planned: Planned[]): void {
  const key = writing.mapping.key?.field.id;
  // The key is what the record was found by: equal already, and perhaps not the member's to edit.
  const cells: Cells = Object.fromEntries(
    Object.entries(draft.cells).filter(([field]) => field !== key),
  );
  if (Object.keys(cells).length === 0) writing.tally.updated(draft.row);
  else planned.push({ draft, change: { kind: 'update', id, cells } });
}

async function writePlanned(writing: Writing, planned: readonly Planned[]): Promise<void> {
  const [first] = planned;
  if (first === undefined) return;
  const refused = await write(writing, planned);
  if (refused === null) {
    for (const { draft, change } of planned) {
      if (change.kind === 'update') {
        writing.tally.updated(draft.row);
        continue;
      }
      writing.tally.created(draft.row);
      if (writing.dryRun && draft.key !== null) writing.wouldExist.add(draft.key.found);
    }
  } else if (planned.length === 1) {
    writing.tally.refused(first.draft.row, writing.reasons.denied(refused));
  } else {
    const half = Math.ceil(planned.length / 2);
    await writePlanned(writing, planned.slice(0, half));
    await breathe();
    await writePlanned(writing, planned.slice(half));
  }
}

async function write(writing: Writing, planned: readonly Planned[]): Promise<Denial | null> {
  const { context, table, by, dryRun } = writing;
  const plan = planChange(
    context.access,
    { table, changes: planned.map(({ change }) => change) },
    'import',
  );
  if (isDenial(plan)) return plan;
  if (dryRun) return await tryOut(writing, plan);
  const committed = await commitRecords(context.workspace, plan, by);
  return isDenial(committed) ? committed : null;
}

/** Comes back in the place of writing. */
const triedOut = denial('conflict', 'This was only tried.');

/** Decides on the real facts and writes nothing. What earlier rows would have taken counts as taken. */
async function tryOut(
  { context, table, by, wouldTake }: Writing,
  plan: ChangePlan,
): Promise<Denial | null> {
  const fields = context.access.tables.get(table)?.fields ?? new Map<string, Field>();
  const keys: string[] = [];
  for (const change of plan.change.changes) {
    if (change.kind !== 'create' && change.kind !== 'update') continue;
    for (const [id, cell] of Object.entries(change.cells)) {
      const field = fields.get(id);
      const key = field?.unique ? uniqueKey(field, cell) : null;
      if (field === undefined || key === null) continue;
      if (wouldTake.has(`${id} ${key}`)) return takenCell(field, [change.id]);
      keys.push(`${id} ${key}`);
    }
  }
  const done = await context.workspace.store.change({ ...plan, tried: triedOut }, by);
  if (done !== triedOut) return isDenial(done) ? done : null;
  for (const key of keys) wouldTake.add(key);
  return null;
}
