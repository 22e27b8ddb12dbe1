import type { Guarantee, Membership, Policy, Principal } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPolicy, findBreaches, newBreaches } from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { type Law, levelLaw, mayLaw } from './law.ts';
import {
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  restriction,
  roles,
  schema,
  timeZone,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const sales: Principal = { kind: 'role', id: 'rolsales' };
const boss: Principal = { kind: 'role', id: 'rolboss' };
const everyone: Principal = { kind: 'everyone' };

/** Sales never sees the class profit, on orders. */
const noProfit: Guarantee = {
  id: 'guaprofit',
  name: 'Sales never sees profit',
  who: sales,
  except: [],
  on: { kind: 'table', id: 'tblorders' },
  never: { kind: 'see', fields: [], classes: ['clsprofit'], level: 'read' },
  reason: 'Margins are not for sales.',
};
const hidesProfit = {
  default: 'read',
  except: [{ class: 'clsprofit', level: 'hidden' }],
} as const;
const masksProfit = { default: 'read', except: [{ class: 'clsprofit', level: 'masked' }] } as const;

const breaches = (
  rules: Policy,
  guarantees: readonly Guarantee[],
  held: readonly Membership[] = [inRole('rolsales', 'membob'), inRole('rolboss', 'memann')],
) =>
  findBreaches(
    { ...rules, guarantees },
    { schema, organisation: organisation(held), now, timeZone },
  );
const isKept = (...given: Parameters<typeof breaches>) => breaches(...given).length === 0;

describe('guarantees', () => {
  it('are kept by rules that open nothing of them', () => {
    const hidden = grant('rolsales', 'tblorders', ['view', 'edit'], { kind: 'all' }, hidesProfit);
    expect(breaches(policy([hidden]), [noProfit])).toEqual([]);
    const masked = grant('rolsales', 'tblorders', ['view'], { kind: 'all' }, masksProfit);
    expect(isKept(policy([masked]), [noProfit])).toBe(true);
    const notEven = { ...noProfit, never: { ...noProfit.never, level: 'masked' } } as Guarantee;
    expect(isKept(policy([masked]), [notEven])).toBe(false);
  });

  it('are broken by what some of these people could see, with who, what and by which rule', () => {
    const open = grant('rolsales', 'tblorders', ['view'], own);
    expect(breaches(policy([open]), [noProfit])).toEqual([
      {
        guarantee: 'guaprofit',
        members: ['membob'],
        groups: [sales],
        tables: ['tblorders'],
        // The total is made of the amount, but the guarantee names the class alone.
        fields: ['fldamount'],
        actions: [],
        rules: [open.id],
      },
    ]);
  });

  it('look at everything somebody is, not at the role alone', () => {
    const hidden = grant('rolsales', 'tblorders', ['view'], { kind: 'all' }, hidesProfit);
    const open = grant('rolboss', 'tblorders', ['view']);
    const rules = policy([hidden, open]);
    expect(isKept(rules, [noProfit])).toBe(true);
    const both = [inRole('rolsales', 'membob'), inRole('rolboss', 'membob')];
    expect(breaches(rules, [noProfit], both)).toMatchObject([{ members: ['membob'], groups: [] }]);
    const butBosses = { ...noProfit, except: [boss] };
    expect(isKept(rules, [butBosses], both)).toBe(true);
  });

  it('are about roles that nobody holds yet', () => {
    const open = grant('rolsales', 'tblorders', ['view']);
    expect(breaches(policy([open]), [noProfit], [])).toMatchObject([
      { members: [], groups: [sales] },
    ]);
    const onlyBosses = { ...noProfit, who: everyone, except: [boss] };
    expect(breaches(policy([open]), [onlyBosses], [])).toMatchObject([{ groups: [sales] }]);
  });

  it('about everyone are about service accounts too', () => {
    const program: Principal = { kind: 'service', id: 'svcfeed' };
    const open = { ...grant('rolsales', 'tblorders', ['view']), to: program };
    const services = [{ id: 'svcfeed', name: 'Feed', status: 'active' as const }];
    const found = findBreaches(
      { ...policy([open]), guarantees: [{ ...noProfit, who: everyone }] },
      { schema, organisation: { ...organisation(), services }, now, timeZone },
    );
    expect(found).toMatchObject([{ members: ['svcfeed'] }]);
  });

  it('look at what begins later, and not at what is past', () => {
    const base = grant('rolsales', 'tblorders', ['view']);
    expect(isKept(policy([{ ...base, from: now + 1 }]), [noProfit])).toBe(false);
    expect(isKept(policy([{ ...base, until: now }]), [noProfit])).toBe(true);
    const later = [inRole('rolboss', 'membob', { from: now + 5 }), inRole('rolsales', 'membob')];
    const open = grant('rolboss', 'tblorders', ['view']);
    expect(isKept(policy([open]), [noProfit], later)).toBe(false);
    // The exception ends while what it was for goes on.
    const ending = [inRole('rolsales', 'membob'), inRole('rolboss', 'membob', { until: now + 5 })];
    const direct = { ...base, to: { kind: 'member' as const, id: 'membob' } };
    const butBosses = { ...noProfit, except: [boss] };
    expect(isKept(policy([direct]), [butBosses], ending)).toBe(false);
  });

  it('count what a share would open', () => {
    const none = grant('rolsales', 'tblorders', ['view'], { kind: 'none' });
    const shared = grant('rolsales', 'tblorders', ['view'], {
      kind: 'any',
      of: [{ kind: 'sharedWithMe' }],
    });
    expect(isKept(policy([none]), [noProfit])).toBe(false);
    expect(isKept(policy([shared]), [noProfit])).toBe(false);
    // He stands in no department, but a share gives him what the grant gives there.
    const elsewhere = grant('rolsales', 'tblorders', ['view'], {
      kind: 'any',
      of: [{ kind: 'departmentTree' }],
    });
    expect(isKept(policy([elsewhere]), [noProfit])).toBe(false);
    // No share gives deletion.
    const never = { kind: 'do', actions: ['delete'] } as const;
    const noDeletion: Guarantee = { ...noProfit, never };
    const deletes = grant('rolsales', 'tblorders', ['view', 'delete'], { kind: 'none' });
    expect(isKept(policy([deletes]), [noDeletion])).toBe(true);
  });

  it('are kept by a lock that closes what a grant opens', () => {
    const open = grant('rolsales', 'tblorders', ['view', 'export']);
    const cap = (exempt: readonly { to: Principal; until?: number }[] = []) =>
      restriction({
        on: { kind: 'table', id: 'tblorders' },
        classes: ['clsprofit'],
        effect: { kind: 'cap', level: 'hidden' },
        exempt,
      });
    expect(isKept(policy([open], [cap()]), [noProfit])).toBe(true);
    expect(isKept(policy([open], [cap([{ to: sales }])]), [noProfit])).toBe(false);
    const noExport: Guarantee = { ...noProfit, never: { kind: 'do', actions: ['export'] } };
    expect(breaches(policy([open]), [noExport])).toMatchObject([
      { actions: ['export'], tables: ['tblorders'], rules: [open.id] },
    ]);
    const shut = restriction({
      on: { kind: 'table', id: 'tblorders' },
      actions: ['export'],
      effect: { kind: 'forbid' },
      exempt: [],
    });
    expect(isKept(policy([open], [shut]), [noExport])).toBe(true);
  });

  it('may be about rights on the workspace', () => {
    const rights: Policy = policy([
      {
        ...grant('rolsales', 'tblorders', []),
        on: { kind: 'workspace' },
        actions: ['managePolicy'],
        scope: { kind: 'none' },
      },
    ]);
    const noRules: Guarantee = {
      ...noProfit,
      on: { kind: 'workspace' },
      never: { kind: 'do', actions: ['managePolicy'] },
    };
    expect(breaches(rights, [noRules])).toMatchObject([{ actions: ['managePolicy'] }]);
  });

  it('tell a draft that breaks one from rules that broke it before', () => {
    const open = policy([grant('rolsales', 'tblorders', ['view'])]);
    const before = breaches(open, [noProfit]);
    expect(newBreaches(before, before)).toEqual([]);
    expect(newBreaches([], before)).toEqual(before);
    const others = [inRole('rolsales', 'membob'), inRole('rolsales', 'memcid')];
    const wider = breaches(open, [noProfit], others);
    expect(newBreaches(before, wider)).toEqual(wider);
    expect(newBreaches(wider, before)).toEqual([]);
  });

  it('name what there is', () => {
    const ground = { schema, organisation: organisation() };
    const check = (one: Partial<Guarantee>, stands = false) =>
      checkPolicy(
        { ...policy([]), guarantees: [{ ...noProfit, ...one }] },
        { ...ground, ...(stands && { stands: () => true }) },
      );
    expect(check({})).toBeNull();
    expect(check({ who: { kind: 'role', id: 'rolgone' } })).toMatchObject({ code: 'invalid' });
    expect(check({ who: { kind: 'role', id: 'rolgone' } }, true)).toBeNull();
    expect(check({ except: [{ kind: 'team', id: 'teagone' }] })).toMatchObject({ code: 'invalid' });
    expect(check({ on: { kind: 'table', id: 'tblgone' } })).toMatchObject({ code: 'invalid' });
    const see = { kind: 'see', fields: [], classes: [], level: 'read' } as const;
    expect(check({ never: see })).toMatchObject({ code: 'invalid' });
    expect(check({ never: { ...see, fields: ['fldname'] } })).toMatchObject({ code: 'invalid' });
    expect(check({ never: { kind: 'do', actions: ['managePolicy'] } })).toMatchObject({
      code: 'invalid',
    });
  });

  it('hold on every record of every workspace, as long as they are kept', () => {
    const anyGuarantee: fc.Arbitrary<Guarantee> = fc.record({
      id: fc.constant('guaany'),
      name: fc.constant('any'),
      who: fc.oneof(
        fc.constantFrom(...roles).map((id): Principal => ({ kind: 'role', id })),
        fc.constant(everyone),
      ),
      except: fc.subarray(roles.map((id): Principal => ({ kind: 'role', id }))),
      on: fc.constantFrom(...schema.tables.map(({ id }) => ({ kind: 'table' as const, id }))),
      never: fc.oneof(
        fc.constantFrom('view', 'edit', 'delete', 'export').map((action) => ({
          kind: 'do' as const,
          actions: [action as 'view'],
        })),
        fc.constantFrom('masked', 'read', 'edit').map((level) => ({
          kind: 'see' as const,
          fields: ['fldamount', 'fldname', 'fldtask'],
          classes: ['clsprofit'],
          level: level as 'read',
        })),
      ),
      reason: fc.constant('any'),
    });
    let kept = 0;
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        anyWorld,
        anyShares,
        anyGuarantee,
        (rules, held, member, world, shares, guarantee) => {
          const people = organisation(held);
          const broken = breaches(rules, [guarantee], held);
          if (broken[0]?.members.includes(member)) return;
          const holds = (to: Principal) =>
            to.kind === 'everyone' ||
            held.some(
              ({ group, holder, from, until }) =>
                to.kind === 'role' &&
                group.id === to.id &&
                holder.kind === 'member' &&
                holder.id === member &&
                (from ?? 0) <= now &&
                now < (until ?? Number.POSITIVE_INFINITY),
            );
          if (!holds(guarantee.who) || guarantee.except.some(holds)) return;
          kept += 1;
          const law: Law = {
            policy: rules,
            schema,
            organisation: people,
            world,
            member,
            now,
            shares,
          };
          const table = schema.tables.find(
            ({ id }) => guarantee.on.kind === 'table' && id === guarantee.on.id,
          );
          if (!table) throw new Error('There is no such table.');
          const { never } = guarantee;
          for (const id of Object.keys(world[table.id] ?? {})) {
            if (never.kind === 'do')
              expect(mayLaw(law, never.actions[0] as 'view', table, id)).toBe(false);
            else
              for (const field of table.fields) {
                const named = never.fields.includes(field.id);
                if (!named && !field.classes.includes('clsprofit')) continue;
                const seen = levelLaw(law, 'view', table, id, field.id);
                const edits = levelLaw(law, 'edit', table, id, field.id) === 'edit';
                if (never.level === 'edit')
                  expect(edits && mayLaw(law, 'edit', table, id)).toBe(false);
                else if (never.level === 'read') expect(['hidden', 'masked']).toContain(seen);
                else expect(seen).toBe('hidden');
              }
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
    expect(kept).toBeGreaterThan(runs / 20);
  });
});
