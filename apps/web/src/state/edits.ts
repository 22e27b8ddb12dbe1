import { AppError } from '@tessera/model';
import type { ChangeAnswer, ConflictDetails, OutValue, UpdateManyRequest } from '@tessera/protocol';
import { behindOwn, type EditResult, type Sent } from './own-edits.ts';
import { type CellChange, mapGesture, withChanges } from './pending.ts';
import { entriesOf, withEntries } from './record-entry.ts';
import type { TableData } from './table-data.ts';
import type { TableSession } from './table-session.ts';

let gestures = 0;

/** A number for one gesture of the member, unique in this tab. */
export function nextGesture(): number {
  return ++gestures;
}

/** What is sent of a value: chips that name nothing are left out, the server keeps what stands behind them. */
export function toWire(value: OutValue): unknown {
  return Array.isArray(value)
    ? value.filter((item) => !('noAccess' in item)).map((item) => ('id' in item ? item.id : item))
    : value;
}

function requestOf(changes: readonly CellChange[]): UpdateManyRequest['records'] {
  const records = new Map<
    string,
    { fields: Record<string, unknown>; base: Record<string, unknown> }
  >();
  for (const { id, field, value, base } of changes) {
    const record = records.get(id) ?? { fields: {}, base: {} };
    record.fields[field] = toWire(value);
    record.base[field] = toWire(base);
    records.set(id, record);
  }
  return [...records].map(([id, record]) => ({ id, ...record }));
}

/** Records of an answer into the store; a record that was changed and is not in it may no longer be seen. */
export function absorb(data: TableData, answer: ChangeAnswer): Pick<TableData, 'records'> {
  const seen = new Set(answer.records.map((record) => record.id));
  const records = new Map(withEntries(data.records, entriesOf(answer.records, answer.outcomes)));
  for (const id of answer.ids) if (!seen.has(id)) records.delete(id);
  return { records };
}

/**
 * Sends cells as one change set. They show at once; when saving fails they stay, marked, until the member
 * retries or lets them go. A cell of which an earlier edit is still being saved waits for its answer.
 */
export async function sendCells(
  session: TableSession,
  changes: readonly CellChange[],
  gesture = nextGesture(),
): Promise<EditResult> {
  const { store } = session;
  store.setState((data) => {
    const pending = withChanges(data.pending, changes, gesture);
    return {
      pending,
      open: data.open.filter((one) => one.gesture !== gesture && isOnDesk(pending, one.gesture)),
    };
  });
  return await behindOwn(session, changes, (over) => send(session, over, gesture));
}

async function send(
  session: TableSession,
  changes: readonly CellChange[],
  gesture: number,
): Promise<Sent> {
  const { store, parts } = session;
  try {
    const answer = await parts.client.update(parts.table, requestOf(changes));
    store.setState((data) => ({
      ...absorb(data, answer),
      pending: mapGesture(data.pending, gesture, () => undefined),
    }));
    const records = new Map(answer.records.map((record) => [record.id, record.fields]));
    return {
      result: { kind: 'saved' },
      held: ({ id, field, value }) => records.get(id)?.[field] ?? value,
    };
  } catch (error) {
    const trouble = parts.troubleOf(error);
    const conflicts = conflictsOf(error);
    const kind = conflicts.length > 0 ? 'conflict' : 'failed';
    store.setState((data) => ({
      pending: mapGesture(data.pending, gesture, (cell, id, field) => {
        const found = conflicts.find((one) => one.id === id && one.field === field);
        return found
          ? { ...cell, state: 'conflict', current: found.current }
          : { ...cell, state: 'failed', message: trouble.message };
      }),
      // Cells that were edited again since are decided on with their later edit.
      open: isOnDesk(data.pending, gesture)
        ? [
            ...data.open,
            { gesture, kind, cells: conflicts.length || changes.length, message: trouble.message },
          ]
        : data.open,
    }));
    return {
      result:
        conflicts.length > 0
          ? { kind: 'conflict', cells: conflicts.length }
          : { kind: 'failed', message: trouble.message },
      held: ({ base }) => base,
    };
  }
}

function isOnDesk(pending: TableData['pending'], gesture: number): boolean {
  return [...pending.values()].some((cells) =>
    [...cells.values()].some((cell) => cell.gesture === gesture),
  );
}

function conflictsOf(error: unknown): ConflictDetails['cells'] {
  if (!(error instanceof AppError) || error.code !== 'conflict') return [];
  const details = error.details as Partial<ConflictDetails> | undefined;
  return details?.cells ?? [];
}

/** The cells of a gesture that are still on the desk. */
export function cellsOfGesture(data: TableData, gesture: number): readonly CellChange[] {
  const found: CellChange[] = [];
  for (const [id, cells] of data.pending) {
    for (const [field, cell] of cells) {
      if (cell.gesture === gesture) found.push({ id, field, value: cell.value, base: cell.base });
    }
  }
  return found;
}

/** Sends a gesture again: what failed as it was; what conflicted over the value that is there now. */
export function keepMine(session: TableSession, gesture: number): Promise<EditResult> {
  const { pending } = session.store.getState();
  const changes = cellsOfGesture(session.store.getState(), gesture).map((change) => {
    const cell = pending.get(change.id)?.get(change.field);
    return cell?.state === 'conflict' ? { ...change, base: cell.current ?? null } : change;
  });
  return changes.length > 0
    ? sendCells(session, changes, gesture)
    : Promise.resolve({ kind: 'saved' });
}

/** Lets the conflicting cells go to what others wrote and sends the rest of the gesture, if there is any. */
export async function takeTheirs(session: TableSession, gesture: number): Promise<EditResult> {
  session.store.setState((data) => {
    const records = new Map(data.records);
    const pending = mapGesture(data.pending, gesture, (cell, id, field) => {
      if (cell.state !== 'conflict') return cell;
      const entry = records.get(id);
      if (entry)
        records.set(id, { ...entry, cells: { ...entry.cells, [field]: cell.current ?? null } });
      return undefined;
    });
    return { records, pending };
  });
  const rest = cellsOfGesture(session.store.getState(), gesture);
  if (rest.length > 0) return sendCells(session, rest, gesture);
  forget(session, gesture);
  return { kind: 'saved' };
}

/** Throws a gesture away: the cells show what the server has. */
export function discard(session: TableSession, gesture: number): void {
  session.store.setState((data) => ({
    pending: mapGesture(data.pending, gesture, () => undefined),
  }));
  forget(session, gesture);
}

function forget(session: TableSession, gesture: number): void {
  session.store.setState((data) => ({ open: data.open.filter((one) => one.gesture !== gesture) }));
}
