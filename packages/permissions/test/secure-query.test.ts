import { boundKey, isDenial, type Query, type View } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { isProven, projectSchema, type SecuredRows, secureQuery } from '../src/index.ts';
import {
  accessOf,
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  restriction,
  schema,
} from './world.ts';

const people = organisation([inRole('rolsales', 'membob'), inRole('rolboss', 'memann')]);
const rules = policy([
  grant('rolsales', 'tblorders', ['view', 'edit'], own),
  grant(
    'rolsales',
    'tblorders',
    ['view'],
    { kind: 'any', of: [{ kind: 'team' }, { kind: 'reports', depth: 'all' }] },
    {
      default: 'read',
      except: [
        { class: 'clsprofit', level: 'hidden' },
        { field: 'fldcode', level: 'masked' },
      ],
    },
  ),
  grant(
    'rolsales',
    'tblcustomers',
    ['view'],
    { kind: 'any', of: [{ kind: 'via', link: 'fldorders' }] },
    {
      default: 'read',
      except: [{ class: 'clsprofit', level: 'hidden' }],
    },
  ),
  grant('rolboss', 'tblorders', ['view']),
]);
const bob = accessOf('membob', rules, people);
const boss = accessOf('memann', rules, people);
const ask = (set: Omit<Query, 'table'>, table = 'tblorders') => secureQuery(bob, { table, ...set });
const unknown = { code: 'unknown_field' };

describe('a secured query', () => {
  it('answers a table that may not be seen like one that does not exist', () => {
    const none = accessOf('memdora', rules, people);
    expect(secureQuery(none, { table: 'tblorders' })).toEqual(
      secureQuery(none, { table: 'tblnone' }),
    );
  });

  it('is proven, holds the visibility, and masks a field only some records show', () => {
    const found = ask({ fields: ['fldstatus', 'fldamount', 'fldcode'] }) as SecuredRows;
    expect(isProven(found)).toBe(true);
    expect(boundKey(found.where)).toContain('memcid');
    const [status, amount] = found.columns;
    expect(boundKey(status?.when ?? found.where)).toBe('true');
    expect(boundKey(amount?.when ?? found.where)).toBe('["atom","fldseller","eq","membob"]');
  });

  it('refuses a never visible field everywhere with the error of an unknown one', () => {
    const each: Omit<Query, 'table'>[] = [
      { fields: ['fldrevenue'] },
      { sort: [{ field: 'fldrevenue', direction: 'asc' }] },
      { filter: { op: 'gt', field: 'fldrevenue', value: 1 } },
      { filter: { op: 'not', of: { op: 'empty', field: 'fldrevenue' } } },
      { group: [{ field: 'fldrevenue', direction: 'asc' }] },
      { grouped: [{ field: 'fldrevenue', direction: 'asc' }] },
      { aggregate: [{ fn: 'sum', field: 'fldrevenue' }] },
      { aggregate: [{ fn: 'filled', field: 'fldrevenue' }] },
    ];
    for (const query of each) {
      expect(ask(query, 'tblcustomers')).toMatchObject(unknown);
      const absent = JSON.parse(JSON.stringify(query).replaceAll('fldrevenue', 'fldabsent'));
      const known = ask(query, 'tblcustomers');
      expect(
        JSON.stringify(ask(absent, 'tblcustomers')).replaceAll('fldabsent', 'fldrevenue'),
      ).toBe(JSON.stringify(known));
    }
  });

  it('makes each atom on a conditional field false where the field is hidden, negated or not', () => {
    const when = '["atom","fldseller","eq","membob"]';
    for (const filter of [
      { op: 'empty', field: 'fldamount' } as const,
      { op: 'not', of: { op: 'is', field: 'fldamount', value: 3 } } as const,
    ]) {
      const found = ask({ filter });
      expect(isDenial(found)).toBe(false);
      expect(boundKey((found as SecuredRows).where)).toContain(`["and",`);
      expect(boundKey((found as SecuredRows).where).split(when).length).toBeGreaterThan(2);
    }
  });

  it('counts an atom of a shared view on an unseen field as false and widens nothing', () => {
    const view = (viewFilter: Query['viewFilter']) =>
      secureQuery(bob, { table: 'tblcustomers', ...(viewFilter && { viewFilter }) }) as SecuredRows;
    expect(boundKey(view({ op: 'gt', field: 'fldrevenue', value: 1 }).where)).toBe('false');
    expect(
      boundKey(view({ op: 'not', of: { op: 'gt', field: 'fldrevenue', value: 1 } }).where),
    ).toBe('false');
  });

  it('names linked records only where they may be seen, and depends on their table', () => {
    const found = ask({ fields: ['fldcustomer'] }) as SecuredRows;
    expect(found.links).toHaveLength(1);
    expect(boundKey(found.links[0]?.visible ?? found.where)).toContain('fldorders');
    expect(found.dependsOn).toContain('tblcustomers');
  });

  it('gives different keys to different access and different questions', () => {
    const keys = [
      ask({}),
      ask({ search: 'x' }),
      ask({ sort: [{ field: 'fldstatus', direction: 'asc' }] }),
      secureQuery(boss, { table: 'tblorders' }),
    ].map((found) => (found as SecuredRows).key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the projected schema', () => {
  it('leaves no trace of what is hidden', () => {
    const text = JSON.stringify(projectSchema(bob));
    expect(text).not.toContain('fldrevenue');
    expect(text).not.toContain('clsprofit');
    expect(text).not.toContain('fldmodified');
    expect(JSON.stringify(projectSchema(accessOf('memdora', rules, people)))).toBe(
      '{"apps":[],"tables":[]}',
    );
  });

  it('cuts settings of views that name unseen fields and says so', () => {
    const view: View = {
      id: 'viw1',
      name: 'Rich',
      kind: 'grid',
      filter: {
        op: 'and',
        of: [
          { op: 'gt', field: 'fldrevenue', value: 1000 },
          { op: 'is', field: 'fldname', value: 'A' },
        ],
      },
      sort: [{ field: 'fldrevenue', direction: 'asc' }],
      hiddenFields: ['fldrevenue', 'fldregion'],
      widths: { fldrevenue: 100, fldname: 200 },
    };
    const tables = schema.tables.map((table) =>
      table.id === 'tblcustomers' ? { ...table, views: [view] } : table,
    );
    const seen = projectSchema(
      accessOf('membob', rules, people, { schema: { ...schema, tables } }),
    );
    const shown = seen.tables.find(({ id }) => id === 'tblcustomers')?.views[0];
    expect(shown).toEqual({
      id: 'viw1',
      name: 'Rich',
      kind: 'grid',
      filter: { op: 'and', of: [{ op: 'is', field: 'fldname', value: 'A' }] },
      sort: [],
      hiddenFields: ['fldregion'],
      widths: { fldname: 200 },
      usesHiddenFields: true,
    });
  });

  it('says how far each action reaches and which fields may be changed', () => {
    const orders = projectSchema(bob).tables.find(({ id }) => id === 'tblorders');
    expect(orders?.actions).toMatchObject({ view: 'some', edit: 'some', delete: 'never' });
    const seller = orders?.fields.find(({ id }) => id === 'fldseller');
    expect(seller?.level).toBe('read');
  });
});

describe('time', () => {
  it('opens and closes memberships by themselves and says when to look again', () => {
    const timed = organisation([inRole('rolboss', 'memdora', { from: now + 10, until: now + 20 })]);
    const at = (moment: number) => accessOf('memdora', rules, timed, { now: moment });
    expect(at(now).tables.size).toBe(0);
    expect(at(now).validUntil).toBe(now + 10);
    expect(at(now + 10).tables.has('tblorders')).toBe(true);
    expect(at(now + 10).validUntil).toBe(now + 20);
    expect(at(now + 20).tables.size).toBe(0);
    expect(at(now + 20).validUntil).toBeNull();
  });

  it('ends an exemption from a restriction', () => {
    const locked = policy(
      [grant('rolboss', 'tblorders', ['view'])],
      [
        restriction({
          on: { kind: 'table', id: 'tblorders' },
          actions: ['view'],
          effect: { kind: 'forbid' },
          exempt: [{ to: { kind: 'role', id: 'rolboss' }, until: now + 5 }],
        }),
      ],
    );
    expect(accessOf('memann', locked, people).tables.size).toBe(1);
    expect(accessOf('memann', locked, people).validUntil).toBe(now + 5);
    expect(accessOf('memann', locked, people, { now: now + 5 }).tables.size).toBe(0);
  });
});
