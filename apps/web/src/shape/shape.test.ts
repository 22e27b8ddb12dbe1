import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { fieldDependents, placedBeside, tableDependents } from './dependents.ts';
import {
  copyOf,
  draftOf,
  draftProblem,
  type FieldDraft,
  fieldChangeOf,
  fieldRequestOf,
  moved,
  newDraft,
  nextColor,
  withType,
} from './field-draft.ts';

const field = (id: string, more: Partial<OutField> = {}): OutField => ({
  id,
  name: id,
  slug: id,
  type: 'text',
  level: 'edit',
  creatable: true,
  everywhere: true,
  ...more,
});
const status = field('fldstatus', {
  name: 'Status',
  type: 'singleSelect',
  description: 'How far it is',
  options: [
    { id: 'optopen', name: 'Open', color: 'blue' },
    { id: 'optdone', name: 'Done', color: 'green' },
  ],
});

describe('a formula in the form', () => {
  const draft = { ...withType(newDraft('en'), 'formula'), name: 'Net' };

  it('is not sent while it cannot be read, and then with its look where it gives a number', () => {
    expect(draftProblem(draft, [])).toBe('formula');
    const text = { ...draft, expression: '{Status} & "!"', gives: 'text' as const };
    expect(draftProblem(text, [])).toBeNull();
    expect(fieldRequestOf(text, false)).toEqual({
      name: 'Net',
      type: 'formula',
      expression: '{Status} & "!"',
    });
    const money = { ...draft, expression: '1 + 1', gives: 'number', result: 'currency' } as const;
    expect(fieldRequestOf(money, false)).toMatchObject({
      result: 'currency',
      precision: 2,
      currency: 'USD',
    });
  });

  it('sends of a saved one what differs', () => {
    const saved = field('fldnet', {
      name: 'Net',
      type: 'formula',
      expression: '1 + 1',
      result: 'number',
      precision: 2,
      level: 'read',
    });
    expect(fieldChangeOf(draftOf(saved), saved, false)).toEqual({});
    const next = { ...draftOf(saved), expression: '2 * 2', result: 'percent' as const };
    expect(fieldChangeOf(next, saved, false)).toEqual({ expression: '2 * 2', result: 'percent' });
  });
});

describe('a field in the form', () => {
  it('asks for what its type has, and for nothing else', () => {
    const draft = { ...newDraft('zh'), name: ' Price ', target: 'tblx', reverse: 'Back' };
    expect(fieldRequestOf(withType(draft, 'currency'), false)).toEqual({
      name: 'Price',
      type: 'currency',
      precision: 2,
      currency: 'CNY',
    });
    expect(fieldRequestOf(withType(draft, 'link'), false)).toEqual({
      name: 'Price',
      type: 'link',
      target: 'tblx',
      single: false,
      reverse: { name: 'Back' },
    });
    const due = { ...withType(draft, 'autonumber'), required: true };
    expect(fieldRequestOf(due, true)).toEqual({ name: 'Price', type: 'autonumber', classes: [] });
  });

  it('is changed by what differs alone', () => {
    const draft = draftOf(status);
    expect(fieldChangeOf(draft, status, true)).toEqual({});
    expect(fieldChangeOf({ ...draft, name: 'State', description: '' }, status, false)).toEqual({
      name: 'State',
      description: '',
    });
    const turned = fieldChangeOf({ ...draft, options: moved(draft.options, 0, 1) }, status, false);
    expect(turned.options?.map(({ id }) => id)).toEqual(['optdone', 'optopen']);
    expect(fieldChangeOf({ ...draft, required: true }, status, false)).toEqual({ required: true });
  });

  it('says what new records start with: choices by id or name, percents as people write them', () => {
    const start = (draft: FieldDraft) => fieldRequestOf({ ...draft, name: 'X' }, false).default;
    const percent = withType(newDraft('en'), 'percent');
    expect(start({ ...percent, start: { value: ' 7 ' } })).toEqual({ value: 0.07 });
    const saved = field('fldvat', { type: 'percent', default: { value: 0.07 } });
    expect(draftOf(saved).start).toEqual({ value: '7' });
    expect(fieldChangeOf(draftOf(saved), saved, false)).toEqual({});
    expect(fieldChangeOf({ ...draftOf(saved), start: null }, saved, false)).toEqual({
      default: null,
    });
    expect(draftProblem({ ...percent, name: 'X', start: { value: 'seven' } }, [])).toBe('start');
    const chosen = { ...draftOf(status), start: { value: 'optdone' } };
    expect(start(chosen)).toEqual({ value: 'optdone' });
    expect(start({ ...copyOf(status, 'S'), start: { value: 'optdone' } })).toEqual({
      value: 'Done',
    });
    const gone = { ...chosen, options: chosen.options.slice(0, 1) };
    expect(start(gone)).toBeUndefined();
    expect(start({ ...withType(newDraft('en'), 'date'), start: { context: 'today' } })).toEqual({
      context: 'today',
    });
  });

  it('is multiplied from two to four others, and then has no default', () => {
    const draft = { ...withType(newDraft('en'), 'number'), name: 'Total', start: { value: '1' } };
    expect(draftProblem({ ...draft, product: ['flda'] }, [])).toBe('product');
    const made = fieldRequestOf({ ...draft, required: true, product: ['flda', 'fldb'] }, false);
    expect(made).toEqual({
      name: 'Total',
      type: 'number',
      precision: 0,
      product: ['flda', 'fldb'],
    });
  });

  it('is copied with choices of its own', () => {
    const copy = fieldRequestOf(copyOf(status, 'Status 2'), false);
    expect(copy.options).toEqual([
      { name: 'Open', color: 'blue' },
      { name: 'Done', color: 'green' },
    ]);
  });

  it('says what is missing', () => {
    const draft = { ...newDraft('en'), name: 'Status' };
    expect(draftProblem({ ...draft, name: ' ' }, [])).toBe('name');
    expect(draftProblem(draft, ['STATUS '])).toBe('taken');
    expect(draftProblem({ ...draft, type: 'link' }, [])).toBe('target');
    const options = [
      { key: 'a', name: 'Open', color: 'blue' },
      { key: 'b', name: 'open ', color: 'red' },
      { key: 'c', name: '', color: 'red' },
    ];
    expect(draftProblem({ ...draft, type: 'singleSelect', options }, [])).toBe('optionTwice');
    const lines = options.filter(({ key }) => key !== 'b');
    expect(draftProblem({ ...draft, type: 'singleSelect', options: lines }, [])).toBeNull();
  });

  it('gives choices different colours as long as there are some', () => {
    const options = [{ key: 'a', name: 'A', color: 'blue' }];
    expect(nextColor(options)).not.toBe('blue');
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, 2)).toEqual(['a', 'b']);
  });
});

describe('what depends on something', () => {
  const customer = field('fldcust', { type: 'link', target: 'tblcust', side: 'forward' });
  const back = field('fldback', {
    type: 'link',
    target: 'tbltick',
    side: 'reverse',
    name: 'Tickets',
  });
  const table = (id: string, name: string, fields: OutField[], more: Partial<OutTable> = {}) =>
    ({
      id,
      app: 'app1',
      name,
      slug: id,
      titleField: null,
      fields,
      views: [],
      actions: {},
      ...more,
    }) as OutTable;
  const tickets = table('tbltick', 'Tickets', [status, customer], {
    views: [
      {
        id: 'v1',
        name: 'Open',
        kind: 'grid',
        filter: { op: 'anyOf', field: 'fldstatus', value: ['optopen'] },
      },
      { id: 'v2', name: 'All', kind: 'grid', hiddenFields: ['fldstatus'] },
      { id: 'v3', name: 'Sorted', kind: 'grid', sort: [{ field: 'fldstatus', direction: 'asc' }] },
    ],
  });
  const customers = table('tblcust', 'Customers', [back]);
  const schema: SchemaAnswer = { version: '1', apps: [], tables: [tickets, customers] };

  it('is views that filter or sort by a field, and the other side of a link', () => {
    expect(fieldDependents(schema, tickets, status, undefined)).toEqual({
      views: ['Open', 'Sorted'],
      links: [],
      rules: null,
    });
    expect(fieldDependents(schema, tickets, customer, undefined).links).toEqual([
      'Customers · Tickets',
    ]);
  });

  it('is what goes with a table', () => {
    const policy = {
      version: 1,
      grants: [{ on: { kind: 'table', id: 'tbltick' } }, { on: { kind: 'table', id: 'tblother' } }],
      restrictions: [],
    } as never;
    expect(tableDependents(schema, tickets, policy)).toEqual({
      views: ['Open', 'All', 'Sorted'],
      links: ['Customers · Tickets'],
      rules: 1,
    });
  });

  it('puts a new field beside another one', () => {
    expect(placedBeside(['a', 'b', 'c', 'n'], 'n', { field: 'b', side: 'left' })).toEqual([
      'a',
      'n',
      'b',
      'c',
    ]);
    expect(placedBeside(['a', 'b'], 'n', { field: 'a', side: 'right' })).toEqual(['a', 'n', 'b']);
    expect(placedBeside(['a', 'b'], 'n', { field: 'x', side: 'right' })).toEqual(['a', 'b', 'n']);
  });
});
