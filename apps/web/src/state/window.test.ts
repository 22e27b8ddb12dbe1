import { describe, expect, it } from 'vitest';
import {
  blockSize,
  covers,
  emptyWindow,
  idAt,
  liveIds,
  liveSpan,
  liveSpans,
  missingBlocks,
  placeInLive,
  rowOf,
  trimmed,
  withBlock,
  withLive,
  withoutIds,
  withTotal,
} from './window.ts';

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `r${from + i}`);
const live = [{ offset: 0, limit: 200 }];
const loaded = withLive(emptyWindow, live, ids(0, 200), 1000);

describe('the window of rows', () => {
  it('knows the rows of a snapshot and says which blocks are missing', () => {
    expect(idAt(loaded, 0)).toBe('r0');
    expect(idAt(loaded, 199)).toBe('r199');
    expect(idAt(loaded, 200)).toBeUndefined();
    expect(rowOf(loaded, 'r150')).toBe(150);
    expect(missingBlocks(loaded, 150, 420)).toEqual([2, 3, 4]);
    expect(missingBlocks(loaded, 950, 5000)).toEqual([9]);
  });

  it('keeps blocks elsewhere while nothing moves', () => {
    const both = withBlock(loaded, 7, ids(700, 100), 1000);
    const again = withLive(both, live, ids(0, 200), 1000);
    expect(idAt(again, 700)).toBe('r700');
  });

  it('drops blocks outside of the live stretch when the order changes', () => {
    const both = withBlock(loaded, 7, ids(700, 100), 1000);
    const swapped = [...ids(0, 200)].reverse();
    const after = withLive(both, live, swapped, 1000);
    expect(idAt(after, 0)).toBe('r199');
    expect(idAt(after, 700)).toBeUndefined();
  });

  it('drops them when only the total changes', () => {
    const both = withBlock(loaded, 7, ids(700, 100), 1000);
    const after = withTotal(both, 999);
    expect(idAt(after, 700)).toBeUndefined();
    expect(liveIds(after)).toEqual(ids(0, 200));
    expect(withTotal(both, 1000)).toBe(both);
  });

  it('keeps only the live stretch when an answer for another block knows of other rows', () => {
    const both = withBlock(withBlock(loaded, 7, ids(700, 100), 1000), 5, ids(500, 100), 1001);
    expect(both.total).toBe(1001);
    expect(idAt(both, 700)).toBeUndefined();
    expect(idAt(both, 500)).toBe('r500');
    expect(idAt(both, 10)).toBe('r10');
  });

  it('closes up after a delete of mine', () => {
    const after = withoutIds(loaded, new Set(['r0', 'r5']));
    expect(after.total).toBe(998);
    expect(idAt(after, 0)).toBe('r1');
    expect(rowOf(after, 'r5')).toBe(-1);
  });

  it('holds an empty table', () => {
    const empty = withLive(emptyWindow, live, [], 0);
    expect(empty.total).toBe(0);
    expect(missingBlocks(empty, 0, 50)).toEqual([]);
  });
});

describe('the live stretch', () => {
  it('is aligned to blocks and covers what is in view', () => {
    const span = liveSpan(430, 470);
    expect(span.offset % blockSize).toBe(0);
    expect(covers([span], 430, 470)).toBe(true);
    expect(liveSpan(0, 5000).limit).toBeLessThanOrEqual(500);
  });

  it('has several parts where folded groups lie between what is in view', () => {
    const spans = liveSpans([
      [3, 20],
      [50, 130],
      [4210, 4230],
    ]);
    expect(spans).toEqual([
      { offset: 0, limit: 200 },
      { offset: 4200, limit: 100 },
    ]);
    const window = withLive(emptyWindow, spans, [...ids(0, 200), ...ids(4200, 50)], 4250);
    expect([idAt(window, 199), idAt(window, 4200), idAt(window, 4249)]).toEqual([
      'r199',
      'r4200',
      'r4249',
    ]);
    expect(idAt(window, 300)).toBeUndefined();
    expect([placeInLive(spans, 150), placeInLive(spans, 4201), placeInLive(spans, 300)]).toEqual([
      150, 201, -1,
    ]);
    expect(covers(spans, 4200, 4240)).toBe(true);
    expect(covers(spans, 150, 4240)).toBe(false);
    const many = Array.from({ length: 30 }, (_, at) => [at * 1000, at * 1000 + 1] as const);
    expect(liveSpans(many)).toHaveLength(8);
  });

  it('survives when far blocks are forgotten', () => {
    let window = loaded;
    for (let block = 2; block < 10; block++)
      window = withBlock(window, block, ids(block * 100, 100), 1000);
    const near = trimmed(window, 900, 940, 2);
    expect(idAt(near, 0)).toBe('r0');
    expect(idAt(near, 900)).toBe('r900');
    expect(idAt(near, 400)).toBeUndefined();
  });
});
