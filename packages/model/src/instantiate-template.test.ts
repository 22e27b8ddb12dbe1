import { describe, expect, it } from 'vitest';
import { applySchemaChanges } from './apply-schema-change.ts';
import { checkTemplate } from './check-template.ts';
import { AppError, isDenial } from './error.ts';
import { idPrefixes, type MakeId } from './ids.ts';
import { instantiateTemplate, type TemplateOptions } from './instantiate-template.ts';
import type { Schema } from './schema.ts';
import { fieldOf, tableOf } from './schema-lookup.ts';
import type { Template } from './template.ts';

const t = (en: string, zh = `中${en}`) => ({ en, zh });
const plain = { classes: [] };

const crm: Template = {
  slug: 'crm',
  name: t('CRM'),
  description: t('Customers'),
  icon: 'users',
  color: 'blue',
  classes: [{ slug: 'profit', name: t('Profit'), description: t('What we earn') }],
  tables: [
    {
      slug: 'deals',
      name: t('Deals'),
      icon: 'handshake',
      color: 'green',
      titleField: 'name',
      fields: [
        { slug: 'name', name: t('Name'), type: 'text', required: true, ...plain },
        {
          slug: 'customer',
          name: t('Customer'),
          type: 'link',
          side: 'forward',
          single: true,
          target: 'customers',
          reverse: { slug: 'deals', name: t('Deals') },
          ...plain,
        },
        { slug: 'margin', name: t('Margin'), type: 'number', precision: 2, classes: ['profit'] },
        { slug: 'due', name: t('Due'), type: 'date', ...plain },
        {
          slug: 'label',
          name: t('Label'),
          type: 'formula',
          expression: '{name} & TEXT({changed}, " YYYY")',
          result: 'text',
          ...plain,
        },
        {
          slug: 'changed',
          name: t('Changed'),
          type: 'modifiedTime',
          watch: ['customer'],
          ...plain,
        },
      ],
      views: [
        {
          name: t('Open'),
          kind: 'grid',
          sort: [{ field: 'due', direction: 'asc' }],
          filter: { op: 'hasAny', field: 'customer', value: ['acme'] },
        },
      ],
    },
    {
      slug: 'customers',
      name: t('Customers'),
      icon: 'building',
      color: 'sky',
      titleField: 'name',
      fields: [
        { slug: 'name', name: t('Name'), type: 'text', ...plain },
        { slug: 'owner', name: t('Owner'), type: 'member', ownership: true, ...plain },
        {
          slug: 'stage',
          name: t('Stage'),
          type: 'singleSelect',
          options: [{ slug: 'won', name: t('Won'), color: 'green' }],
          ...plain,
        },
      ],
      views: [],
    },
  ],
  roles: [{ slug: 'sales', name: t('Sales'), description: t('They sell') }],
  grants: [
    {
      to: { kind: 'role', id: 'sales' },
      on: { kind: 'table', id: 'customers' },
      actions: ['view'],
      scope: {
        kind: 'any',
        of: [
          { kind: 'own' },
          { kind: 'via', link: 'deals' },
          { kind: 'where', condition: { op: 'is', field: 'customers.stage', value: 'stage.won' } },
        ],
      },
      fields: {
        default: 'read',
        except: [
          { class: 'profit', level: 'hidden' },
          { field: 'owner', level: 'edit' },
        ],
      },
      origin: 'role',
      reason: t('Own customers'),
    },
  ],
  restrictions: [
    {
      name: t('Profit'),
      on: { kind: 'app', id: 'crm' },
      classes: ['profit'],
      effect: { kind: 'cap', level: 'hidden' },
      exempt: [{ to: { kind: 'member', id: 'me' } }],
      reason: t('Secret'),
    },
  ],
  records: {
    deals: [
      { key: 'first', cells: { name: t('First'), customer: 'acme', margin: 0.5, due: 'today+3' } },
    ],
    customers: [{ key: 'acme', cells: { name: 'ACME', owner: 'me', stage: 'won' } }],
  },
};

const empty: Schema = { workspace: 'wspone', version: 0, apps: [], tables: [], classes: [] };

function counter(): MakeId {
  let count = 0;
  return (kind) => `${idPrefixes[kind]}${++count}`;
}

function setUp(options: Partial<TemplateOptions> = {}, base = empty) {
  const made = instantiateTemplate(crm, {
    language: 'zh',
    makeId: counter(),
    member: 'memwang',
    today: '2026-11-21',
    ...options,
  });
  const schema = applySchemaChanges(base, made.changes);
  if (isDenial(schema)) throw new Error(schema.message);
  return { ...made, schema };
}

describe('instantiateTemplate', () => {
  const { schema, grants, restrictions, records, roles, app } = setUp();
  const [deals, customers] = [tableOf(schema, 'deals'), tableOf(schema, 'customers')];
  if (!deals || !customers) throw new Error('tables are missing');
  const id = (table: typeof deals, slug: string) => fieldOf(table, slug)?.id ?? '';

  it('makes tables with both sides of their links, in one language', () => {
    expect(schema.apps).toEqual([app]);
    expect(deals.name).toBe('中Deals');
    expect(fieldOf(customers, 'deals')).toMatchObject({
      type: 'link',
      side: 'reverse',
      target: deals.id,
    });
    expect(fieldOf(deals, 'changed')).toMatchObject({ watch: [id(deals, 'customer')] });
    expect(fieldOf(deals, 'label')).toMatchObject({
      expression: `{${id(deals, 'name')}} & TEXT({${id(deals, 'changed')}}, " YYYY")`,
    });
    expect(fieldOf(deals, 'margin')?.classes).toEqual([schema.classes[0]?.id]);
  });

  it('shows fields in the order of the template, and resolves views', () => {
    const slugs = ['name', 'customer', 'margin', 'due', 'label', 'changed'];
    const acme = records[0]?.records[0]?.id;
    expect(deals.views).toMatchObject([
      {
        name: '中Open',
        fieldOrder: slugs.map((slug) => id(deals, slug)),
        filter: { op: 'hasAny', field: id(deals, 'customer'), value: [acme] },
      },
    ]);
  });

  it('puts ids into grants and restrictions', () => {
    const stage = fieldOf(customers, 'stage');
    const won = stage?.type === 'singleSelect' ? stage.options[0]?.id : '';
    expect(grants).toMatchObject([
      {
        to: { kind: 'role', id: roles[0]?.id },
        on: { kind: 'table', id: customers.id },
        scope: {
          of: [
            { kind: 'own' },
            { kind: 'via', link: id(customers, 'deals') },
            { kind: 'where', condition: { field: stage?.id, value: won } },
          ],
        },
        fields: { except: [{ class: schema.classes[0]?.id }, { field: id(customers, 'owner') }] },
        reason: '中Own customers',
      },
    ]);
    expect(restrictions).toMatchObject([
      { on: { id: app.id }, classes: [schema.classes[0]?.id], exempt: [{ to: { id: 'memwang' } }] },
    ]);
  });

  it('fills sample records in canonical cells, targets of links first', () => {
    const acme = records[0]?.records[0];
    expect(records.map(({ table }) => table)).toEqual([customers.id, deals.id]);
    expect(acme?.cells).toMatchObject({
      [id(customers, 'name')]: 'ACME',
      [id(customers, 'owner')]: 'memwang',
    });
    expect(records[1]?.records[0]?.cells).toEqual({
      [id(deals, 'name')]: '中First',
      [id(deals, 'customer')]: [acme?.id],
      [id(deals, 'margin')]: 50,
      [id(deals, 'due')]: '2026-11-24',
    });
  });

  it('stands beside itself in one workspace, sharing classes', () => {
    const makeId = counter();
    const first = setUp({ makeId });
    const second = setUp({ makeId, schema: first.schema }, first.schema);
    expect(second.schema.tables.map((table) => table.slug)).toEqual([
      'deals',
      'customers',
      'deals_2',
      'customers_2',
    ]);
    expect(second.schema.classes).toHaveLength(1);
    expect(second.restrictions[0]?.classes).toEqual(first.restrictions[0]?.classes);
  });

  it('leaves out what names "me" where nobody is', () => {
    const { member: _member, ...nobody } = {
      language: 'en',
      makeId: counter(),
      member: 'x',
    } as const;
    const made = instantiateTemplate(crm, nobody);
    expect(made.restrictions[0]?.exempt).toEqual([]);
  });
});

describe('checkTemplate', () => {
  it('finds nothing wrong with a sound template', () => {
    expect(checkTemplate(crm)).toEqual([]);
  });

  const [grant] = crm.grants;
  const [deals, customers] = crm.tables;
  if (!grant || !deals || !customers) throw new Error('the example is incomplete');
  const { customers: acme = [] } = crm.records;
  const withScope = (field: string, value: string): Template => ({
    ...crm,
    grants: [
      {
        ...grant,
        scope: { kind: 'any', of: [{ kind: 'where', condition: { op: 'is', field, value } }] },
      },
    ],
  });

  it.each<[string, Template]>([
    ['role', { ...crm, roles: [] }],
    ['class', { ...crm, classes: [] }],
    ['table', { ...crm, tables: [deals] }],
    ['title field', { ...crm, tables: [{ ...deals, titleField: 'none' }, customers] }],
    [
      'title field that is a link',
      { ...crm, tables: [{ ...deals, titleField: 'customer' }, customers] },
    ],
    ['colour', { ...crm, color: 'mauve' }],
    ['field in a scope', withScope('none', 'x')],
    ['option in a scope', withScope('stage', 'lost')],
    ['field of another table in a scope', withScope('deals.name', 'x')],
    ['kind of value in a scope', withScope('owner', '')],
    [
      'record',
      {
        ...crm,
        records: { customers: acme, deals: [{ key: 'x', cells: { name: 'x', customer: 'none' } }] },
      },
    ],
    ['cell', { ...crm, records: { customers: [{ key: 'acme', cells: { none: 'x' } }] } }],
    [
      'value',
      {
        ...crm,
        records: { customers: acme, deals: [{ key: 'x', cells: { name: 'x', margin: 'much' } }] },
      },
    ],
    ['required cell', { ...crm, records: { customers: acme, deals: [{ key: 'x', cells: {} }] } }],
    [
      'field twice',
      { ...crm, tables: [{ ...deals, fields: [...deals.fields, ...deals.fields] }, customers] },
    ],
  ])('names a wrong %s', (_what, template) => {
    expect(checkTemplate(template)).not.toEqual([]);
  });

  it('is what instantiating throws for', () => {
    const broken = { ...crm, roles: [] };
    expect(() => instantiateTemplate(broken, { language: 'en', makeId: counter() })).toThrow(
      AppError,
    );
  });
});
