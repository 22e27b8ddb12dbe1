import { boundKey, isDenial, type Query } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  checkPolicy,
  lintPolicy,
  projectSchema,
  type SecuredRows,
  secureQuery,
  secureRows,
} from '../src/index.ts';
import {
  accessOf,
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  restriction,
  askedSchema as schema,
} from './world.ts';

const hidden = (field: string) => ({
  default: 'read' as const,
  except: [{ field, level: 'hidden' as const }],
});
const people = organisation([inRole('rolsales', 'membob'), inRole('rolboss', 'memann')]);

/** Bob sees every customer, and of orders his own. */
function bobWith(orders = grant('rolsales', 'tblorders', ['view'], own)): Access {
  const rules = policy([grant('rolsales', 'tblcustomers', ['view', 'export']), orders]);
  return accessOf('membob', rules, people, { schema });
}

const overOf = (access: Access, field: string, table = 'tblcustomers') => {
  const found = secureRows(access, { table, fields: [field] });
  const behind = isDenial(found) ? undefined : found.derived[0]?.behind;
  return behind && boundKey(behind.kind === 'lookup' ? behind.over : behind.rollup.over);
};

describe('what is asked of the records behind a link', () => {
  it('is made of the linked records that may be seen, and where it is declassified of all', () => {
    const bob = bobWith();
    expect(overOf(bob, 'fldsold')).toContain('fldseller');
    expect(overOf(bob, 'fldallsold')).toBe('true');
  });

  it('counts a cell behind the link only where it may be read; a masked one may not', () => {
    for (const level of ['hidden', 'masked'] as const) {
      const capped = restriction({
        on: { kind: 'table', id: 'tblorders' },
        fields: ['fldamount'],
        when: { op: 'is', field: 'fldstatus', value: 'closed' },
        effect: { kind: 'cap', level },
        exempt: [],
      });
      const grants = [
        grant('rolsales', 'tblcustomers', ['view']),
        grant('rolsales', 'tblorders', ['view']),
      ];
      const bob = accessOf('membob', policy(grants, [capped]), people, { schema });
      expect(overOf(bob, 'fldsold')).toBe('["not",["atom","fldstatus","eq","closed"]]');
    }
  });

  it('is not there for who reads nothing behind the link, or not the link', () => {
    const blind = [
      bobWith(grant('rolsales', 'tbltasks', ['view'])),
      bobWith(grant('rolsales', 'tblorders', ['view'], { kind: 'all' }, hidden('fldamount'))),
      accessOf(
        'membob',
        policy([
          grant('rolsales', 'tblcustomers', ['view'], { kind: 'all' }, hidden('fldorders')),
          grant('rolsales', 'tblorders', ['view']),
        ]),
        people,
        { schema },
      ),
    ];
    const each: Omit<Query, 'table'>[] = [
      { fields: ['fldsold'] },
      { sort: [{ field: 'fldsold', direction: 'asc' }] },
      { filter: { op: 'empty', field: 'fldsold' } },
      { group: [{ field: 'fldsold', direction: 'asc' }] },
      { aggregate: [{ fn: 'sum', field: 'fldsold' }] },
    ];
    for (const access of blind) {
      for (const query of each)
        expect(secureQuery(access, { table: 'tblcustomers', ...query })).toMatchObject({
          code: 'unknown_field',
        });
      expect(JSON.stringify(projectSchema(access))).not.toContain('fldsold');
      // A declassified one is there all the same, and says nothing of what it is made of.
      const [table] = projectSchema(access).tables;
      const open = table?.fields.find(({ id }) => id === 'fldallsold');
      expect(open).toMatchObject({ declassified: true, result: 'number' });
      expect(open).not.toMatchObject({ link: 'fldorders', of: 'fldamount' });
    }
  });

  it('depends on the table behind the link, also where it is declassified', () => {
    for (const field of ['fldsold', 'fldallsold']) {
      const shown = secureRows(bobWith(), {
        table: 'tblcustomers',
        fields: [field],
      }) as SecuredRows;
      expect(shown.dependsOn).toContain('tblorders');
      const filtered = secureRows(bobWith(), {
        table: 'tblcustomers',
        fields: ['fldname'],
        filter: { op: 'gt', field, value: 1 },
        sort: [{ field, direction: 'desc' }],
      }) as SecuredRows;
      expect(filtered.dependsOn).toContain('tblorders');
    }
  });

  it('means some readable value where a lookup is asked, and none where that is negated', () => {
    const rules = policy([
      grant('rolsales', 'tblorders', ['view']),
      grant('rolsales', 'tblcustomers', ['view'], own),
    ]);
    const bob = accessOf('membob', rules, people, { schema });
    const ask = (filter: Query['filter'] & object) =>
      boundKey((secureRows(bob, { table: 'tblorders', filter }) as SecuredRows).where);
    const is = { op: 'is', field: 'fldfrom', value: 'east' } as const;
    expect(ask(is)).toMatch(/^\["linked","fldcustomer".*fldowner.*membob.*fldregion/);
    expect(ask({ op: 'not', of: is })).toMatch(/^\["not",\["linked","fldcustomer"/);
  });

  it('is never named by a rule, and never edited', () => {
    const named = { op: 'gt', field: 'fldsold', value: 1 } as const;
    const scoped = grant('rolsales', 'tblcustomers', ['view'], {
      kind: 'any',
      of: [{ kind: 'where', condition: named }],
    });
    const locked = restriction({
      on: { kind: 'table', id: 'tblcustomers' },
      actions: ['edit'],
      when: named,
      effect: { kind: 'forbid' },
      exempt: [],
    });
    const all = grant('rolsales', 'tblcustomers', ['view', 'edit', 'create']);
    for (const rules of [policy([scoped]), policy([all], [locked])])
      expect(checkPolicy(rules, { schema, organisation: people })).toMatchObject({
        code: 'invalid',
      });
    const access = accessOf('membob', policy([all]), people, { schema });
    const level = access.tables.get('tblcustomers')?.rectangles[0]?.levels.get('fldallsold');
    expect(level).toBe('read');
  });

  it('stays out of a file where a cell it is made of may not be exported', () => {
    const seen = secureRows(bobWith(), { table: 'tblcustomers', fields: ['fldsold'] });
    const filed = secureRows(
      bobWith(),
      { table: 'tblcustomers', fields: ['fldsold', 'fldallsold'] },
      'export',
    );
    const when = (found: typeof seen, at: number) =>
      isDenial(found) ? '' : boundKey(found.derived[at]?.when ?? found.where);
    expect(when(seen, 0)).toBe('true');
    expect(when(filed, 0)).toMatch(/^\["not",\["linked","fldorders"/);
    expect(when(filed, 1)).toBe('true');
    const both = bobWith(grant('rolsales', 'tblorders', ['view', 'export'], own));
    const open = secureRows(both, { table: 'tblcustomers', fields: ['fldsold'] }, 'export');
    expect(when(open, 0)).toBe('true');
  });

  it('is found by the check of the rules where it is declassified to who reads nothing behind it', () => {
    const leaks = (rules: ReturnType<typeof policy>) =>
      lintPolicy(rules, { schema, organisation: people, now })
        .filter(({ code }) => code === 'derivationLeak')
        .flatMap(({ fields }) => fields);
    const customers = grant('rolsales', 'tblcustomers', ['view']);
    expect(leaks(policy([customers]))).toContain('fldallsold');
    expect(leaks(policy([customers, grant('rolsales', 'tblorders', ['view'])]))).toEqual([]);
    const covered = grant(
      'rolsales',
      'tblcustomers',
      ['view'],
      { kind: 'all' },
      hidden('fldallsold'),
    );
    expect(leaks(policy([covered]))).toEqual([]);
  });
});
