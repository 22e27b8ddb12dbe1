import type { OutValue } from '@tessera/protocol';
import { absorb, cellsOfGesture, nextGesture, sendCells, takeTheirs, toWire } from './edits.ts';
import type { EditResult } from './own-edits.ts';
import type { CellChange } from './pending.ts';
import { cellLevel } from './record-entry.ts';
import type { TableSession } from './table-session.ts';
import { invert, moved, pushed, renamed, type Step, type StepRecord } from './undo.ts';
import { withoutIds } from './window.ts';

const lines = new WeakMap<TableSession, Promise<unknown>>();

/**
 * Runs a gesture of the member and tells it when all earlier ones have been answered: gestures are sent at once, but
 * take their place among the steps that can be undone in the order in which they were made.
 */
function inLine<T>(
  session: TableSession,
  gesture: (earlier: Promise<unknown>) => Promise<T>,
): Promise<T> {
  const earlier = lines.get(session) ?? Promise.resolve();
  const now = gesture(earlier);
  const answered = Promise.allSettled([earlier, now]).then(() => {});
  lines.set(session, answered);
  return now;
}

/** Saves cells as one step that can be undone. */
export async function editCells(
  session: TableSession,
  changes: readonly CellChange[],
): Promise<EditResult> {
  if (changes.length === 0) return { kind: 'saved' };
  const only = changes[0];
  if (only && new Set(changes.map((change) => change.id)).size === 1) session.touched(only.id);
  return await inLine(session, async (earlier) => {
    const result = await sendCells(session, changes);
    await earlier;
    if (result.kind === 'saved') remember(session, stepOf(changes));
    return result;
  });
}

function stepOf(changes: readonly CellChange[]): Step {
  return {
    kind: 'update',
    cells: changes.map(({ id, field, value, base }) => ({ id, field, before: base, after: value })),
  };
}

function remember(session: TableSession, step: Step): void {
  session.store.setState((data) => ({ stacks: pushed(data.stacks, step) }));
}

/** Creates records from cells by field id. Gives their ids; throws AppError. */
export async function createRecords(
  session: TableSession,
  records: readonly Readonly<Record<string, OutValue>>[],
): Promise<readonly string[]> {
  return await inLine(session, async (earlier) => {
    const ids = await sendCreate(session, records);
    await earlier;
    remember(session, {
      kind: 'create',
      records: ids.map((id, at) => ({ id, cells: records[at] ?? {} })),
    });
    return ids;
  });
}

async function sendCreate(
  session: TableSession,
  records: readonly Readonly<Record<string, OutValue>>[],
): Promise<readonly string[]> {
  const { store, parts } = session;
  const answer = await parts.client.create(
    parts.table,
    records.map((cells) => ({
      fields: Object.fromEntries(
        Object.entries(cells).map(([field, value]) => [field, toWire(value)]),
      ),
    })),
  );
  store.setState((data) => absorb(data, answer));
  return answer.ids;
}

/** Puts deleted records back under their ids; where I may not, the same cells as new records. */
async function sendBack(
  session: TableSession,
  records: readonly StepRecord[],
): Promise<readonly string[]> {
  const { store, parts } = session;
  const ids = records.map(({ id }) => id);
  try {
    const answer = await parts.client.restore(parts.table, ids);
    store.setState((data) => absorb(data, answer));
    return answer.ids;
  } catch (error) {
    const { code } = parts.troubleOf(error);
    if (code !== 'forbidden' && code !== 'not_found') throw error;
    return await sendCreate(
      session,
      records.map(({ cells }) => cells),
    );
  }
}

/** Deletes records as one step that can be undone. Throws AppError. */
export async function deleteRecords(session: TableSession, ids: readonly string[]): Promise<void> {
  const records = snapshotOf(session, ids);
  await inLine(session, async (earlier) => {
    await sendDelete(session, ids);
    await earlier;
    remember(session, { kind: 'delete', records });
  });
}

/** What I could write again, were these records gone. */
function snapshotOf(session: TableSession, ids: readonly string[]): readonly StepRecord[] {
  const { records } = session.store.getState();
  return ids.flatMap((id) => {
    const entry = records.get(id);
    if (!entry) return [];
    const cells = Object.entries(entry.cells).filter(
      ([field, value]) => value !== null && cellLevel(entry, field) === 'edit',
    );
    return [{ id, cells: Object.fromEntries(cells) }];
  });
}

async function sendDelete(session: TableSession, ids: readonly string[]): Promise<void> {
  const { store, parts } = session;
  await parts.client.remove(parts.table, ids);
  const gone = new Set(ids);
  store.setState((data) => {
    const records = new Map(data.records);
    for (const id of gone) records.delete(id);
    return { records, window: withoutIds(data.window, gone) };
  });
}

export type UndoResult =
  | { readonly kind: 'done'; readonly step: Step; readonly kept: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Takes back, or does again, my last step. Cells that others have changed since are kept and counted. It waits for what
 * is still being saved: that is the last step, and a redo right behind an undo follows it.
 */
export function travel(session: TableSession, from: 'undo' | 'redo'): Promise<UndoResult> {
  return inLine(session, (earlier) => earlier.then(() => travelOnce(session, from)));
}

async function travelOnce(session: TableSession, from: 'undo' | 'redo'): Promise<UndoResult> {
  const { stacks } = session.store.getState();
  const last = stacks[from].at(-1);
  if (!last) return { kind: 'nothing' };
  const step = invert(last);
  session.store.setState({ stacks: moved(stacks, from, null) });
  try {
    switch (step.kind) {
      case 'update':
        return await travelCells(session, from, step);
      case 'create': {
        const ids = await sendBack(session, step.records);
        const names = new Map(step.records.map((record, at) => [record.id, ids[at] ?? record.id]));
        const records = step.records.map((record) => ({
          ...record,
          id: names.get(record.id) ?? record.id,
        }));
        session.store.setState((data) => ({ stacks: renamed(data.stacks, names) }));
        arrive(session, from, { kind: 'create', records });
        return { kind: 'done', step, kept: 0 };
      }
      case 'delete':
        await sendDelete(
          session,
          step.records.map((record) => record.id),
        );
        arrive(session, from, step);
        return { kind: 'done', step, kept: 0 };
    }
  } catch (error) {
    return { kind: 'failed', message: session.parts.troubleOf(error).message };
  }
}

async function travelCells(
  session: TableSession,
  from: 'undo' | 'redo',
  step: Extract<Step, { kind: 'update' }>,
): Promise<UndoResult> {
  const gesture = nextGesture();
  const changes = step.cells.map(({ id, field, before, after }) => ({
    id,
    field,
    value: after,
    base: before,
  }));
  let result = await sendCells(session, changes, gesture);
  let kept = 0;
  if (result.kind === 'conflict') {
    kept = result.cells;
    const rest = cellsOfGesture(session.store.getState(), gesture).length - kept;
    result = await takeTheirs(session, gesture);
    if (rest === 0) return { kind: 'done', step: { ...step, cells: [] }, kept };
  }
  if (result.kind !== 'saved') {
    return { kind: 'failed', message: result.kind === 'failed' ? result.message : '' };
  }
  arrive(session, from, step);
  return { kind: 'done', step, kept };
}

/** Puts what was done instead on the other stack, so that it can be taken back in turn. */
function arrive(session: TableSession, from: 'undo' | 'redo', step: Step): void {
  const to = from === 'undo' ? 'redo' : 'undo';
  session.store.setState((data) => ({
    stacks: { ...data.stacks, [to]: [...data.stacks[to], step] },
  }));
}
