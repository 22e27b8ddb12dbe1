import type { GroupLevels, LiveMessage, OutOutcome, OutRecord, OutValue } from '@tessera/protocol';

/** What a subscription shows: a window of records, what may be done with each, and how many there are. */
export interface Shown {
  readonly records: readonly OutRecord[];
  readonly outcomes: readonly OutOutcome[];
  readonly total: number;
  /** Of a question that asks for records group by group. */
  readonly groups?: GroupLevels;
}

/** A `delta` frame without its envelope. */
export type Delta = Omit<Extract<LiveMessage, { type: 'delta' }>, 'n' | 'type' | 'sub'>;

/** Outcomes nothing shows any more are kept until there are this many of them, so that indexes stay put. */
const idleOutcomes = 32;

function sameValue(a: OutValue | undefined, b: OutValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Canonical text of an outcome: key order carries no meaning. */
function outcomeKey(outcome: OutOutcome): string {
  return JSON.stringify([
    [...outcome.actions].sort(),
    Object.entries(outcome.fields).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** The window in the numbering of `before`: outcomes known there keep their index, new ones are appended. */
function renumber(before: Shown, after: Shown): Shown {
  const known = new Map(before.outcomes.map((outcome, index) => [outcomeKey(outcome), index]));
  const outcomes = [...before.outcomes];
  const index = after.outcomes.map((outcome) => {
    const key = outcomeKey(outcome);
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, outcomes.length);
    return outcomes.push(outcome) - 1;
  });
  if (outcomes.length - after.outcomes.length > idleOutcomes) return after;
  const records = after.records.map((record) => {
    const to = index[record._g] ?? record._g;
    return to === record._g ? record : { ...record, _g: to };
  });
  return { ...after, records, outcomes };
}

/**
 * What takes a client from `before` to `after`, and the state it then holds (to be kept as the next `before`).
 * Null when a reader could not tell the two apart: then nothing is sent. Both carry records once per id and outcomes once.
 * The law: `apply(difference(a, b).delta, a)` shows what `b` shows.
 */
export function difference(
  before: Shown,
  after: Shown,
): { readonly delta: Delta; readonly shown: Shown } | null {
  const shown = renumber(before, after);
  const old = new Map(before.records.map((record) => [record.id, record]));
  const now = new Set(shown.records.map((record) => record.id));
  const leave = before.records.filter((record) => !now.has(record.id)).map((record) => record.id);
  const enter: OutRecord[] = [];
  const update: Delta['update'][number][] = [];
  for (const record of shown.records) {
    const was = old.get(record.id);
    if (was === undefined) {
      enter.push(record);
      continue;
    }
    const fields: Record<string, OutValue> = {};
    let changed = was._g !== record._g;
    for (const [field, value] of Object.entries(record.fields)) {
      if (field in was.fields && sameValue(was.fields[field], value)) continue;
      fields[field] = value;
      changed = true;
    }
    const gone = Object.keys(was.fields).filter((field) => !(field in record.fields));
    if (changed || gone.length > 0) update.push({ id: record.id, fields, gone, _g: record._g });
  }
  const moved =
    before.records.length !== shown.records.length ||
    before.records.some((record, index) => record.id !== shown.records[index]?.id);
  const regrouped = JSON.stringify(before.groups) !== JSON.stringify(after.groups);
  const same = !moved && !regrouped && update.length === 0 && before.total === after.total;
  if (same) return null;
  const delta: Delta = {
    leave,
    enter,
    update,
    outcomes: shown.outcomes,
    ...(moved ? { order: shown.records.map((record) => record.id) } : {}),
    ...(regrouped && after.groups ? { groups: after.groups } : {}),
    total: after.total,
  };
  return { delta, shown };
}

/** What a client makes of a delta; here for the law that ties it to `difference`. */
export function applyDelta(delta: Delta, before: Shown): Shown {
  const records = new Map(before.records.map((record) => [record.id, record]));
  for (const id of delta.leave) records.delete(id);
  for (const record of delta.enter) records.set(record.id, record);
  for (const change of delta.update) {
    const was = records.get(change.id);
    if (was === undefined) continue;
    const fields = { ...was.fields, ...change.fields };
    for (const field of change.gone) delete fields[field];
    records.set(change.id, { id: change.id, fields, _g: change._g });
  }
  const order = delta.order ?? before.records.map((record) => record.id);
  const groups = delta.groups ?? before.groups;
  return {
    records: order.flatMap((id) => records.get(id) ?? []),
    outcomes: delta.outcomes,
    ...(groups && { groups }),
    total: delta.total,
  };
}
