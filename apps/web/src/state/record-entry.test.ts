import { describe, expect, it } from 'vitest';
import { afterDelta, cellLevel, entriesOf, may, withEntries } from './record-entry.ts';

const all = { actions: ['view', 'edit', 'delete'], fields: { a: 'edit', b: 'edit' } } as const;
const some = { actions: ['view'], fields: { a: 'read' } } as const;
const start = withEntries(
  new Map(),
  entriesOf(
    [
      { id: 'r1', fields: { a: 1, b: 2 }, _g: 0 },
      { id: 'r2', fields: { a: 3 }, _g: 1 },
    ],
    [all, some],
  ),
);
const delta = {
  n: 1,
  type: 'delta',
  sub: 's1',
  leave: [],
  enter: [],
  update: [],
  outcomes: [all, some],
  total: 2,
} as const;

describe('records with their outcomes', () => {
  it('say what may be done, and show nothing of cells that no outcome names', () => {
    const [one, two] = [...start.values()];
    expect(one && may(one, 'delete')).toBe(true);
    expect(two && may(two, 'delete')).toBe(false);
    expect(one && cellLevel(one, 'b')).toBe('edit');
    expect(two && cellLevel(two, 'b')).toBe('hidden');
  });

  it('permit nothing when an outcome is missing', () => {
    const [entry] = entriesOf([{ id: 'r9', fields: { a: 1 }, _g: 7 }], [all]);
    expect(entry?.outcome).toEqual({ actions: [], fields: {} });
  });
});

describe('a delta', () => {
  it('merges changed cells, removes gone ones and takes the new outcome', () => {
    const update = [{ id: 'r1', fields: { a: 9 }, gone: ['b'], _g: 1 }];
    const after = afterDelta(start, { ...delta, update }, new Set());
    expect(after.get('r1')).toEqual({ id: 'r1', cells: { a: 9 }, outcome: some });
    expect(start.get('r1')?.cells).toEqual({ a: 1, b: 2 });
  });

  it('drops what left and adds what entered', () => {
    const enter = [{ id: 'r3', fields: { a: 5 }, _g: 0 }];
    const after = afterDelta(start, { ...delta, leave: ['r1'], enter }, new Set());
    expect([...after.keys()]).toEqual(['r2', 'r3']);
  });

  it('keeps a record that is held in place, and ignores updates of strangers', () => {
    const update = [{ id: 'nobody', fields: { a: 1 }, gone: [], _g: 0 }];
    const after = afterDelta(start, { ...delta, leave: ['r1'], update }, new Set(['r1']));
    expect([...after.keys()]).toEqual(['r1', 'r2']);
  });
});
