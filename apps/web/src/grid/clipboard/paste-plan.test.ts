import type { OutField, OutValue } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { parseText } from '../../field-types/convert.ts';
import type { CellEnv } from '../../field-types/field-ui.ts';
import { type PasteTarget, planPaste } from './paste-plan.ts';
import { landing, sourceOf } from './tile.ts';

const env: CellEnv = {
  workspace: 'w',
  language: 'en',
  timeZone: 'UTC',
  today: '2026-11-21',
  members: [],
};
const field = (id: string, type: OutField['type'], more: Partial<OutField> = {}): OutField => ({
  id,
  name: id,
  slug: id,
  type,
  level: 'edit',
  creatable: true,
  everywhere: true,
  ...more,
});
const fields = [
  field('name', 'text'),
  field('amount', 'number', { precision: 2 }),
  field('note', 'text'),
];

function target(selection: PasteTarget['selection'], more: Partial<PasteTarget> = {}): PasteTarget {
  return {
    fields,
    selection,
    rows: 3,
    row: (index) => ({
      id: `r${index}`,
      value: (id): OutValue => (id === 'amount' ? 10 : 'old'),
      open: () => true,
    }),
    creatable: (one) => one.creatable,
    convert: (one, cell) => parseText(one, cell.text, env),
    ...more,
  };
}
const block = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((text) => ({ text })));
const spot = (row: number, col: number) => ({ top: row, left: col, bottom: row, right: col });

describe('where a block lands', () => {
  it('is its own size at the corner of a selection that it does not tile', () => {
    expect(landing({ rows: 2, cols: 2 }, { top: 1, left: 0, bottom: 3, right: 0 })).toEqual({
      top: 1,
      left: 0,
      bottom: 2,
      right: 1,
    });
  });

  it('is the whole selection for one value, and for an exact multiple', () => {
    const selection = { top: 0, left: 0, bottom: 3, right: 1 };
    expect(landing({ rows: 1, cols: 1 }, selection)).toEqual(selection);
    expect(landing({ rows: 2, cols: 1 }, selection)).toEqual(selection);
    expect(sourceOf({ rows: 2, cols: 1 }, selection, 3, 1)).toEqual([1, 0]);
  });
});

describe('planning a paste', () => {
  it('changes what differs, with the value that was seen before', () => {
    const plan = planPaste(block([['old', '12.50']]), target(spot(0, 0)));
    expect(plan.changes).toEqual([{ id: 'r0', field: 'amount', value: 12.5, base: 10 }]);
  });

  it('fills a whole range with one value', () => {
    const plan = planPaste(block([['7']]), target({ top: 0, left: 1, bottom: 2, right: 1 }));
    expect(plan.changes.map((change) => change.id)).toEqual(['r0', 'r1', 'r2']);
  });

  it('never wipes a value with one that does not fit, and counts it', () => {
    const plan = planPaste(block([['new', 'many']]), target(spot(0, 0)));
    expect(plan.changes).toEqual([{ id: 'r0', field: 'name', value: 'new', base: 'old' }]);
    expect(plan.invalid).toBe(1);
  });

  it('leaves out closed cells before anything is sent', () => {
    const closed = target(spot(0, 0), {
      row: (index) => ({ id: `r${index}`, value: () => 'old', open: (one) => one.id !== 'note' }),
    });
    const plan = planPaste(block([['a', '1', 'b']]), closed);
    expect(plan.changes.map((change) => change.field)).toEqual(['name', 'amount']);
    expect(plan.closed).toBe(1);
  });

  it('makes new records of rows beyond the end, of fields that may be given to them', () => {
    const some = target(spot(2, 0), { creatable: (one) => one.id !== 'note' });
    const plan = planPaste(
      block([
        ['a', '1', 'x'],
        ['b', '2', 'y'],
        ['c', '3', ''],
      ]),
      some,
    );
    expect(plan.changes.every((change) => change.id === 'r2')).toBe(true);
    expect(plan.creates).toEqual([
      { name: 'b', amount: 2 },
      { name: 'c', amount: 3 },
    ]);
    expect(plan.closed).toBe(1);
  });

  it('names columns beyond the last one and rows that could not be loaded', () => {
    const some = target(spot(0, 2), {
      row: (index) => (index === 1 ? undefined : target(spot(0, 0)).row(index)),
    });
    const plan = planPaste(
      block([
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ]),
      some,
    );
    expect(plan.extraColumns).toBe(2);
    expect(plan.missingRows).toBe(1);
    expect(plan.changes).toHaveLength(1);
  });
});
