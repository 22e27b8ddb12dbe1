import { type Lines, rowAt, rowsBetween, stuckHeight, topOfRow } from './groups/lines.ts';

/**
 * Browsers cut off elements at some 17 (Firefox) to 33 million pixels (Chrome), which is less than a million
 * rows. Above this height the scroll bar is a scale of the rows instead of their pixels.
 */
export const tallest = 12_000_000;

/** The rows of a grid, and the heads of its groups, as they lie in its scroll area. */
export interface RowAxis {
  readonly lines: Lines;
  /** Height of the visible part, in pixels. */
  readonly view: number;
}

/** The height of the scroll area. */
export function scrollHeight(axis: RowAxis): number {
  return Math.min(axis.lines.height, tallest);
}

/** How many real pixels stand above the visible part at a scroll position. */
export function toReal(axis: RowAxis, scroll: number): number {
  const full = axis.lines.height;
  if (full <= tallest) return scroll;
  return (scroll / (tallest - axis.view)) * (full - axis.view);
}

/** The scroll position at which so many real pixels stand above the visible part. */
export function toScroll(axis: RowAxis, above: number): number {
  const full = axis.lines.height;
  if (full <= tallest) return above;
  return (above / (full - axis.view)) * (tallest - axis.view);
}

/** What is drawn at a scroll position: real pixels, with some more on either side. */
export interface Drawn {
  readonly from: number;
  readonly to: number;
  /** Stretches of neighbouring rows; several where heads stand between them. */
  readonly rows: readonly (readonly [first: number, last: number])[];
  /** Moves a real top into the scroll area. */
  readonly shift: number;
}

/** The rows to draw at a scroll position. */
export function rowsAt(axis: RowAxis, scroll: number, overscan = 6): Drawn {
  const above = toReal(axis, scroll);
  const more = overscan * axis.lines.rowHeight;
  const [from, to] = [Math.max(0, above - more), above + axis.view + more];
  return { from, to, rows: rowsBetween(axis.lines, from, to), shift: scroll - above };
}

/** The scroll position that brings a row into view with the least movement, or the present one. */
export function scrollToRow(axis: RowAxis, scroll: number, row: number): number {
  const { lines } = axis;
  return scrollToPixels(
    axis,
    scroll,
    topOfRow(lines, row),
    lines.rowHeight,
    stuckHeight(lines, row),
  );
}

/** The same for whatever lies at a height; `covered` is what stays at the top edge when it lies there. */
export function scrollToPixels(
  axis: RowAxis,
  scroll: number,
  top: number,
  height: number,
  covered: number,
): number {
  const above = toReal(axis, scroll);
  if (top - covered < above) return toScroll(axis, Math.max(0, top - covered));
  const bottom = top + height;
  return bottom > above + axis.view ? toScroll(axis, bottom - axis.view) : scroll;
}

/** The row at a height below the header, clamped to the grid; 0 when no row is shown. */
export function rowAtY(axis: RowAxis, scroll: number, y: number): number {
  return Math.max(0, rowAt(axis.lines, toReal(axis, scroll) + y));
}
