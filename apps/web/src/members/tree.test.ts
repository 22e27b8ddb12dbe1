import { describe, expect, it } from 'vitest';
import { foundWithAbove, treeRows, withBelow } from './tree.ts';

const items = [
  { id: 'a', name: 'Sales', parent: null },
  { id: 'b', name: 'East', parent: 'a' },
  { id: 'c', name: 'City', parent: 'b' },
  { id: 'd', name: 'Service', parent: 'gone' },
];
const lines = (...given: Parameters<typeof treeRows>) =>
  treeRows(...given).map(({ item, depth, open }) => `${item.id}${depth}${open ?? ''}`);

describe('a tree of names', () => {
  it('shows what is open, and at the top what has lost what stood above it', () => {
    expect(lines(items, () => true)).toEqual(['a0true', 'b1true', 'c2', 'd0']);
    expect(lines(items, (_, depth) => depth < 1)).toEqual(['a0true', 'b1false', 'd0']);
    expect(treeRows(items, () => false).map(({ at, of }) => [at, of])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('opens what a search finds and leaves out the rest', () => {
    const only = foundWithAbove(items, ' CITY ');
    expect(only && lines(items, () => false, only)).toEqual(['a0true', 'b1true', 'c2']);
    expect(foundWithAbove(items, ' ')).toBeUndefined();
    expect(foundWithAbove(items, 'x')?.size).toBe(0);
  });

  it('knows what cannot be moved where, and ends on a circle', () => {
    expect([...withBelow(items, 'a')]).toEqual(['a', 'b', 'c']);
    const circle = [
      { id: 'x', name: 'X', parent: 'y' },
      { id: 'y', name: 'Y', parent: 'x' },
    ];
    expect(lines(circle, () => true)).toEqual([]);
    expect(withBelow(circle, 'x').size).toBe(2);
  });

  it('takes a thousand people at once', () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({
      id: `m${n}`,
      name: `Member ${n}`,
      parent: n === 0 ? null : `m${Math.floor((n - 1) / 4)}`,
    }));
    expect(treeRows(many, () => true)).toHaveLength(1000);
    expect(withBelow(many, 'm0').size).toBe(1000);
  });
});
