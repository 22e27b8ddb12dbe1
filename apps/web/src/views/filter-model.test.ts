import type { Condition } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import {
  countAtoms,
  emptyTree,
  type FilterTree,
  fromCondition,
  newRow,
  operatorsFor,
  toCondition,
} from './filter-model.ts';

const field = (id: string, type: OutField['type']): OutField => ({
  id,
  name: id,
  slug: id,
  type,
  level: 'edit',
  creatable: true,
  everywhere: true,
});
const fields = [
  field('name', 'text'),
  field('amount', 'number'),
  field('owner', 'member'),
  field('due', 'date'),
];

describe('the filter builder', () => {
  it('turns lines and one nested group into a condition and back', () => {
    const tree: FilterTree = {
      join: 'and',
      items: [
        { field: 'name', operator: 'notContains', value: 'x' },
        {
          join: 'or',
          items: [
            { field: 'amount', operator: 'gte', value: 5 },
            { field: 'due', operator: 'within', value: { range: 'pastDays', days: 7 } },
            { field: 'due', operator: 'notEmpty' },
          ],
        },
      ],
    };
    const condition = toCondition(tree);
    expect(condition).toEqual({
      op: 'and',
      of: [
        { op: 'not', of: { op: 'contains', field: 'name', value: 'x' } },
        {
          op: 'or',
          of: [
            { op: 'gte', field: 'amount', value: 5 },
            { op: 'within', field: 'due', value: { range: 'pastDays', days: 7 } },
            { op: 'not', of: { op: 'empty', field: 'due' } },
          ],
        },
      ],
    });
    expect(fromCondition(condition, fields)).toEqual(tree);
    expect(countAtoms(condition)).toBe(4);
  });

  it('leaves out lines that are not finished', () => {
    expect(
      toCondition({ join: 'and', items: [{ field: 'name', operator: 'contains' }] }),
    ).toBeUndefined();
    expect(toCondition(emptyTree)).toBeUndefined();
    expect(fromCondition(undefined, fields)).toEqual(emptyTree);
  });

  it('asks for myself with `is`, and for several members with `anyOf`', () => {
    const me: FilterTree = {
      join: 'and',
      items: [{ field: 'owner', operator: 'anyOf', value: { context: 'me' } }],
    };
    expect(toCondition(me)).toEqual({ op: 'is', field: 'owner', value: { context: 'me' } });
    expect(fromCondition(toCondition(me), fields)).toEqual(me);
    const not: FilterTree = {
      join: 'and',
      items: [{ field: 'owner', operator: 'noneOf', value: ['mem1', 'mem2'] }],
    };
    expect(fromCondition(toCondition(not), fields)).toEqual(not);
  });

  it('keeps its hands off conditions that it cannot show', () => {
    const deep: Condition = {
      op: 'and',
      of: [{ op: 'or', of: [{ op: 'and', of: [{ op: 'empty', field: 'name' }] }] }],
    };
    expect(fromCondition(deep, fields)).toBeNull();
    expect(fromCondition({ op: 'empty', field: 'unseen' }, fields)).toBeNull();
    expect(fromCondition({ op: 'not', of: deep }, fields)).toBeNull();
  });

  it('offers operators by what a field holds, and starts each with a sensible value', () => {
    for (const one of fields) expect(operatorsFor(one).length).toBeGreaterThan(1);
    expect(newRow(field('owner', 'member')).value).toEqual({ context: 'me' });
    expect(newRow(field('done', 'checkbox'))).toEqual({
      field: 'done',
      operator: 'is',
      value: true,
    });
    expect(newRow(field('name', 'text')).value).toBeUndefined();
  });
});
