import type { Level } from '@tessera/model';
import type { GroupLevels, OutValue } from '@tessera/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PendingCell, PendingCells } from './pending.ts';
import { cellLevel, type RecordMap } from './record-entry.ts';
import { emptyStacks, type UndoStacks } from './undo.ts';
import { emptyWindow, idAt, type RowWindow } from './window.ts';

/** A failure in words for the member, with the code it travelled under. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

/** A row that would have moved or left because of my own edit, shown in place until I leave it. */
export interface HeldRow {
  readonly id: string;
  readonly left: boolean;
  /** The live stretch as the server has it. */
  readonly order: readonly string[];
  readonly total: number;
  readonly groups: KnownGroups | null;
}

/** The groups of a question that asks for records group by group, with the number of records they hold. */
export interface KnownGroups {
  readonly levels: GroupLevels;
  readonly total: number;
}

/** A gesture that the server did not take, waiting for the member's decision. */
export interface OpenGesture {
  readonly gesture: number;
  readonly kind: 'failed' | 'conflict';
  readonly cells: number;
  readonly message: string;
}

/** Another visible record that has the value I gave in a field that points duplicates out. */
export interface Duplicate {
  /** The value it was asked for: under another one the notice no longer holds. */
  readonly value: OutValue;
  /** One of them, and how many there are beside the cell's own. */
  readonly id: string;
  readonly title: OutValue;
  readonly count: number;
}

/** Everything a screen knows of one question to one table. */
export interface TableData {
  readonly status: 'loading' | 'ready' | 'failed' | 'closed';
  readonly trouble: Trouble | null;
  readonly records: RecordMap;
  readonly window: RowWindow;
  readonly pending: PendingCells;
  readonly open: readonly OpenGesture[];
  readonly held: HeldRow | null;
  /** null: the question has no groups, or they are not known yet. */
  readonly groups: KnownGroups | null;
  /** Record id -> field id -> what was found. */
  readonly duplicates: ReadonlyMap<string, ReadonlyMap<string, Duplicate>>;
  readonly stacks: UndoStacks;
  /** Grows whenever everything was dropped; answers to older questions are ignored. */
  readonly epoch: number;
}

export type TableStore = StoreApi<TableData>;

/** An empty desk. */
export function createTableStore(): TableStore {
  return createStore<TableData>(() => ({
    status: 'loading',
    trouble: null,
    records: new Map(),
    window: emptyWindow,
    pending: new Map(),
    open: [],
    held: null,
    groups: null,
    duplicates: new Map(),
    stacks: emptyStacks,
    epoch: 0,
  }));
}

/** A cell as the screen shows it: what I typed, if it is still on its way, else what the server said. */
export interface ShownCell {
  readonly value: OutValue;
  readonly level: Level;
  readonly pending: PendingCell | null;
}

/** The shown cell of a loaded row, or undefined while the row is not loaded. */
export function shownCell(data: TableData, row: number, field: string): ShownCell | undefined {
  const id = idAt(data.window, row);
  return id === undefined ? undefined : shownCellOf(data, id, field);
}

/** The shown cell of a record by id. */
export function shownCellOf(data: TableData, id: string, field: string): ShownCell | undefined {
  const entry = data.records.get(id);
  if (!entry) return undefined;
  const pending = data.pending.get(id)?.get(field) ?? null;
  const level = cellLevel(entry, field);
  return { value: pending ? pending.value : (entry.cells[field] ?? null), level, pending };
}
