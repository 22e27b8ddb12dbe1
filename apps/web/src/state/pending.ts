import type { OutValue } from '@tessera/protocol';

/** An edit on its way: shown at once, kept when saving fails. */
export interface PendingCell {
  readonly value: OutValue;
  /** What the member saw before. */
  readonly base: OutValue;
  readonly state: 'saving' | 'failed' | 'conflict';
  readonly message?: string;
  /** The value someone else has written since, as far as it may be read. */
  readonly current?: OutValue;
  /** Which gesture it belongs to, so that a late answer cannot touch a newer edit. */
  readonly gesture: number;
}

/** Record id -> field id -> edit. */
export type PendingCells = ReadonlyMap<string, ReadonlyMap<string, PendingCell>>;

export interface CellChange {
  readonly id: string;
  readonly field: string;
  readonly value: OutValue;
  readonly base: OutValue;
}

/** Puts a gesture's changes on the desk. A cell that is already pending keeps the base of its first edit. */
export function withChanges(
  pending: PendingCells,
  changes: readonly CellChange[],
  gesture: number,
): PendingCells {
  const next = new Map(pending);
  for (const { id, field, value, base } of changes) {
    const cells = new Map(next.get(id));
    cells.set(field, { value, base, state: 'saving', gesture });
    next.set(id, cells);
  }
  return next;
}

type Change = (cell: PendingCell, id: string, field: string) => PendingCell | undefined;

/** Rewrites the cells of one gesture; `undefined` takes a cell off the desk. */
export function mapGesture(pending: PendingCells, gesture: number, change: Change): PendingCells {
  return mapPending(pending, (cell, id, field) =>
    cell.gesture === gesture ? change(cell, id, field) : cell,
  );
}

/** Rewrites every cell; `undefined` takes a cell off the desk. */
export function mapPending(pending: PendingCells, change: Change): PendingCells {
  const next = new Map<string, ReadonlyMap<string, PendingCell>>();
  for (const [id, cells] of pending) {
    const kept = new Map<string, PendingCell>();
    for (const [field, cell] of cells) {
      const after = change(cell, id, field);
      if (after) kept.set(field, after);
    }
    if (kept.size > 0) next.set(id, kept);
  }
  return next;
}
