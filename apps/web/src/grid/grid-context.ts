import type { OutField, OutTable, OutValue } from '@tessera/protocol';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CellEnv } from '../field-types/field-ui.ts';
import type { TableData } from '../state/table-data.ts';
import type { TableSession } from '../state/table-session.ts';
import type { RowHeight } from './geometry.ts';
import type { FoldHandle } from './groups/fold-state.ts';
import type { Lines } from './groups/lines.ts';
import type { RowColor } from './row-color.ts';
import type { Bounds, Range, Selection, Spot } from './selection.ts';

/** An open editor. `replace` was opened by typing: arrows commit and move. */
export interface Editing {
  readonly spot: Spot;
  readonly id: string;
  readonly field: OutField;
  readonly mode: 'replace' | 'keep';
  /** What the member saw when the editor opened. */
  readonly base: OutValue;
}

/** A question that stands between the member and something large. */
export type Question =
  | { readonly kind: 'delete'; readonly ids: readonly string[] }
  | { readonly kind: 'append'; readonly rows: number; readonly answer: (yes: boolean) => void };

/** What the grid knows beyond the data: where the member is and what is being done. */
export interface GridUi {
  readonly selection: Selection | null;
  readonly editing: Editing | null;
  /** The grid has the keyboard. */
  readonly focused: boolean;
  /** What was copied or cut last, outlined until something changes. */
  readonly copied: { readonly range: Range; readonly cut: boolean } | null;
  readonly question: Question | null;
  /** The record that is open in the panel at the side. */
  readonly open: string | null;
  /** The head of a group that has the focus instead of a cell, by its key. */
  readonly head: string | null;
  /** What the fill handle would fill if it were let go now. */
  readonly filling: Range | null;
}

/** Everything that the parts of one grid share. */
export interface Grid {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly table: OutTable;
  /** Visible columns in order; the first is the title. */
  readonly fields: readonly OutField[];
  readonly env: CellEnv;
  readonly rowHeight: RowHeight;
  /** What colours the records; undefined: nothing. */
  readonly rowColor: RowColor | undefined;
  bounds(): Bounds;
  /** Rows of one screen. */
  page(): number;
  /** Brings a cell into view. */
  reveal(spot: Spot): void;
  /** Rows and heads of groups as they lie now. */
  lines(): Lines;
  /** Brings the head of a group into view. */
  revealHead(key: string): void;
  readonly folds: FoldHandle;
  /** Gives the keyboard to the grid. */
  takeFocus(): void;
  onSearch(): void;
}

export const GridContext = createContext<Grid | null>(null);

/** The grid around this component. */
export function useGrid(): Grid {
  const grid = useContext(GridContext);
  if (!grid) throw new Error('There is no grid around this component.');
  return grid;
}

/** A part of the grid's own state. */
export function useGridUi<T>(select: (ui: GridUi) => T): T {
  return useStore(useGrid().ui, select);
}

/** A part of the table's data. */
export function useTableData<T>(select: (data: TableData) => T): T {
  return useStore(useGrid().session.store, select);
}

/** Nothing selected yet. */
export const idleUi: GridUi = {
  selection: null,
  editing: null,
  focused: false,
  copied: null,
  question: null,
  open: null,
  head: null,
  filling: null,
};
