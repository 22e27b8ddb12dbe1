import type {
  Condition,
  Finding,
  FindingCode,
  Grant,
  Membership,
  Organisation,
  Policy,
} from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../src/index.ts';
import {
  grant,
  inRole,
  members,
  now,
  organisation,
  own,
  policy,
  restriction,
  roles,
  schema,
} from './world.ts';

/** Everybody in a role, so that no role is empty. */
const everybody: readonly Membership[] = roles.map((id, at) => inRole(id, members[at] ?? ''));

const lint = (rules: Policy, people: Organisation = organisation(everybody), tables = schema) =>
  lintPolicy(rules, { schema: tables, organisation: people, now });
const of = (code: FindingCode, found: readonly Finding[]) =>
  found.filter((one) => one.code === code);
const codes = (...given: Parameters<typeof lint>) => lint(...given).map(({ code }) => code);

const where = (condition: Condition) =>
  ({ kind: 'any', of: [{ kind: 'where', condition }] }) as const;
const open: Condition = { op: 'is', field: 'fldstatus', value: 'open' };
const read = { default: 'read', except: [] } as const;

describe('the check of the rules', () => {
  it('has nothing to say of plain rules', () => {
    expect(lint(policy([grant('rolsales', 'tblorders', ['view', 'edit'], own)]))).toEqual([]);
  });

  it('finds grants that give nothing', () => {
    const base = grant('rolsales', 'tblorders', ['view']);
    expect(codes(policy([{ ...base, actions: [] }]))).toEqual(['grantOfNothing']);
    const none = { kind: 'none' } as const;
    expect(codes(policy([{ ...base, scope: none, actions: ['delete'] }]))).toEqual([
      'grantOfNothing',
    ]);
    // To view none gives the fields of what is shared.
    expect(codes(policy([{ ...base, scope: none }]))).toEqual([]);
    expect(codes(policy([{ ...base, until: now }]))).toEqual(['grantPast']);
    expect(codes(policy([{ ...base, until: now + 1 }]))).toEqual([]);
    expect(codes(policy([{ ...base, on: { kind: 'table', id: 'tblgone' } }]))).toEqual([
      'grantGone',
    ]);
    expect(codes(policy([{ ...base, to: { kind: 'role', id: 'rolgone' } }]))).toEqual([
      'grantGone',
    ]);
    expect(codes(policy([base]), organisation())).toEqual(['grantToNobody']);
    const later = organisation([inRole('rolsales', 'memann', { from: now + 1 })]);
    expect(codes(policy([base]), later)).toEqual([]);
    const past = organisation([inRole('rolsales', 'memann', { until: now })]);
    expect(codes(policy([base]), past)).toEqual(['grantToNobody']);
  });

  it('finds grants within another, and only where that is sure', () => {
    const wide = grant('rolsales', 'tblorders', ['view', 'edit']);
    const narrow = grant('rolsales', 'tblorders', ['view'], own, read);
    expect(lint(policy([narrow, wide]))).toMatchObject([
      { code: 'redundantGrant', severity: 'note', rules: [narrow.id, wide.id] },
    ]);
    expect(codes(policy([wide, { ...wide, id: 'gratwin' }]))).toEqual(['redundantGrant']);
    const silent: readonly (readonly Grant[])[] = [
      [{ ...wide, to: { kind: 'role', id: 'rolboss' } }, narrow],
      [{ ...wide, until: now + 1 }, narrow],
      [
        { ...wide, scope: own },
        { ...narrow, scope: { kind: 'all' } },
      ],
      [{ ...wide, actions: ['edit'] }, narrow],
      [
        { ...wide, fields: { default: 'edit', except: [{ field: 'fldcode', level: 'masked' }] } },
        narrow,
      ],
    ];
    for (const pair of silent) expect(of('redundantGrant', lint(policy(pair)))).toEqual([]);
    const all: Grant = { ...wide, to: { kind: 'everyone' }, on: { kind: 'workspace' } };
    expect(codes(policy([all, narrow]))).toEqual(['redundantGrant']);
    const direct = { kind: 'reports', depth: 'direct' } as const;
    const chain = { kind: 'reports', depth: 'all' } as const;
    const reports = (part: typeof direct | typeof chain) => ({ kind: 'any', of: [part] }) as const;
    const [less, more] = [
      { ...narrow, scope: reports(direct) },
      { ...wide, scope: reports(chain) },
    ];
    expect(codes(policy([less, more]))).toEqual(['redundantGrant']);
    expect(
      codes(
        policy([
          { ...less, scope: more.scope },
          { ...more, scope: less.scope },
        ]),
      ),
    ).toEqual([]);
  });

  it('names the people for whom one rule hides what another shows', () => {
    const hides = grant('rolsales', 'tblorders', ['view'], own, {
      default: 'read',
      except: [{ class: 'clsprofit', level: 'hidden' }],
    });
    const shows = grant('rolservice', 'tblorders', ['view'], { kind: 'all' }, read);
    expect(of('intentClash', lint(policy([hides, shows])))).toEqual([]);
    const both = organisation([...everybody, inRole('rolservice', 'memann')]);
    expect(of('intentClash', lint(policy([hides, shows]), both))).toMatchObject([
      {
        severity: 'warning',
        rules: [hides.id, shows.id],
        tables: ['tblorders'],
        fields: ['fldamount'],
        roles: ['rolsales', 'rolservice'],
        members: ['memann'],
      },
    ]);
    const shut = { ...shows, fields: hides.fields };
    expect(of('intentClash', lint(policy([hides, shut]), both))).toEqual([]);
    const past = organisation([...everybody, inRole('rolservice', 'memann', { until: now })]);
    expect(of('intentClash', lint(policy([hides, shows]), past))).toEqual([]);
  });

  it('finds a scope that its holder can bring records into', () => {
    const edits = grant('rolsales', 'tblorders', ['view', 'edit'], own);
    const exports = grant('rolsales', 'tblorders', ['view', 'export'], where(open), read);
    expect(of('selfEscalation', lint(policy([edits, exports])))).toMatchObject([
      {
        severity: 'error',
        rules: [exports.id, edits.id],
        tables: ['tblorders'],
        fields: ['fldstatus'],
        roles: ['rolsales'],
      },
    ]);
    const silent: readonly Policy[] = [
      // May not change the field, may hand over anyway, gains nothing, leaves the edit scope, holds it not.
      policy([
        { ...edits, fields: { default: 'edit', except: [{ field: 'fldstatus', level: 'read' }] } },
        exports,
      ]),
      policy([{ ...edits, actions: ['view', 'edit', 'transfer'] }, exports]),
      policy([edits, { ...exports, actions: ['view'] }]),
      policy([{ ...edits, scope: where({ op: 'not', of: open }) }, exports]),
      policy([{ ...edits, to: { kind: 'role', id: 'rolboss' } }, exports]),
      policy([edits, { ...exports, scope: own }]),
      policy(
        [edits, exports],
        [
          restriction({
            on: { kind: 'table', id: 'tblorders' },
            fields: ['fldstatus'],
            effect: { kind: 'cap', level: 'read' },
            exempt: [],
          }),
        ],
      ),
    ];
    for (const rules of silent) expect(of('selfEscalation', lint(rules))).toEqual([]);
    // Whoever changes what a formula reads changes the formula.
    const graded = { op: 'is', field: 'fldgrade', value: 'west' } as const;
    const through = policy([edits, { ...exports, scope: where(graded) }]);
    expect(of('selfEscalation', lint(through))[0]?.fields).toEqual(
      expect.arrayContaining(['fldstatus', 'fldamount', 'fldquantity']),
    );
    expect(
      of('selfEscalation', lint(policy([{ ...edits, scope: where(graded) }, exports]))),
    ).toEqual([]);
    const linked = {
      ...exports,
      scope: { kind: 'any', of: [{ kind: 'via', link: 'fldcustomer' }] } as const,
    };
    expect(of('selfEscalation', lint(policy([edits, linked])))).toHaveLength(1);
  });

  it('finds an amount hidden from who sees what it is multiplied from', () => {
    const except = (...fields: readonly string[]) =>
      ({
        default: 'read',
        except: fields.map((field) => ({ field, level: 'hidden' as const })),
      }) as const;
    const shows = grant('rolsales', 'tblorders', ['view'], own, except('fldtotal'));
    expect(of('derivationLeak', lint(policy([shows])))).toMatchObject([
      { severity: 'error', rules: [shows.id], fields: ['fldtotal', 'fldamount', 'fldquantity'] },
    ]);
    const both = { ...shows, fields: except('fldtotal', 'fldamount') };
    expect(of('derivationLeak', lint(policy([both])))).toEqual([]);
    const plain = { ...shows, fields: read };
    expect(of('derivationLeak', lint(policy([plain])))).toEqual([]);
    expect(of('derivationLeak', lint(policy([shows, { ...plain, id: 'gramore' }])))).toEqual([]);
    const cap = (...fields: readonly string[]) =>
      restriction({
        on: { kind: 'table', id: 'tblorders' },
        fields,
        effect: { kind: 'cap', level: 'hidden' },
        exempt: [],
      });
    const lock = cap('fldtotal');
    expect(of('derivationLeak', lint(policy([plain], [lock])))).toMatchObject([
      { rules: [lock.id] },
    ]);
    expect(of('derivationLeak', lint(policy([plain], [cap('fldtotal', 'fldquantity')])))).toEqual(
      [],
    );
    expect(of('derivationLeak', lint(policy([], [lock])))).toEqual([]);
    const keys = { ...lock, exempt: [{ to: plain.to }] };
    expect(of('derivationLeak', lint(policy([plain], [keys])))).toEqual([]);
  });

  it('finds a formula hidden from who sees all that it reads', () => {
    const except = [{ field: 'fldlabel', level: 'hidden' as const }];
    const shows = grant('rolsales', 'tblorders', ['view'], own, { default: 'read', except });
    expect(of('derivationLeak', lint(policy([shows])))).toMatchObject([
      { rules: [shows.id], fields: ['fldlabel', 'fldcode', 'fldgrade'] },
    ]);
  });

  it('finds names of what is gone: an error in a condition, a warning elsewhere', () => {
    const gone: Condition = { op: 'is', field: 'fldgone', value: 'x' };
    expect(lint(policy([grant('rolsales', 'tblorders', ['view'], where(gone))]))).toMatchObject([
      { code: 'danglingCondition', severity: 'error', tables: ['tblorders'] },
    ]);
    const member: Condition = { op: 'is', field: 'fldseller', value: 'memgone' };
    expect(codes(policy([grant('rolsales', 'tblorders', ['view'], where(member))]))).toEqual([
      'danglingCondition',
    ]);
    const there: Condition = { op: 'is', field: 'fldseller', value: 'memann' };
    expect(codes(policy([grant('rolsales', 'tblorders', ['view'], where(there))]))).toEqual([]);
    const via = { kind: 'any', of: [{ kind: 'via', link: 'fldgone' }] } as const;
    expect(codes(policy([grant('rolsales', 'tblorders', ['view'], via)]))).toEqual([
      'danglingCondition',
    ]);
    for (const entry of [{ field: 'fldgone' }, { class: 'clsgone' }]) {
      const fields = {
        default: 'read',
        except: [{ ...entry, level: 'hidden' }],
      } as Grant['fields'];
      expect(codes(policy([grant('rolsales', 'tblorders', ['view'], own, fields)]))).toEqual([
        'danglingName',
      ]);
    }
    const lock = restriction({
      on: { kind: 'table', id: 'tblorders' },
      actions: ['delete'],
      effect: { kind: 'forbid' },
      exempt: [],
    });
    expect(codes(policy([], [lock]))).toEqual([]);
    expect(codes(policy([], [{ ...lock, when: gone }]))).toEqual(['danglingCondition']);
    expect(
      codes(policy([], [{ ...lock, exempt: [{ to: { kind: 'role', id: 'rolgone' } }] }])),
    ).toEqual(['danglingName']);
    expect(codes(policy([], [{ ...lock, on: { kind: 'table', id: 'tblgone' } }]))).toEqual([
      'danglingName',
    ]);
  });

  it('knows the choices of a field', () => {
    const stage = {
      id: 'fldstage',
      name: 'Stage',
      slug: 'stage',
      classes: [],
      type: 'singleSelect',
      options: [{ id: 'opta', name: 'A', color: 'gray' }],
    } as const;
    const tables = schema.tables.map((one) =>
      one.id === 'tblorders' ? { ...one, fields: [...one.fields, stage] } : one,
    );
    const rules = (value: string) =>
      policy([
        grant(
          'rolsales',
          'tblorders',
          ['view'],
          where({ op: 'anyOf', field: 'fldstage', value: [value] }),
        ),
      ]);
    const people = organisation(everybody);
    expect(codes(rules('opta'), people, { ...schema, tables })).toEqual([]);
    expect(codes(rules('optgone'), people, { ...schema, tables })).toEqual(['danglingCondition']);
  });

  it('finds what was meant for a time and has no end', () => {
    const base = grant('rolsales', 'tblorders', ['view']);
    const { until: _until, ...temporary } = { ...base, origin: 'temporary' as const, until: 0 };
    expect(codes(policy([temporary]))).toEqual(['noEnd']);
    expect(codes(policy([{ ...temporary, until: now + 1 }]))).toEqual([]);
    const given = { ...inRole('rolboss', 'memann', { from: now - 1 }), reason: 'Stands in' };
    expect(lint(policy([]), organisation([given]))).toMatchObject([
      { code: 'membershipWithoutEnd', roles: ['rolboss'], members: ['memann'] },
    ]);
    expect(codes(policy([]), organisation([{ ...given, until: now + 1 }]))).toEqual([]);
    expect(codes(policy([]), organisation(everybody))).toEqual([]);
  });

  it('names who holds rules, people and log without being an owner, and a lonely owner', () => {
    const all: Grant = {
      ...grant('rolboss', 'tblorders', []),
      on: { kind: 'workspace' },
      actions: ['managePolicy', 'manageMembers', 'viewAudit'],
    };
    expect(lint(policy([all]))).toMatchObject([
      { code: 'duties', rules: [all.id], members: ['memcid'] },
    ]);
    expect(codes(policy([{ ...all, actions: ['managePolicy', 'viewAudit'] }]))).toEqual([]);
    const owned = (...held: readonly string[]): Organisation => {
      const people = organisation(held.map((id) => inRole('rolboss', id)));
      return {
        ...people,
        roles: people.roles.map((one) =>
          one.id === 'rolboss' ? { ...one, builtIn: 'owner' } : one,
        ),
      };
    };
    expect(lint(policy([all]), owned('memann'))).toMatchObject([
      { code: 'oneOwner', members: ['memann'] },
    ]);
    expect(codes(policy([all]), owned('memann', 'membob'))).toEqual([]);
  });
});
