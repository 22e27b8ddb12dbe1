import type { OutValue } from '@tessera/protocol';

/** One gesture of mine as it can be taken back. Deleted records come back as they were, or as new ones with the same cells. */
export type Step =
  | { readonly kind: 'update'; readonly cells: readonly StepCell[] }
  | { readonly kind: 'create'; readonly records: readonly StepRecord[] }
  | { readonly kind: 'delete'; readonly records: readonly StepRecord[] };

export interface StepCell {
  readonly id: string;
  readonly field: string;
  readonly before: OutValue;
  readonly after: OutValue;
}

export interface StepRecord {
  readonly id: string;
  readonly cells: Readonly<Record<string, OutValue>>;
}

export interface UndoStacks {
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

export const emptyStacks: UndoStacks = { undo: [], redo: [] };
const depth = 100;

/** What takes a step back. */
export function invert(step: Step): Step {
  switch (step.kind) {
    case 'update':
      return {
        kind: 'update',
        cells: step.cells.map((cell) => ({ ...cell, before: cell.after, after: cell.before })),
      };
    case 'create':
      return { kind: 'delete', records: step.records };
    case 'delete':
      return { kind: 'create', records: step.records };
  }
}

/** A new gesture: it can be undone, and what was undone before can no longer be redone. */
export function pushed(stacks: UndoStacks, step: Step): UndoStacks {
  return { undo: [...stacks.undo, step].slice(-depth), redo: [] };
}

/** Takes the last step off a stack and puts what was done instead on the other one. */
export function moved(stacks: UndoStacks, from: 'undo' | 'redo', done: Step | null): UndoStacks {
  const rest = stacks[from].slice(0, -1);
  const to = from === 'undo' ? 'redo' : 'undo';
  const grown = done ? [...stacks[to], done] : stacks[to];
  return from === 'undo' ? { undo: rest, redo: grown } : { undo: grown, redo: rest };
}

/** After a deleted record came back under a new id, older steps speak of the new one. */
export function renamed(stacks: UndoStacks, ids: ReadonlyMap<string, string>): UndoStacks {
  const id = (old: string) => ids.get(old) ?? old;
  const step = (one: Step): Step =>
    one.kind === 'update'
      ? { ...one, cells: one.cells.map((cell) => ({ ...cell, id: id(cell.id) })) }
      : { ...one, records: one.records.map((record) => ({ ...record, id: id(record.id) })) };
  return { undo: stacks.undo.map(step), redo: stacks.redo.map(step) };
}
