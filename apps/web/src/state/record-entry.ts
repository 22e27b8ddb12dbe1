import type { Level } from '@tessera/model';
import type { LiveMessage, OutOutcome, OutRecord, OutValue } from '@tessera/protocol';
import { isLooking } from '../client/sitting.ts';

/** One record as this member may see it, with what may be done to it. A hidden cell has no key. */
export interface RecordEntry {
  readonly id: string;
  readonly cells: Readonly<Record<string, OutValue>>;
  readonly outcome: OutOutcome;
}

export type RecordMap = ReadonlyMap<string, RecordEntry>;

type Delta = Extract<LiveMessage, { type: 'delta' }>;

const nothing: OutOutcome = { actions: [], fields: {} };

/** The records of an answer with their outcomes beside them. An unknown outcome permits nothing. */
export function entriesOf(
  records: readonly OutRecord[],
  outcomes: readonly OutOutcome[],
): readonly RecordEntry[] {
  return records.map((record) => ({
    id: record.id,
    cells: record.fields,
    outcome: outcomes[record._g] ?? nothing,
  }));
}

/** The map with these records set. */
export function withEntries(records: RecordMap, entries: readonly RecordEntry[]): RecordMap {
  if (entries.length === 0) return records;
  const next = new Map(records);
  for (const entry of entries) next.set(entry.id, entry);
  return next;
}

/** The map after a delta: left records dropped, entered ones set, changed cells merged, gone cells removed. */
export function afterDelta(records: RecordMap, delta: Delta, keep: ReadonlySet<string>): RecordMap {
  const next = new Map(records);
  for (const id of delta.leave) if (!keep.has(id)) next.delete(id);
  for (const entry of entriesOf(delta.enter, delta.outcomes)) next.set(entry.id, entry);
  for (const update of delta.update) {
    const old = next.get(update.id);
    if (!old) continue;
    const cells: Record<string, OutValue> = { ...old.cells, ...update.fields };
    for (const field of update.gone) delete cells[field];
    next.set(update.id, { id: update.id, cells, outcome: delta.outcomes[update._g] ?? nothing });
  }
  return next;
}

/** How a cell of a record stands for this member: closed cells show nothing. */
export function cellLevel(entry: RecordEntry, field: string): Level {
  return entry.outcome.fields[field] ?? 'hidden';
}

/** Whether the outcome names this action for the record, and it can be done: nothing is, as somebody else. */
export function may(entry: RecordEntry, action: string): boolean {
  return !isLooking() && entry.outcome.actions.includes(action);
}
