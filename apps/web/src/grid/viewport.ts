/**
 * Browsers cut off elements at some 17 (Firefox) to 33 million pixels (Chrome), which is less than a million
 * rows. Above this height the scroll bar is a scale of the rows instead of their pixels.
 */
export const tallest = 12_000_000;

/** The rows of a grid as they lie in its scroll area. All rows have one height. */
export interface RowAxis {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the visible part, in pixels. */
  readonly view: number;
}

const real = (axis: RowAxis) => axis.rows * axis.rowHeight;

/** The height of the scroll area. */
export function scrollHeight(axis: RowAxis): number {
  return Math.min(real(axis), tallest);
}

/** How many real pixels stand above the visible part at a scroll position. */
export function toReal(axis: RowAxis, scroll: number): number {
  const full = real(axis);
  if (full <= tallest) return scroll;
  return (scroll / (tallest - axis.view)) * (full - axis.view);
}

/** The scroll position at which so many real pixels stand above the visible part. */
export function toScroll(axis: RowAxis, above: number): number {
  const full = real(axis);
  if (full <= tallest) return above;
  return (above / (full - axis.view)) * (tallest - axis.view);
}

/** Visible rows with some more on either side; `shift` moves a row's real top into the scroll area. */
export interface RowSpan {
  readonly first: number;
  /** Inclusive; -1 when there are no rows. */
  readonly last: number;
  readonly shift: number;
}

/** The rows to draw at a scroll position. */
export function rowsAt(axis: RowAxis, scroll: number, overscan = 6): RowSpan {
  const above = toReal(axis, scroll);
  const first = Math.max(0, Math.floor(above / axis.rowHeight) - overscan);
  const last = Math.min(axis.rows - 1, Math.ceil((above + axis.view) / axis.rowHeight) + overscan);
  return { first, last, shift: scroll - above };
}

/** The scroll position that brings a row into view with the least movement, or the present one. */
export function scrollToRow(axis: RowAxis, scroll: number, row: number): number {
  const above = toReal(axis, scroll);
  const top = row * axis.rowHeight;
  if (top < above) return toScroll(axis, top);
  const bottom = top + axis.rowHeight;
  return bottom > above + axis.view ? toScroll(axis, bottom - axis.view) : scroll;
}

/** The row at a height below the header, clamped to the grid. */
export function rowAtY(axis: RowAxis, scroll: number, y: number): number {
  const row = Math.floor((toReal(axis, scroll) + y) / axis.rowHeight);
  return Math.max(0, Math.min(axis.rows - 1, row));
}
