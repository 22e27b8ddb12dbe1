import { shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';

/** Width of the row number, checkbox and open button before the first column. */
export const gutter = 72;
export const headerHeight = 36;
/** Frozen columns take no more than this, so that something is left to scroll, in pixels. */
export const mostFrozen = 760;
export const narrowest = 60;
export const widest = 800;

export type RowHeight = 'short' | 'medium' | 'tall' | 'extraTall';
export const rowHeights: Readonly<Record<RowHeight, number>> = {
  short: 34,
  medium: 54,
  tall: 92,
  extraTall: 130,
};
export const rowLines: Readonly<Record<RowHeight, number>> = {
  short: 1,
  medium: 2,
  tall: 4,
  extraTall: 6,
};

/** A column as it is drawn. `left` counts from the left edge of the scroll area, gutter included. */
export interface Column {
  readonly field: OutField;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly frozen: boolean;
}

/** Icon, marks and edges beside the name of a column, in pixels. */
const headerMarks = 60;
const widestDefault = 300;

/** About how wide a name is in the header: a Han character takes a square, others a little more than half. */
export function nameWidth(name: string): number {
  let width = 0;
  for (const sign of name)
    width += (sign.codePointAt(0) ?? 0) >= 0x2e80 ? 13 : /[A-Zmw]/.test(sign) ? 9.5 : 7.3;
  return Math.ceil(width);
}

/** The width of a column that nobody has resized: what its type needs, and its whole name if that is not too long. */
export function defaultWidth(field: OutField, title: boolean): number {
  const named = Math.min(widestDefault, nameWidth(field.name) + headerMarks);
  return Math.max(typeWidth(field, title), named);
}

function typeWidth(field: OutField, title: boolean): number {
  if (title) return 260;
  switch (shownType(field)) {
    case 'checkbox':
      return 90;
    case 'number':
    case 'percent':
    case 'autonumber':
      return 120;
    case 'longText':
      return 260;
    case 'dateTime':
    case 'createdTime':
    case 'modifiedTime':
    case 'link':
    case 'multiSelect':
    case 'email':
    case 'url':
      return 190;
    default:
      return 150;
  }
}

/** Where the scrolled part begins: everything left of it stays. */
export function frozenWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => (column.frozen ? sum + column.width : sum), gutter);
}

/** Width of all columns with the gutter. */
export function totalWidth(columns: readonly Column[]): number {
  const last = columns.at(-1);
  return last ? last.left + last.width : gutter;
}

/** The column at a distance from the left edge of the visible part; -1 in the gutter. Clamped at the right. */
export function columnAtX(columns: readonly Column[], scrollLeft: number, x: number): number {
  if (x < gutter) return -1;
  const inside = x < frozenWidth(columns) ? x : x + scrollLeft;
  const found = columns.find((column) => inside < column.left + column.width);
  return found ? found.index : columns.length - 1;
}

/** The scroll position that brings a column into view beside the frozen ones. */
export function scrollToColumn(
  columns: readonly Column[],
  scrollLeft: number,
  view: number,
  index: number,
): number {
  const column = columns[index];
  if (!column || column.frozen) return scrollLeft;
  const edge = frozenWidth(columns);
  if (column.left - edge < scrollLeft) return column.left - edge;
  const right = column.left + column.width;
  if (right > scrollLeft + view) return Math.min(right - view, column.left - edge);
  return scrollLeft;
}

/** The scrolled columns to draw: those in view and a little more. */
export function columnsInView(
  columns: readonly Column[],
  scrollLeft: number,
  view: number,
  overscan = 200,
): readonly [first: number, last: number] {
  const from = scrollLeft + frozenWidth(columns) - overscan;
  const to = scrollLeft + view + overscan;
  let first = columns.length;
  let last = -1;
  for (const column of columns) {
    if (column.frozen || column.left + column.width < from || column.left > to) continue;
    first = Math.min(first, column.index);
    last = Math.max(last, column.index);
  }
  return [first, last];
}
