import type { Membership, Policy, Share } from '@tessera/model';
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
  restriction,
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
    expect(Math.min(counted, some)).toBeGreaterThan(100);
  }, 120_000);
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
