import type { GroupBy } from '@tessera/model';
import type { OutGroup } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { isFoldedIn, turned } from './fold-state.ts';
import { groupTree, mostGroups } from './group-tree.ts';
import {
  headHeight,
  headOf,
  headsBetween,
  isShown,
  layLines,
  nextLine,
  placeOf,
  rowAt,
  rowAtPlace,
  rowsBetween,
  stuckHeads,
  stuckHeight,
  topOfRow,
} from './lines.ts';

const by: readonly GroupBy[] = [
  { field: 'stage', direction: 'asc' },
  { field: 'owner', direction: 'asc' },
];
const closed = { noAccess: true } as const;
const group = (values: readonly (string | null)[], count: number, sum = 0): OutGroup => ({
  keys: values.map((value) => (value === '!' ? closed : { value })),
  measures: values.includes('!') ? [null, null] : [count, sum],
});
/** Open: 3 of a, 2 of b. Won: 4, of which 3 of nobody known. Closed to me: 2. */
const levels = [
  [group(['open'], 5, 50), group(['won'], 4, 40), group(['!'], 0)],
  [
    group(['open', 'a'], 3, 30),
    group(['open', 'b'], 2, 20),
    group(['won', 'a'], 1),
    group(['won', '!'], 0),
    group(['!', 'a'], 0),
  ],
];
const tree = groupTree(levels, by, 11);
const row = 34;
const laid = (folded: readonly string[] = []) =>
  layLines(11, row, tree, (key) => folded.includes(key));

describe('the tree of groups', () => {
  it('tells where each group begins, and what is left for one whose key may not be read', () => {
    const flat = tree.map(({ kind, value, first, count, inner }) => [
      kind,
      value,
      first,
      count,
      inner.map((one) => [one.kind, one.value, one.first, one.count]),
    ]);
    expect(flat).toEqual([
      [
        'value',
        'open',
        0,
        5,
        [
          ['value', 'a', 0, 3],
          ['value', 'b', 3, 2],
        ],
      ],
      [
        'value',
        'won',
        5,
        4,
        [
          ['value', 'a', 5, 1],
          ['closed', null, 6, 3],
        ],
      ],
      ['closed', null, 9, 2, []],
    ]);
    expect(tree[0]?.measures).toEqual([50]);
    expect(tree[2]?.measures).toEqual([]);
    expect(tree[1]?.inner[0]?.path.map(({ value }) => value)).toEqual(['won', 'a']);
  });

  it('puts what goes beyond the most groups under one head', () => {
    const many = Array.from({ length: mostGroups }, (_, at) => group([`v${at}`], 1));
    const heads = groupTree([many], by.slice(0, 1), 5000);
    expect(heads).toHaveLength(mostGroups + 1);
    expect(heads.at(-1)).toMatchObject({ kind: 'more', first: 1000, count: 4000 });
  });

  it('never counts more than there is while counts and rows are not of one moment', () => {
    const heads = groupTree([[group(['open'], 5), group(['won'], 4)]], by.slice(0, 1), 7);
    expect(heads.map(({ first, count }) => [first, count])).toEqual([
      [0, 5],
      [5, 2],
    ]);
  });
});

describe('the lines of a grouped grid', () => {
  it('lie below one another, heads and rows', () => {
    const lines = laid();
    expect(lines.shown).toBe(11);
    expect(lines.height).toBe(11 * row + 7 * headHeight);
    expect(topOfRow(lines, 0)).toBe(2 * headHeight);
    expect(topOfRow(lines, 3)).toBe(3 * headHeight + 3 * row);
    expect(topOfRow(lines, 9)).toBe(7 * headHeight + 9 * row);
    for (let at = 0; at < 11; at++) expect(rowAt(lines, topOfRow(lines, at) + 5)).toBe(at);
    // On a head: the nearest row.
    expect(rowAt(lines, 5)).toBe(0);
    expect(rowsBetween(lines, 0, lines.height)).toEqual([
      [0, 2],
      [3, 4],
      [5, 5],
      [6, 8],
      [9, 10],
    ]);
    expect(rowsBetween(lines, topOfRow(lines, 7), topOfRow(lines, 8))).toEqual([[7, 7]]);
    expect(headsBetween(lines, 0, headHeight).map(({ head }) => head.value)).toEqual(['open', 'a']);
  });

  it('close up where a group is folded, and the keyboard goes from its head to the next', () => {
    const lines = laid(['/"open"']);
    expect(lines.shown).toBe(6);
    expect(isShown(lines, 2)).toBe(false);
    expect(topOfRow(lines, 2)).toBe(0);
    expect(headOf(lines, 2)?.head.value).toBe('open');
    expect([
      placeOf(lines, 5),
      placeOf(lines, 10),
      rowAtPlace(lines, 0),
      rowAtPlace(lines, 5),
    ]).toEqual([0, 5, 5, 10]);
    const walked: string[] = [];
    let line = nextLine(lines, { head: tree[0] as never }, true);
    while (line && walked.length < 20) {
      walked.push('row' in line ? `${line.row}` : `${line.head.depth}${line.head.value}`);
      line = nextLine(lines, line, true);
    }
    expect(walked).toEqual(['0won', '1a', '5', '1null', '6', '7', '8', '0null', '9', '10']);
    expect(nextLine(lines, { row: 5 }, false)).toMatchObject({ head: { value: 'a', depth: 1 } });
    expect(nextLine(lines, { head: tree[0] as never }, false)).toBeUndefined();
  });

  it('keeps the heads of the topmost record at the edge, pushed up by the next group', () => {
    const lines = laid();
    expect(stuckHeads(lines, 0)).toEqual([]);
    const within = stuckHeads(lines, 1);
    expect(within.map(({ line, offset }) => [line.head.value, offset])).toEqual([
      ['open', 0],
      ['a', headHeight],
    ]);
    const leaving = stuckHeads(lines, topOfRow(lines, 5) - 2 * headHeight - 20);
    expect(leaving[0]).toMatchObject({
      line: { head: { value: 'open' } },
      offset: 20 - headHeight,
    });
    expect(stuckHeight(lines, 1)).toBe(2 * headHeight);
    expect(
      stuckHeight(
        layLines(50, row, null, () => false),
        1,
      ),
    ).toBe(0);
  });
});

describe('folds', () => {
  it('turn one group, or all but some', () => {
    const none = { all: false, except: new Set<string>() };
    const one = turned(none, 'a');
    expect([isFoldedIn(one, 'a'), isFoldedIn(one, 'b')]).toEqual([true, false]);
    expect(isFoldedIn(turned(one, 'a', true), 'a')).toBe(true);
    const all = { all: true, except: new Set<string>() };
    expect(isFoldedIn(turned(all, 'b'), 'b')).toBe(false);
    expect(isFoldedIn(turned(all, 'b'), 'a')).toBe(true);
  });
});
