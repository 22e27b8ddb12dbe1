import { type Ceiling, isDenial, levels, type Policy } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkPolicy,
  compileAccess,
  outcomeOf,
  planChange,
  subjectOf,
  underCeiling,
} from '../src/index.ts';
import {
  anyCeiling,
  anyMember,
  anyMemberships,
  anyPolicy,
  anyShares,
  anyWorld,
} from './arbitrary.ts';
import { bitmap } from './holds.ts';
import {
  accessOf,
  digest,
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  schema,
  timeZone,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const rank = (level: string) => (levels as readonly string[]).indexOf(level);

describe('a ceiling', () => {
  it('lets pass what it names, up to its level, and gives nothing', () => {
    fc.assert(
      fc.property(
        fc.tuple(anyPolicy, anyMemberships, anyMember, anyWorld, anyShares),
        anyCeiling,
        ([rules, held, member, world, shares], ceiling) => {
          const full = accessOf(member, rules, organisation(held), { shares });
          const capped = underCeiling(full, ceiling, digest);
          expect(capped.workspace.size).toBe(0);
          for (const table of schema.tables) {
            const passing = ceiling.rules.filter(
              ({ on }) => on.kind !== 'table' || on.id === table.id,
            );
            const passes = (action: string) =>
              passing.filter(({ actions }) => (actions as readonly string[]).includes(action));
            const most = (action: string) =>
              Math.max(0, ...passes(action).map(({ level }) => rank(level)));
            for (const id of Object.keys(world[table.id] ?? {})) {
              const [before, after] = [full, capped].map((access) => {
                const found = access.tables.get(table.id);
                return found
                  ? outcomeOf(found, bitmap(world, access, table, id))
                  : { actions: [], fields: {} as Record<string, string> };
              });
              const seen = passes('view').length > 0;
              expect(after?.actions).toEqual(
                before?.actions.filter(
                  (action) => passes(action).length > 0 && (seen || action === 'create'),
                ),
              );
              for (const field of table.fields) {
                const had = rank(before?.fields[field.id] ?? 'hidden');
                const edits = most('edit') === 3 && most('view') >= 2;
                const transfers = field.type !== 'member' || passes('transfer').length > 0;
                const cap = edits && transfers ? 3 : Math.min(2, most('view'));
                expect(rank(after?.fields[field.id] ?? 'hidden')).toBe(
                  seen ? Math.min(had, cap) : 0,
                );
              }
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('lets a duty pass only where it is named, and only if it is held', () => {
    const rules: Policy = policy([
      {
        ...grant('rolboss', '', []),
        on: { kind: 'workspace' },
        actions: ['managePolicy', 'viewAudit'],
      },
    ]);
    const boss = accessOf('memann', rules, organisation([inRole('rolboss', 'memann')]));
    const under = (duties: Ceiling['duties']) => [
      ...underCeiling(boss, { rules: [], duties }, digest).workspace,
    ];
    expect(under([])).toEqual([]);
    expect(under(['viewAudit', 'manageMembers'])).toEqual(['viewAudit']);
  });
});

describe('a service account', () => {
  const people = {
    ...organisation(),
    services: [{ id: 'svcsync', name: 'Sync', status: 'active' as const }],
  };
  const to = { kind: 'service' as const, id: 'svcsync' };
  const compiled = (rules: Policy, id = 'svcsync') =>
    compileAccess({
      policy: rules,
      schema,
      subject: subjectOf(people, id, now),
      moment: { now, timeZone },
      digest,
    });
  const all = { kind: 'all' as const };

  it('has what rules give to it by name, for a time too, and nothing that is for everyone', () => {
    const orders = { ...grant('', 'tblorders', ['view']), to };
    const everyone = { ...grant('', 'tblcustomers', ['view']), to: { kind: 'everyone' as const } };
    const past = { ...grant('', 'tbltasks', ['view']), to, until: now };
    const access = compiled(policy([orders, everyone, past]));
    expect([...access.tables.keys()]).toEqual(['tblorders']);
    expect(compiled(policy([orders]), 'memann').tables.size).toBe(0);
  });

  it('owns no record, leads nobody and stands for no "me"', () => {
    const mine = { op: 'is', field: 'fldseller', value: { context: 'me' } } as const;
    const rules = policy([
      { ...grant('', 'tblorders', ['view'], own), to },
      {
        ...grant('', 'tblorders', ['view'], {
          kind: 'any',
          of: [{ kind: 'where', condition: mine }],
        }),
        to,
      },
    ]);
    expect(compiled(rules).tables.size).toBe(0);
  });

  it('makes records with the defaults that name no person, and without an owner', () => {
    const rules = policy([{ ...grant('', 'tblorders', ['create'], all), to }]);
    const access = compiled(rules);
    const cells = { fldcode: 'x', fldstatus: 'open' };
    const change = { kind: 'create', id: 'recnew', cells } as const;
    const plan = planChange(access, { table: 'tblorders', changes: [change] });
    const done = isDenial(plan) ? plan : plan.decide({ records: new Map(), linked: new Map() });
    expect(isDenial(done) ? done : done.writes).toMatchObject([{ cells }]);
    expect(JSON.stringify(done)).not.toContain('svcsync');
  });

  it('may be named by a rule only while there is one', () => {
    const rules = policy([{ ...grant('', 'tblorders', ['view']), to }]);
    expect(checkPolicy(rules, { schema, organisation: people })).toBeNull();
    expect(checkPolicy(rules, { schema, organisation: organisation() })).toMatchObject({
      message: 'A rule names nobody.',
    });
  });
});
