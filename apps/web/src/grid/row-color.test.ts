import type { Condition } from '@tessera/model';
import type { OutField, OutValue } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import type { CellEnv } from '../field-types/field-ui.ts';
import { rowColorOf } from './row-color.ts';

const env: CellEnv = {
  workspace: 'w',
  language: 'en',
  timeZone: 'Asia/Shanghai',
  today: '2026-11-22',
  members: [],
  me: 'm1',
};
const options = [
  { id: 'o1', name: 'Won', color: 'green' },
  { id: 'o2', name: 'Lost', color: 'red' },
];
const fields = [
  { id: 'name', type: 'text' },
  { id: 'price', type: 'currency', precision: 2 },
  { id: 'stage', type: 'singleSelect', options },
  { id: 'tags', type: 'multiSelect', options },
  { id: 'day', type: 'date' },
  { id: 'at', type: 'dateTime' },
  { id: 'who', type: 'member' },
  { id: 'done', type: 'checkbox' },
  { id: 'to', type: 'link', side: 'forward', target: 't2' },
] as unknown as OutField[];

const colorIn = (when: Condition, cells: Readonly<Record<string, OutValue>>) =>
  rowColorOf({ rules: [{ when, color: 'red' }] }, fields, env)?.((field) => cells[field]) ?? null;

describe('the colour of a record', () => {
  it('is that of its choice', () => {
    const color = rowColorOf({ field: 'stage' }, fields, env);
    expect(color?.((id) => (id === 'stage' ? { id: 'o1', name: 'Won' } : null))).toBe('green');
    expect(color?.(() => null)).toBeNull();
    expect(color?.(() => undefined)).toBeNull();
  });

  it('is that of the first conditions it meets', () => {
    const rules = [
      { when: { op: 'gt', field: 'price', value: 100 }, color: 'red' },
      { when: { op: 'gt', field: 'price', value: 10 }, color: 'amber' },
    ] as const;
    const color = rowColorOf({ rules }, fields, env);
    expect([1000, 100, 10].map((price) => color?.(() => price))).toEqual(['red', 'amber', null]);
  });

  it.each<[Condition, Readonly<Record<string, OutValue>>, boolean]>([
    [{ op: 'contains', field: 'name', value: 'PALM' }, { name: 'Date palm' }, true],
    [{ op: 'is', field: 'price', value: 19.99 }, { price: 19.99 }, true],
    [{ op: 'anyOf', field: 'stage', value: ['o2'] }, { stage: { id: 'o2', name: 'Lost' } }, true],
    [
      { op: 'hasAll', field: 'tags', value: ['o1', 'o2'] },
      { tags: [{ id: 'o2', name: 'L' }] },
      false,
    ],
    [{ op: 'within', field: 'day', value: { range: 'thisWeek' } }, { day: '2026-11-17' }, true],
    [{ op: 'within', field: 'day', value: { range: 'today' } }, { day: '2026-11-21' }, false],
    [
      { op: 'within', field: 'at', value: { range: 'today' } },
      { at: '2026-11-21T16:00:00.000Z' },
      true,
    ],
    [{ op: 'is', field: 'who', value: { context: 'me' } }, { who: { id: 'm1', name: 'Me' } }, true],
    [{ op: 'is', field: 'done', value: false }, { done: null }, true],
    [{ op: 'contains', field: 'to', value: 'har' }, { to: [{ id: 'r', title: 'Harbour' }] }, true],
    [{ op: 'contains', field: 'to', value: 'har' }, { to: [{ noAccess: true }] }, false],
    [{ op: 'empty', field: 'to' }, { to: [{ noAccess: true }] }, false],
    [{ op: 'empty', field: 'to' }, { to: [] }, true],
    [{ op: 'not', of: { op: 'contains', field: 'name', value: 'x' } }, { name: null }, true],
    [{ op: 'is', field: 'gone', value: 'x' }, {}, false],
  ])('follows its cells: %j of %j', (when, cells, met) => {
    expect(colorIn(when, cells)).toBe(met ? 'red' : null);
  });

  it('tells nothing of a cell that may not be seen, however it is asked for', () => {
    expect(colorIn({ op: 'empty', field: 'price' }, {})).toBeNull();
    expect(colorIn({ op: 'not', of: { op: 'is', field: 'price', value: 1 } }, {})).toBeNull();
    expect(colorIn({ op: 'empty', field: 'to' }, {})).toBeNull();
    expect(colorIn({ op: 'is', field: 'done', value: false }, {})).toBeNull();
    expect(colorIn({ op: 'empty', field: 'price' }, { price: null })).toBe('red');
  });
});
