import { describe, expect, it } from 'vitest';
import {
  applySchemaChange,
  applySchemaChanges,
  type Field,
  fieldsById,
  instantiateTemplate,
  isDenial,
  isList,
  removedBy,
  restoreRemoved,
  resultOf,
  type Schema,
  type Table,
  templateOf,
} from './index.ts';

const base = (id: string) => ({ id, name: id, slug: id, classes: [] });
const table = (id: string, fields: readonly Field[]): Table => ({
  ...{ id, app: 'app1', name: id, slug: id, titleField: fields[0]?.id ?? '', views: [], fields },
});
const money = { type: 'currency', precision: 2, currency: 'EUR' } as const;
const states = [{ id: 'optnew', name: 'New', color: 'blue' }];

const made = applySchemaChanges(
  { workspace: 'wsp1', version: 0, apps: [], tables: [], classes: [] },
  [
    { kind: 'addApp', app: { id: 'app1', name: 'App' } },
    { kind: 'addTable', table: table('tbla', [{ ...base('flda'), type: 'text' }]) },
    {
      kind: 'addTable',
      table: table('tblb', [
        { ...base('fldb'), type: 'text' },
        { ...base('fldmoney'), ...money, required: true },
        { ...base('fldstate'), type: 'singleSelect', options: states },
        { ...base('fldday'), type: 'date' },
      ]),
    },
    {
      kind: 'addField',
      table: 'tblb',
      field: {
        ...base('fldlink'),
        ...{ type: 'link', side: 'forward', target: 'tbla', reverse: 'fldback', single: true },
      },
      reverse: {
        ...base('fldback'),
        ...{ type: 'link', side: 'reverse', target: 'tblb', reverse: 'fldlink', single: false },
      },
    },
  ],
);
const start = made as Schema;

const add = (schema: Schema, field: object, on = 'tbla') =>
  applySchemaChange(schema, {
    kind: 'addField',
    table: on,
    field: { ...base('fldnew'), ...field } as unknown as Field,
  });
const sum = { type: 'rollup', link: 'fldback', of: 'fldmoney', fn: 'sum' };

function resultIn(schema: Schema | object, on = 'tbla'): Field | undefined {
  if (isDenial(schema)) throw new Error(schema.message);
  const found = (schema as Schema).tables.find(({ id }) => id === on) as Table;
  const field = fieldsById(found).get('fldnew') as Field;
  return resultOf(schema as Schema, found, field);
}

describe('a field that is asked behind a link', () => {
  it.each([
    ['a sum', sum, { ...money, name: 'fldnew' }],
    ['an average', { ...sum, fn: 'average' }, { ...money, precision: 4 }],
    ['a number of filled cells', { ...sum, fn: 'filled' }, { type: 'number', precision: 0 }],
    ['a count', { type: 'count', link: 'fldback' }, { type: 'number', precision: 0 }],
    ['a last day', { ...sum, of: 'fldday', fn: 'max' }, { type: 'date' }],
    [
      'looked up choices',
      { type: 'lookup', link: 'fldback', of: 'fldstate' },
      { type: 'singleSelect', options: states },
    ],
  ])('has values of the type of what it reads: %s', (_, field, result) => {
    expect(resultIn(add(start, field))).toMatchObject({ id: 'fldnew', ...result });
  });

  it('holds several values where its link may lead to several records', () => {
    const ofMany = add(start, { type: 'lookup', link: 'fldback', of: 'fldb' }) as Schema;
    const ofOne = add(start, { type: 'lookup', link: 'fldlink', of: 'flda' }, 'tblb') as Schema;
    const isListIn = ({ tables }: Schema, at: number) => {
      const found = tables[at] as Table;
      return isList(found, fieldsById(found).get('fldnew') as Field);
    };
    expect([isListIn(ofMany, 0), isListIn(ofOne, 1)]).toEqual([true, false]);
  });

  it.each([
    ['a link that is not there', { ...sum, link: 'fldnone' }],
    ['no link', { ...sum, link: 'flda' }],
    ['a field that is not there', { ...sum, of: 'fldnone' }],
    ['a link', { ...sum, of: 'fldlink', fn: 'filled' }],
    ['a sum of days', { ...sum, of: 'fldday' }],
    ['a function that is none', { ...sum, fn: 'constructor' }],
    ['what is required', { ...sum, required: true }],
    ['what is unique', { ...sum, unique: true }],
  ])('is refused over %s', (_, field) => {
    expect(isDenial(add(start, field))).toBe(true);
  });

  it('reads a formula as what it gives', () => {
    const share = {
      type: 'formula',
      expression: '{fldmoney} / 3',
      result: 'percent',
      precision: 4,
    };
    const one = add(start, { ...base('fldshare'), ...share }, 'tblb') as Schema;
    const like = (field: object) =>
      resultIn(add(one, { link: 'fldback', of: 'fldshare', ...field }));
    expect(like({ type: 'lookup' })).toEqual({ ...base('fldnew'), type: 'percent', precision: 4 });
    expect(like({ type: 'rollup', fn: 'average' })).toMatchObject({
      type: 'percent',
      precision: 6,
    });
  });

  it('reads no other such field', () => {
    const one = add(start, { ...base('fldone'), type: 'count', link: 'fldback' }) as Schema;
    expect(isDenial(add(one, { type: 'lookup', link: 'fldlink', of: 'fldone' }, 'tblb'))).toBe(
      true,
    );
  });

  it('keeps what it reads from being removed or converted', () => {
    const schema = add(start, sum) as Schema;
    for (const field of ['fldmoney', 'fldlink'])
      expect(
        applySchemaChange(schema, { kind: 'removeField', table: 'tblb', field }),
      ).toMatchObject({
        code: 'invalid',
      });
    const text: Field = { ...base('fldmoney'), type: 'text' };
    const converted = applySchemaChange(schema, {
      kind: 'convertField',
      table: 'tblb',
      field: text,
    });
    expect(converted).toMatchObject({ code: 'invalid' });
    const other = { ...sum, ...base('fldnew'), link: 'fldother' } as Field;
    expect(
      isDenial(applySchemaChange(schema, { kind: 'updateField', table: 'tbla', field: other })),
    ).toBe(true);
  });

  it('goes with the table it reads, and comes back with it', () => {
    const schema = add(start, sum) as Schema;
    const change = { kind: 'removeTable', table: 'tblb' } as const;
    const removed = removedBy(schema, change);
    const without = applySchemaChange(schema, change) as Schema;
    expect(without.tables[0]?.fields.map(({ id }) => id)).toEqual(['flda']);
    const back = removed && restoreRemoved(without, removed, []);
    expect(back && !isDenial(back) && back.tables[0]?.fields.map(({ id }) => id)).toEqual([
      'flda',
      'fldback',
      'fldnew',
    ]);
  });

  it('comes along in a template with what it reads, and is never declassified there', () => {
    const schema = add(start, { ...sum, declassified: true }) as Schema;
    const source = (tables: readonly Table[]) => ({
      ...{ slug: 't', name: 'T', description: '', icon: 'box', color: 'blue' },
      ...{ apps: schema.apps, classes: [], records: new Map(), tables },
    });
    let count = 0;
    const makeId = (kind: string) => `${kind.slice(0, 3)}0${++count}`;
    const options = { language: 'en', makeId } as const;
    const { template } = templateOf(source(schema.tables));
    const { changes } = instantiateTemplate(template, options);
    const copy = applySchemaChanges({ ...schema, apps: [], tables: [] }, changes) as Schema;
    const [first, second] = copy.tables;
    const rollup = first?.fields.find(({ type }) => type === 'rollup');
    const named = (one: Table | undefined, slug: string) =>
      one?.fields.find((field) => field.slug === slug)?.id;
    expect(rollup).toMatchObject({
      link: named(first, 'fldback'),
      of: named(second, 'fldmoney'),
      fn: 'sum',
    });
    expect(rollup).not.toHaveProperty('declassified');
    const alone = templateOf(source(schema.tables.slice(0, 1)));
    expect(alone.template.tables[0]?.fields.map(({ slug }) => slug)).toEqual(['flda']);
  });
});
