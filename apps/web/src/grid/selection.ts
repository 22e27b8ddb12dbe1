/** A cell in the grid's own index space: rows of the view, visible columns. */
export interface Spot {
  readonly row: number;
  readonly col: number;
}

/** Inclusive on all sides. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * `active` has the focus and takes what is typed; the range reaches from `anchor` to `head`, and the active cell
 * lies in it. `extra` are ranges added with Mod+click.
 */
export interface Selection {
  readonly active: Spot;
  readonly anchor: Spot;
  readonly head: Spot;
  readonly extra: readonly Range[];
}

export interface Bounds {
  readonly rows: number;
  readonly cols: number;
}

export type Motion =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'rowStart'
  | 'rowEnd'
  | 'colStart'
  | 'colEnd'
  | 'first'
  | 'last'
  | 'pageUp'
  | 'pageDown';

/** One cell. */
export function at(row: number, col: number): Selection {
  const spot = { row, col };
  return { active: spot, anchor: spot, head: spot, extra: [] };
}

const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

/** The spot, brought inside of the grid. */
export function clampSpot(spot: Spot, bounds: Bounds): Spot {
  return { row: clamp(spot.row, bounds.rows), col: clamp(spot.col, bounds.cols) };
}

/** Where a motion leads from a spot. `page` counts the rows of a screen. */
export function moved(from: Spot, motion: Motion, bounds: Bounds, page: number): Spot {
  const { row, col } = from;
  const to = (): Spot => {
    switch (motion) {
      case 'left':
        return { row, col: col - 1 };
      case 'right':
        return { row, col: col + 1 };
      case 'up':
        return { row: row - 1, col };
      case 'down':
        return { row: row + 1, col };
      case 'rowStart':
        return { row, col: 0 };
      case 'rowEnd':
        return { row, col: bounds.cols - 1 };
      case 'colStart':
        return { row: 0, col };
      case 'colEnd':
        return { row: bounds.rows - 1, col };
      case 'first':
        return { row: 0, col: 0 };
      case 'last':
        return { row: bounds.rows - 1, col: bounds.cols - 1 };
      case 'pageUp':
        return { row: row - page, col };
      case 'pageDown':
        return { row: row + page, col };
    }
  };
  return clampSpot(to(), bounds);
}

/** The selection after a key: a new cell, or the same range grown or shrunk at its head. */
export function step(
  selection: Selection,
  motion: Motion,
  extend: boolean,
  bounds: Bounds,
  page: number,
): Selection {
  if (!extend) {
    const spot = moved(selection.active, motion, bounds, page);
    return at(spot.row, spot.col);
  }
  return { ...selection, head: moved(selection.head, motion, bounds, page) };
}

/** The next cell of the reading order, for Tab; stays at both ends. */
export function tabbed(selection: Selection, back: boolean, bounds: Bounds): Selection {
  const { row, col } = selection.active;
  const place = row * bounds.cols + col + (back ? -1 : 1);
  const kept = Math.max(0, Math.min(bounds.rows * bounds.cols - 1, place));
  return at(Math.floor(kept / bounds.cols), kept % bounds.cols);
}

/** The range between two spots. */
export function between(a: Spot, b: Spot): Range {
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.col, b.col),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.col, b.col),
  };
}

/** The range that keys and the clipboard work on. */
export function mainRange(selection: Selection): Range {
  return between(selection.anchor, selection.head);
}

/** All selected ranges, the main one last. */
export function rangesOf(selection: Selection): readonly Range[] {
  return [...selection.extra, mainRange(selection)];
}

export function contains(range: Range, row: number, col: number): boolean {
  return row >= range.top && row <= range.bottom && col >= range.left && col <= range.right;
}

export function sizeOf(range: Range): number {
  return (range.bottom - range.top + 1) * (range.right - range.left + 1);
}

/** Whole rows from the active one to the head. */
export function wholeRows(selection: Selection, bounds: Bounds): Selection {
  const { top, bottom } = mainRange(selection);
  return {
    ...selection,
    anchor: { row: top, col: 0 },
    head: { row: bottom, col: bounds.cols - 1 },
  };
}

/** Whole columns. */
export function wholeColumns(selection: Selection, bounds: Bounds): Selection {
  const { left, right } = mainRange(selection);
  return {
    ...selection,
    anchor: { row: 0, col: left },
    head: { row: bounds.rows - 1, col: right },
  };
}

/** Everything. */
export function everything(selection: Selection, bounds: Bounds): Selection {
  return {
    ...selection,
    anchor: { row: 0, col: 0 },
    head: { row: bounds.rows - 1, col: bounds.cols - 1 },
    extra: [],
  };
}

/** Only the active cell. */
export function collapsed(selection: Selection): Selection {
  return at(selection.active.row, selection.active.col);
}

/** True while more than one cell is selected. */
export function isRange(selection: Selection): boolean {
  return selection.extra.length > 0 || sizeOf(mainRange(selection)) > 1;
}

/** The same selection in a grid that shrank; rows that are gone are not selected any more. */
export function fitted(selection: Selection, bounds: Bounds): Selection {
  const inside = (spot: Spot) => spot.row < bounds.rows && spot.col < bounds.cols;
  if (inside(selection.active) && inside(selection.anchor) && inside(selection.head))
    return selection;
  const spot = clampSpot(selection.active, bounds);
  return at(spot.row, spot.col);
}

/** The rows of all ranges, in order, without doubles. */
export function selectedRows(selection: Selection): readonly number[] {
  const rows = new Set<number>();
  for (const range of rangesOf(selection)) {
    for (let row = range.top; row <= range.bottom; row++) rows.add(row);
  }
  return [...rows].sort((a, b) => a - b);
}
