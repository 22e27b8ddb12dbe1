import { useLayoutEffect, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Column } from './geometry.ts';
import type { GridUi } from './grid-context.ts';
import type { Range, Selection, Spot } from './selection.ts';

/**
 * Selection and editor on the fields they were on, when columns came, went or moved. An editor whose field is gone
 * closes; a selected column that is gone leaves the place where it was.
 */
export function relocated(
  ui: Pick<GridUi, 'selection' | 'editing' | 'copied'>,
  before: readonly string[],
  after: readonly string[],
): Pick<GridUi, 'selection' | 'editing' | 'copied'> {
  const colOf = (col: number) => {
    const at = after.indexOf(before[col] ?? '');
    return at >= 0 ? at : Math.max(0, Math.min(col, after.length - 1));
  };
  const spotOf = (spot: Spot): Spot => ({ ...spot, col: colOf(spot.col) });
  const rangeOf = (range: Range): Range => {
    const ends = [colOf(range.left), colOf(range.right)];
    return { ...range, left: Math.min(...ends), right: Math.max(...ends) };
  };
  const { selection, editing, copied } = ui;
  const kept: Selection | null = selection && {
    active: spotOf(selection.active),
    anchor: spotOf(selection.anchor),
    head: spotOf(selection.head),
    extra: selection.extra.map(rangeOf),
  };
  const there = editing !== null && after.includes(editing.field.id);
  return {
    selection: kept,
    editing: there ? { ...editing, spot: spotOf(editing.spot) } : null,
    copied: copied && { ...copied, range: rangeOf(copied.range) },
  };
}

/** Runs `relocated` whenever other columns are shown, before they are painted. */
export function useKeptPlace(ui: StoreApi<GridUi>, columns: readonly Column[]): void {
  const ids = columns.map(({ field }) => field.id).join(' ');
  const before = useRef(ids);
  useLayoutEffect(() => {
    if (before.current === ids) return;
    const was = before.current.split(' ');
    before.current = ids;
    ui.setState((state) => relocated(state, was, ids.split(' ')));
  }, [ui, ids]);
}
