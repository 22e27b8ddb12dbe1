import { describe, expect, it } from 'vitest';
import { layLines } from './groups/lines.ts';
import {
  rowAtY,
  rowsAt,
  scrollHeight,
  scrollToRow,
  tallest,
  toReal,
  toScroll,
} from './viewport.ts';

const plain = (rows: number) => ({ lines: layLines(rows, 34, null, () => false), view: 680 });
const small = plain(1000);
const huge = plain(2_000_000);

describe('rows in view', () => {
  it('are those at the scroll position with some on either side', () => {
    expect(rowsAt(small, 0, 6)).toMatchObject({ rows: [[0, 25]], shift: 0 });
    expect(rowsAt(small, 3400, 6)).toMatchObject({ rows: [[94, 125]] });
  });

  it('are none in an empty grid', () => {
    expect(rowsAt(plain(0), 0).rows).toEqual([]);
  });

  it('reach the first and the last of two million rows in a scroll area that browsers can draw', () => {
    expect(scrollHeight(huge)).toBe(tallest);
    expect(rowsAt(huge, 0).rows[0]?.[0]).toBe(0);
    const end = rowsAt(huge, tallest - huge.view);
    expect(end.rows.at(-1)?.[1]).toBe(1_999_999);
    // The last row is drawn at the foot of the visible part, not where its real pixels would be.
    const bottom = huge.lines.height + end.shift;
    expect(bottom).toBeCloseTo(tallest, 3);
  });

  it('translate scroll positions to real pixels and back', () => {
    for (const scroll of [0, 1234, 5_000_000, tallest - huge.view]) {
      expect(toScroll(huge, toReal(huge, scroll))).toBeCloseTo(scroll, 3);
    }
  });
});

describe('bringing a row into view', () => {
  it('moves as little as possible', () => {
    expect(scrollToRow(small, 340, 15)).toBe(340);
    expect(scrollToRow(small, 340, 5)).toBe(170);
    expect(scrollToRow(small, 0, 20)).toBe(34);
  });

  it('finds the row under a pointer, clamped to the grid', () => {
    expect(rowAtY(small, 340, 35)).toBe(11);
    expect(rowAtY(small, 0, -50)).toBe(0);
    expect(rowAtY(plain(3), 0, 600)).toBe(2);
  });
});
