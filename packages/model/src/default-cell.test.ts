import { describe, expect, it } from 'vitest';
import { applySchemaChange } from './apply-schema-change.ts';
import { canHaveDefault, defaultCell } from './default-cell.ts';
import { isDenial } from './error.ts';
import type { Field, Schema } from './schema.ts';

const title: Field = { id: 'fldtitle', name: 'Title', slug: 'title', classes: [], type: 'text' };
const schema: Schema = {
  workspace: 'wsptest',
  version: 1,
  apps: [{ id: 'appone', name: 'One' }],
  classes: [],
  tables: [
    {
      id: 'tblone',
      app: 'appone',
      name: 'One',
      slug: 'one',
      titleField: 'fldtitle',
      fields: [title],
      views: [],
    },
  ],
};
const options = [
  { id: 'opta', name: 'A', color: 'blue' },
  { id: 'optb', name: 'B', color: 'red' },
];
const base = { id: 'fldnew', name: 'New', slug: 'new', classes: [] };
const add = (set: object) =>
  applySchemaChange(schema, {
    kind: 'addField',
    table: 'tblone',
    field: { ...base, ...set } as unknown as Field,
  });

describe('a default', () => {
  it.each<[string, object]>([
    ['text', { type: 'text', default: { value: 'New' } }],
    ['number', { type: 'number', precision: 2, default: { value: -150 } }],
    ['checkbox', { type: 'checkbox', default: { value: true } }],
    ['choice', { type: 'singleSelect', options, default: { value: 'optb' } }],
    ['choices', { type: 'multiSelect', options, default: { value: ['opta', 'optb'] } }],
    ['date', { type: 'date', default: { value: '2026-02-28' } }],
    ['day it is', { type: 'date', default: { context: 'today' } }],
    ['member', { type: 'member', default: { value: 'memann' } }],
    ['maker', { type: 'member', default: { context: 'me' } }],
  ])('is kept where it is a cell of its field: %s', (_what, set) => {
    expect(isDenial(add(set))).toBe(false);
  });

  it.each<[string, object]>([
    ['nothing', { type: 'text', default: { value: null } }],
    ['untidy text', { type: 'text', default: { value: ' New' } }],
    ['no address', { type: 'email', default: { value: 'nobody' } }],
    ['a number as text', { type: 'number', precision: 0, default: { value: '1' } }],
    ['a part of a scaled number', { type: 'number', precision: 0, default: { value: 1.5 } }],
    ['a vast number', { type: 'number', precision: 0, default: { value: 1e15 } }],
    ['a box that is not ticked', { type: 'checkbox', default: { value: false } }],
    ['no choice', { type: 'singleSelect', options, default: { value: 'optc' } }],
    [
      'choices out of order',
      { type: 'multiSelect', options, default: { value: ['optb', 'opta'] } },
    ],
    ['no day', { type: 'date', default: { value: '2026-02-30' } }],
    ['a maker as a day', { type: 'date', default: { context: 'me' } }],
    ['a day as text', { type: 'text', default: { context: 'today' } }],
    ['a running number', { type: 'autonumber', default: { value: 1 } }],
    ['a link', { type: 'link', default: { value: ['recone'] } }],
  ])('is refused where it is none: %s', (_what, set) => {
    expect(isDenial(add(set))).toBe(true);
  });

  it('goes with the choice it names, and is what its maker and his day make of it', () => {
    const field = { ...base, type: 'multiSelect', options, default: { value: ['opta', 'optb'] } };
    const made = add(field);
    if (isDenial(made)) throw new Error(made.message);
    const leave = (kept: typeof options) => {
      const next = { ...field, options: kept } as Field;
      const after = applySchemaChange(made, { kind: 'updateField', table: 'tblone', field: next });
      return isDenial(after) ? after : after.tables[0]?.fields[1]?.default;
    };
    expect(leave(options.slice(1))).toEqual({ value: ['optb'] });
    expect(leave([])).toBeUndefined();
    const at = { me: 'memann', today: '2026-01-01' };
    expect(defaultCell({ context: 'me' }, at)).toBe('memann');
    expect(defaultCell({ context: 'today' }, at)).toBe('2026-01-01');
    expect([canHaveDefault('link'), canHaveDefault('text')]).toEqual([false, true]);
  });
});
