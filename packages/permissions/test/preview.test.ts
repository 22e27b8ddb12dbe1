import type { Grant, Membership, Policy, Schema, Scope, Share } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  type PolicyPreview,
  PreviewDraft,
  type Signature,
  systemAccess,
  type TableEffect,
  type Turnover,
} from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { type Law, levelLaw, mayLaw } from './law.ts';
import { lawTurnover, possibleLaw } from './preview-law.ts';
import { tallyWorld } from './tally-world.ts';
import {
  accessOf,
  grant,
  inRole,
  members,
  now,
  organisation,
  own,
  policy,
  schema,
  timeZone,
  type World,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);

interface Stage {
  readonly before: Policy;
  readonly after: Policy;
  readonly held?: readonly Membership[];
  readonly shares?: readonly Share[];
}

const everything = systemAccess('test', schema, { now, timeZone });

function planned({ before, after, held = [], shares = [] }: Stage, reader: Access) {
  const people = organisation(held);
  const draft = new PreviewDraft(reader);
  for (const member of members)
    draft.add(
      member,
      true,
      accessOf(member, before, people, { shares }),
      accessOf(member, after, people, { shares }),
    );
  return draft.plan();
}

async function preview(stage: Stage, world: World, reader = everything): Promise<PolicyPreview> {
  const plan = planned(stage, reader);
  const found = plan.tallies.map(
    ({ signature }) => [signature.table, tallyWorld(world, signature)] as const,
  );
  return plan.tell(new Map(found), async () => undefined);
}

/** An effect in the words of the law's turnover. */
function turnover({ records, actions, cells }: TableEffect): Record<string, Turnover> {
  const found: Record<string, Turnover> = {};
  if (records.gained !== 0 || records.lost !== 0) found.view = records;
  for (const { action, ...counts } of actions) found[action] = counts;
  for (const { use, fields, ...counts } of cells)
    for (const field of fields) found[`${use} ${field}`] = counts;
  return found;
}

const effectOn = (told: PolicyPreview, member: string, table: string) =>
  told.effects
    .find((effect) => effect.members.includes(member))
    ?.tables.find((one) => one.table === table);

/** Another policy, or the same with some rule more, less or changed. */
const anyDraft = fc
  .tuple(anyPolicy, anyPolicy, fc.nat(20), fc.boolean())
  .map(([before, other, at, same]): [Policy, Policy] => {
    if (!same) return [before, other];
    const grants = before.grants.filter((_, i) => i !== at % before.grants.length);
    return [before, { ...before, grants: [...grants, ...other.grants.slice(0, at % 3)] }];
  });

describe('a preview of a draft', () => {
  it('counts for each member what the law gives and takes when the draft is saved', async () => {
    const drawn = fc.asyncProperty(
      anyDraft,
      anyMemberships,
      anyWorld,
      anyShares,
      async ([before, after], held, world, shares) => {
        const told = await preview({ before, after, held, shares }, world);
        const law = { schema, organisation: organisation(held), world, now, shares };
        for (const member of members)
          for (const table of schema.tables) {
            const was = possibleLaw({ ...law, policy: before, member }, table);
            const is = possibleLaw({ ...law, policy: after, member }, table);
            const effect = effectOn(told, member, table.id);
            expect(effect ? turnover(effect) : {}).toEqual(lawTurnover(was, is));
            for (const id of effect?.examples.gained ?? [])
              expect([...is].some((text) => text.endsWith(`:${id}`) && !was.has(text))).toBe(true);
            for (const id of effect?.examples.lost ?? [])
              expect([...was].some((text) => text.endsWith(`:${id}`) && !is.has(text))).toBe(true);
          }
      },
    );
    await fc.assert(drawn, { numRuns: runs });
  }, 120_000);

  it('asks nothing of records that its reader may not read, and never says none where there are some', async () => {
    let counted = 0;
    let some = 0;
    const drawn = fc.asyncProperty(
      anyDraft,
      anyMemberships,
      anyWorld,
      anyMember,
      fc.boolean(),
      async ([before, after], held, world, reader, wide) => {
        // Half of the readers see some tables whole.
        const opened: Policy = wide
          ? { ...before, grants: [...before.grants, grant('rolreader', 'tblorders', ['view'])] }
          : before;
        const rules = { before: opened, after, held: [...held, inRole('rolreader', reader)] };
        const people = organisation(rules.held);
        const access = accessOf(reader, opened, people);
        const law: Law = {
          policy: opened,
          schema,
          organisation: people,
          world,
          now,
          member: reader,
        };
        for (const { signature } of planned(rules, access).tallies) expectToRead(law, signature);
        const told = await preview(rules, world, access);
        for (const member of members)
          for (const table of schema.tables) {
            const both = [opened, after].map((one) =>
              possibleLaw({ ...law, policy: one, member }, table),
            );
            const expected = lawTurnover(both[0] ?? new Set(), both[1] ?? new Set());
            const effect = effectOn(told, member, table.id);
            const found = effect ? turnover(effect) : {};
            for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
              const real = expected[name] ?? { gained: 0, lost: 0 };
              const seen = found[name] ?? { gained: 0, lost: 0 };
              for (const way of ['gained', 'lost'] as const) {
                if (seen[way] === 'some') some += 1;
                else counted += 1;
                if (seen[way] !== 'some') expect(seen[way]).toBe(real[way]);
              }
            }
          }
      },
    );
    await fc.assert(drawn, { numRuns: runs });
    expect(Math.min(counted, some)).toBeGreaterThan(20);
  }, 120_000);
});

describe('what a preview tells beside numbers', () => {
  const held = [inRole('rolsales', 'membob'), inRole('rolsales', 'memcid')];
  const world: World = {
    tblorders: {
      record0: { fldseller: 'membob', fldamount: 100 },
      record1: { fldseller: 'membob', fldamount: 900 },
      record2: { fldseller: 'memcid', fldamount: 900 },
    },
  };
  const nobody = policy([]);
  const amounts = (level: 'read' | 'hidden') => ({
    default: 'read' as const,
    except: [{ field: 'fldamount', level }],
  });
  const rich: Scope = {
    kind: 'any',
    of: [{ kind: 'where', condition: { op: 'gt', field: 'fldamount', value: '5' } }],
  };
  const before = (...grants: readonly Grant[]) => ({ before: nobody, after: policy(grants), held });

  it('puts members together who gain the same, and others apart', async () => {
    const all = await preview(before(grant('rolsales', 'tblorders', ['view'])), world);
    expect(all.effects.map(({ members }) => members)).toEqual([['membob', 'memcid']]);
    const mine = await preview(before(grant('rolsales', 'tblorders', ['view'], own)), world);
    expect(mine.effects.map(({ members, tables }) => [members, tables[0]?.records])).toEqual([
      [['membob'], { gained: 2, lost: 0 }],
      [['memcid'], { gained: 1, lost: 0 }],
    ]);
    expect(mine.effects[1]?.tables[0]?.examples).toEqual({ gained: ['record2'], lost: [] });
  });

  it('says some where its reader may not read a field on all records, and names no record', async () => {
    const stage = before(grant('rolsales', 'tblorders', ['view'], rich));
    const narrow = (level: 'read' | 'hidden') =>
      accessOf(
        'memdora',
        policy([grant('rolboss', 'tblorders', ['view'], { kind: 'all' }, amounts(level))]),
        organisation([inRole('rolboss', 'memdora')]),
      );
    const exact = await preview(stage, world, narrow('read'));
    expect(exact.effects[0]?.tables[0]?.records).toEqual({ gained: 2, lost: 0 });
    const vague = await preview(stage, world, narrow('hidden'));
    expect(vague.effects[0]?.tables[0]).toMatchObject({
      records: { gained: 'some', lost: 0 },
      examples: { gained: [], lost: [] },
    });
    expect(planned(stage, narrow('hidden')).tallies).toEqual([]);
  });

  it('counts nothing for whoever does not see the whole table, not even all of its records', async () => {
    const stage = before(grant('rolsales', 'tblorders', ['view']));
    const reader = accessOf(
      'memdora',
      policy([grant('rolboss', 'tblorders', ['view'], own)]),
      organisation([inRole('rolboss', 'memdora')]),
    );
    const told = await preview(stage, world, reader);
    expect(told.effects[0]?.tables[0]?.records).toEqual({ gained: 'some', lost: 0 });
  });

  it('tells of records that may be created without counting any', async () => {
    const made = await preview(before(grant('rolsales', 'tblorders', ['create'])), {});
    expect(made.effects[0]?.tables[0]).toMatchObject({
      create: 'gained',
      records: { gained: 0, lost: 0 },
    });
  });

  it('tells nothing of rules that stand in another order', async () => {
    const rules = [
      grant('rolsales', 'tblorders', ['view', 'create'], own),
      grant('rolsales', 'tblorders', ['view', 'create']),
    ];
    const held = [inRole('rolsales', 'memdora')];
    const told = await preview(
      { before: policy(rules), after: policy([...rules].reverse()), held },
      {},
    );
    expect(told.effects).toEqual([]);
  });

  it('names shared views whose field somebody does not see any more, never personal ones', async () => {
    const view = {
      name: 'Rich',
      kind: 'grid' as const,
      sort: [{ field: 'fldamount', direction: 'asc' as const }],
    };
    const views = [
      { ...view, id: 'viwshared' },
      { ...view, id: 'viwown', owner: 'membob' },
      { id: 'viwplain', name: 'Plain', kind: 'grid' as const },
    ];
    const shown: Schema = {
      ...schema,
      tables: schema.tables.map((one) => (one.id === 'tblorders' ? { ...one, views } : one)),
    };
    const people = organisation(held);
    const draft = new PreviewDraft(systemAccess('test', shown, { now, timeZone }));
    const rules = (level: 'read' | 'hidden') =>
      policy([grant('rolsales', 'tblorders', ['view'], { kind: 'all' }, amounts(level))]);
    for (const member of members)
      draft.add(
        member,
        true,
        accessOf(member, rules('read'), people, { schema: shown }),
        accessOf(member, rules('hidden'), people, { schema: shown }),
      );
    const told = await draft.plan().tell(new Map(), async () => undefined);
    expect(told.views).toEqual([
      { table: 'tblorders', view: 'viwshared', members: ['membob', 'memcid'] },
    ]);
  });

  it('says when nobody active would hold a right any more, and when its reader loses one', async () => {
    const right: Grant = {
      ...grant('rolboss', 'tblorders', ['view']),
      on: { kind: 'workspace' },
      actions: ['managePolicy'],
    };
    const people = organisation([inRole('rolboss', 'memann')]);
    const told = async (active: boolean) => {
      const access = accessOf('memann', policy([right]), people);
      const draft = new PreviewDraft(access);
      draft.add('memann', active, access, accessOf('memann', nobody, people));
      return await draft.plan().tell(new Map(), async () => undefined);
    };
    expect(await told(true)).toMatchObject({
      nobodyHolds: ['managePolicy'],
      readerLoses: ['managePolicy'],
      effects: [{ members: ['memann'], rights: { gained: [], lost: ['managePolicy'] } }],
    });
    expect((await told(false)).nobodyHolds).toEqual([]);
  });
});

/** Every record of a tallied table, and every cell that it reads there and behind links, is read by the law. */
function expectToRead(law: Law, signature: Signature): void {
  const table = schema.tables.find(({ id }) => id === signature.table);
  if (!table) throw new Error('There is no such table.');
  const text = JSON.stringify(signature);
  const fields = table.fields.filter(({ id }) => text.includes(`"${id}"`));
  for (const id of Object.keys(law.world[table.id] ?? {})) {
    expect(mayLaw(law, 'view', table, id)).toBe(true);
    for (const { id: field } of fields)
      expect(['read', 'edit']).toContain(levelLaw(law, 'view', table, id, field));
  }
  for (const { behind } of signature.links) expectToRead(law, behind);
}
