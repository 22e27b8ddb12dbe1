import type { Range } from '../selection.ts';

export interface Size {
  readonly rows: number;
  readonly cols: number;
}

/**
 * Where a block lands: one value fills the selection, a block tiles a selection that is an exact multiple of
 * it, and otherwise lies at the selection's corner with its own size.
 */
export function landing(block: Size, selection: Range): Range {
  const rows = selection.bottom - selection.top + 1;
  const cols = selection.right - selection.left + 1;
  const tiles = rows % block.rows === 0 && cols % block.cols === 0;
  return {
    top: selection.top,
    left: selection.left,
    bottom: selection.top + (tiles ? rows : block.rows) - 1,
    right: selection.left + (tiles ? cols : block.cols) - 1,
  };
}

/** Which cell of the block a place in the landing range takes. */
export function sourceOf(
  block: Size,
  target: Range,
  row: number,
  col: number,
): readonly [number, number] {
  return [(row - target.top) % block.rows, (col - target.left) % block.cols];
}
