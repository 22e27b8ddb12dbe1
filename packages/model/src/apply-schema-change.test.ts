import { describe, expect, it } from 'vitest';
import { exampleSchema, exampleTable } from '../test/example-fields.ts';
import { applySchemaChange, applySchemaChanges } from './apply-schema-change.ts';
import { isDenial } from './error.ts';
import type { Field, Schema, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { fieldOf, tableOf } from './schema-lookup.ts';

const text = (id: string, set: object = {}): Field =>
  ({ id, name: id, slug: id, classes: [], type: 'text', ...set }) as Field;
const add = (field: Field): SchemaChange => ({ kind: 'addField', table: 'tblorders', field });

function applied(changes: readonly SchemaChange[], schema: Schema = exampleSchema): Schema {
  const next = applySchemaChanges(schema, changes);
  if (isDenial(next)) throw new Error(next.message);
  return next;
}

function refusal(change: SchemaChange, schema: Schema = exampleSchema): string {
  const next = applySchemaChange(schema, change);
  return isDenial(next) ? next.message : 'accepted';
}

const link: SchemaChange = {
  kind: 'addField',
  table: 'tblorders',
  field: {
    ...text('fldcustomer'),
    type: 'link',
    target: 'tblcustomers',
    reverse: 'fldtheirs',
    side: 'forward',
    single: true,
  } as Field,
  reverse: {
    ...text('fldtheirs'),
    type: 'link',
    target: 'tblorders',
    reverse: 'fldcustomer',
    side: 'reverse',
    single: false,
  } as Field,
};
const view: View = {
  id: 'viwone',
  name: 'All',
  kind: 'grid',
  sort: [{ field: 'fldextra', direction: 'asc' }],
  hiddenFields: ['fldextra'],
  fieldOrder: ['fldorders', 'fldextra'],
  widths: { fldextra: 100 },
  filter: { op: 'is', field: 'fldextra', value: 'x' },
};

describe('applySchemaChange', () => {
  it('gives a new schema of the next version and leaves the old one alone', () => {
    const before = structuredClone(exampleSchema);
    const next = applied([add(text('fldnote', { name: ' Note\n two ' }))]);
    expect(next.version).toBe(8);
    expect(exampleSchema).toEqual(before);
    expect(tableOf(next, 'orders')?.fields.map((field) => field.name)).toEqual([
      'Name',
      'Note two',
    ]);
  });

  it.each<[string, object]>([
    ['a taken id', { id: 'fldcustomers' }],
    ['an id that is none', { id: 'fld"; drop table' }],
    ['a taken API name', { slug: 'name' }],
    ['a malformed API name', { slug: '9lives' }],
    ['the API name of what all objects have', { slug: 'constructor' }],
    ['a taken name', { name: ' NAME ' }],
    ['no name', { name: ' ' }],
    ['a long name', { name: 'x'.repeat(101) }],
    ['an unknown class', { classes: ['clsnone'] }],
    ['an unknown type', { type: 'hologram' }],
    ['a type every object has', { type: 'constructor' }],
    ['a strange precision', { type: 'number', precision: 9 }],
    ['a strange currency', { type: 'currency', precision: 2, currency: 'yuan' }],
    ['a required computed field', { type: 'autonumber', required: true }],
    ['an unknown watched field', { type: 'modifiedTime', watch: ['fldnone'] }],
    [
      'a colour that is CSS',
      { type: 'singleSelect', options: [{ id: 'opta', name: 'A', color: 'url(x)' }] },
    ],
    [
      'two options of one name',
      {
        type: 'multiSelect',
        options: [
          { id: 'opta', name: 'A', color: 'red' },
          { id: 'optb', name: 'a', color: 'red' },
        ],
      },
    ],
    [
      'a link without its other side',
      { type: 'link', target: 'tblcustomers', reverse: 'fldx', side: 'forward', single: false },
    ],
  ])('refuses a field with %s', (_what, set) => {
    expect(refusal(add(text('fldnew', set)))).not.toBe('accepted');
  });

  it('takes a field of a known class or of none yet', () => {
    expect(refusal(add(text('fldnew', { classes: ['clsprofit', 'clsunclassified'] })))).toBe(
      'accepted',
    );
  });

  it('adds and removes both sides of a link together', () => {
    const both = applied([link]);
    expect(tableOf(both, 'customers')?.fields).toHaveLength(2);
    for (const [table, field] of [
      ['tblorders', 'fldcustomer'],
      ['tblcustomers', 'fldtheirs'],
    ] as const) {
      const neither = applied([{ kind: 'removeField', table, field }], both);
      expect(neither.tables).toEqual(exampleSchema.tables);
    }
    const alone = applied([{ kind: 'removeTable', table: 'tblcustomers' }], both);
    expect(alone.tables).toEqual([exampleTable('orders')]);
  });

  it('refuses the two sides of a link that do not name each other', () => {
    if (link.kind !== 'addField' || !link.reverse) throw new Error('not a link');
    const sides = [
      { ...link.reverse, target: 'tblcustomers' },
      { ...link.reverse, reverse: 'fldother' },
      { ...link.reverse, side: 'forward' },
      { ...link.reverse, id: 'fldelse' },
      text('fldtheirs'),
    ] as Field[];
    for (const reverse of sides) expect(refusal({ ...link, reverse })).not.toBe('accepted');
    expect(refusal({ ...link, field: link.reverse, reverse: link.field })).not.toBe('accepted');
  });

  it('keeps the type, the digits and the target of a field', () => {
    const update = (field: Field): SchemaChange => ({
      kind: 'updateField',
      table: 'tblorders',
      field,
    });
    const money = text('fldmoney', { type: 'currency', precision: 2, currency: 'CNY' });
    const schema = applied([add(money), link]);
    expect(refusal(update(text('fldmoney')), schema)).not.toBe('accepted');
    expect(refusal(update({ ...money, precision: 1 } as Field), schema)).not.toBe('accepted');
    expect(refusal(update({ ...money, currency: 'USD' } as Field), schema)).not.toBe('accepted');
    expect(refusal(update({ ...money, precision: 3, name: 'Price' } as Field), schema)).toBe(
      'accepted',
    );
    expect(refusal(update(text('fldnone')), schema)).toBe('There is no field "fldnone".');
    if (link.kind !== 'addField') throw new Error('not a link');
    expect(refusal(update({ ...link.field, target: 'tblorders' } as Field), schema)).not.toBe(
      'accepted',
    );
    expect(refusal(update({ ...link.field, single: false } as Field), schema)).toBe('accepted');
  });

  it('mends what names a field that goes, but never widens a view', () => {
    const watch = text('fldwhen', { type: 'modifiedTime', watch: ['fldextra', 'fldorders'] });
    const schema = applied([
      add(text('fldextra')),
      add(watch),
      { kind: 'putView', table: 'tblorders', view },
      { kind: 'removeField', table: 'tblorders', field: 'fldextra' },
    ]);
    const table = tableOf(schema, 'orders');
    expect(table && fieldOf(table, 'fldwhen')).toMatchObject({ watch: ['fldorders'] });
    expect(table?.views[0]).toEqual({
      ...view,
      sort: [],
      hiddenFields: [],
      fieldOrder: ['fldorders'],
      widths: {},
    });
  });

  it('needs a title field that can name records, and keeps it', () => {
    const remove = { kind: 'removeField', table: 'tblorders', field: 'fldorders' } as const;
    expect(refusal(remove)).not.toBe('accepted');
    const check = text('fldcheck', { type: 'checkbox' });
    const title = (titleField: string): SchemaChange => ({
      kind: 'updateTable',
      table: 'tblorders',
      set: { titleField },
    });
    const schema = applied([add(check), add(text('fldcode'))]);
    expect(refusal(title('fldcheck'), schema)).not.toBe('accepted');
    expect(refusal(title('fldnone'), schema)).not.toBe('accepted');
    expect(refusal(remove, applied([title('fldcode')], schema))).toBe('accepted');
  });

  it('refuses tables that clash, views on unknown fields, and apps that still hold tables', () => {
    const table = exampleTable('more');
    expect(refusal({ kind: 'addTable', table })).toBe('accepted');
    expect(refusal({ kind: 'addTable', table: { ...table, slug: 'orders' } })).not.toBe('accepted');
    expect(refusal({ kind: 'addTable', table: { ...table, id: 'tblorders' } })).not.toBe(
      'accepted',
    );
    expect(refusal({ kind: 'addTable', table: { ...table, app: 'appnone' } })).not.toBe('accepted');
    expect(
      refusal({
        kind: 'addTable',
        table: { ...table, fields: [...table.fields, ...table.fields] },
      }),
    ).not.toBe('accepted');
    expect(refusal({ kind: 'putView', table: 'tblorders', view })).toBe(
      'There is no field "fldextra".',
    );
    expect(refusal({ kind: 'putView', table: 'tblnone', view })).toBe('There is no such table.');
    expect(refusal({ kind: 'removeApp', app: 'appone' })).not.toBe('accepted');
    expect(refusal({ kind: 'addClass', class: { id: 'clsnew', name: 'PROFIT' } })).not.toBe(
      'accepted',
    );
  });

  it('is all or nothing for several changes', () => {
    expect(
      isDenial(applySchemaChanges(exampleSchema, [add(text('fldnew')), add(text('fldnew'))])),
    ).toBe(true);
  });
});
