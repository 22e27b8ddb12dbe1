import { describe, expect, it } from 'vitest';
import {
  at,
  collapsed,
  everything,
  fitted,
  mainRange,
  moved,
  rangesOf,
  type Selection,
  selectedRows,
  sizeOf,
  step,
  tabbed,
  wholeColumns,
  wholeRows,
} from './selection.ts';

const bounds = { rows: 100, cols: 5 };

describe('moving through cells', () => {
  it('stays inside of the grid at every edge', () => {
    expect(moved({ row: 0, col: 0 }, 'left', bounds, 10)).toEqual({ row: 0, col: 0 });
    expect(moved({ row: 0, col: 0 }, 'up', bounds, 10)).toEqual({ row: 0, col: 0 });
    expect(moved({ row: 99, col: 4 }, 'down', bounds, 10)).toEqual({ row: 99, col: 4 });
    expect(moved({ row: 99, col: 4 }, 'right', bounds, 10)).toEqual({ row: 99, col: 4 });
  });

  it('goes a screen at a time with PageDown, and to the ends with Home, End and Mod', () => {
    expect(moved({ row: 5, col: 2 }, 'pageDown', bounds, 20)).toEqual({ row: 25, col: 2 });
    expect(moved({ row: 95, col: 2 }, 'pageDown', bounds, 20)).toEqual({ row: 99, col: 2 });
    expect(moved({ row: 5, col: 2 }, 'rowStart', bounds, 20)).toEqual({ row: 5, col: 0 });
    expect(moved({ row: 5, col: 2 }, 'rowEnd', bounds, 20)).toEqual({ row: 5, col: 4 });
    expect(moved({ row: 5, col: 2 }, 'first', bounds, 20)).toEqual({ row: 0, col: 0 });
    expect(moved({ row: 5, col: 2 }, 'last', bounds, 20)).toEqual({ row: 99, col: 4 });
  });

  it('wraps with Tab at the end of a row and stays at the end of the grid', () => {
    expect(tabbed(at(3, 4), false, bounds).active).toEqual({ row: 4, col: 0 });
    expect(tabbed(at(3, 0), true, bounds).active).toEqual({ row: 2, col: 4 });
    expect(tabbed(at(99, 4), false, bounds).active).toEqual({ row: 99, col: 4 });
    expect(tabbed(at(0, 0), true, bounds).active).toEqual({ row: 0, col: 0 });
  });
});

describe('ranges', () => {
  it('grow and shrink at the head while Shift is held, around the same active cell', () => {
    let selection = at(5, 2);
    selection = step(selection, 'down', true, bounds, 10);
    selection = step(selection, 'right', true, bounds, 10);
    expect(mainRange(selection)).toEqual({ top: 5, left: 2, bottom: 6, right: 3 });
    expect(selection.active).toEqual({ row: 5, col: 2 });
    for (let i = 0; i < 3; i++) selection = step(selection, 'up', true, bounds, 10);
    expect(mainRange(selection)).toEqual({ top: 3, left: 2, bottom: 5, right: 3 });
  });

  it('collapse to a single cell when a key moves without Shift', () => {
    const wide = step(at(5, 2), 'pageDown', true, bounds, 10);
    expect(step(wide, 'down', false, bounds, 10)).toEqual(at(6, 2));
    expect(collapsed(wide)).toEqual(at(5, 2));
  });

  it('cover whole rows, whole columns, or everything', () => {
    expect(mainRange(wholeRows(at(5, 2), bounds))).toEqual({
      top: 5,
      left: 0,
      bottom: 5,
      right: 4,
    });
    expect(mainRange(wholeColumns(at(5, 2), bounds))).toEqual({
      top: 0,
      left: 2,
      bottom: 99,
      right: 2,
    });
    expect(sizeOf(mainRange(everything(at(5, 2), bounds)))).toBe(500);
  });

  it('name each selected row once, in order', () => {
    const selection: Selection = {
      ...at(2, 0),
      extra: [
        { top: 7, left: 0, bottom: 8, right: 4 },
        { top: 1, left: 0, bottom: 2, right: 4 },
      ],
    };
    expect(selectedRows(selection)).toEqual([1, 2, 7, 8]);
    expect(rangesOf(selection)).toHaveLength(3);
  });

  it('fall back to a cell that exists when the grid shrinks below them', () => {
    const selection = step(at(90, 2), 'pageDown', true, bounds, 5);
    expect(fitted(selection, bounds)).toBe(selection);
    expect(fitted(selection, { rows: 50, cols: 2 })).toEqual(at(49, 1));
  });
});
