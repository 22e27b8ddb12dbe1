import {
  type Condition,
  type FieldRule,
  type Policy,
  type Table,
  tablesById,
} from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Access, type ExplainQuestion, planFit, systemAccess } from '../src/index.ts';
import {
  anyCondition,
  anyMember,
  anyMemberships,
  anyPolicy,
  anyShares,
  anyWorld,
  type TableKey,
} from './arbitrary.ts';
import { type Law, mayLaw } from './law.ts';
import { tallyWorld } from './tally-world.ts';
import { questions, verdictLaw } from './verdict-law.ts';
import {
  accessOf,
  grant,
  inRole,
  now,
  organisation,
  policy,
  schema,
  timeZone,
  type World,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const shown: FieldRule = { default: 'read', except: [] };
const everything = systemAccess('test', schema, { now, timeZone });
const tableOf = (id: string) => tablesById(schema).get(id) as Table;

const anyAsked = fc.constantFrom<TableKey>('tblcustomers', 'tblorders', 'tbltasks').chain((id) =>
  fc.record({
    table: fc.constant(tableOf(id)),
    where: anyCondition(id),
    question: fc.constantFrom(...questions(tableOf(id))),
  }),
);

/** The records that a condition fits: those which somebody sees to whom it is given as all he may see. */
function fittingLaw(law: Law, table: Table, where: Condition): readonly string[] {
  const scope = { kind: 'any', of: [{ kind: 'where', condition: where }] } as const;
  const alone: Law = {
    ...law,
    policy: policy([grant('rolsales', table.id, ['view'], scope, shown)]),
    organisation: organisation([inRole('rolsales', law.member)]),
    shares: [],
  };
  return Object.keys(law.world[table.id] ?? {}).filter((id) => mayLaw(alone, 'view', table, id));
}

describe('records that a condition fits', () => {
  it('are counted as the law decides on each of them, on random policies', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        anyWorld,
        anyShares,
        anyAsked,
        (rules, held, member, world, shares, { table, where, question }) => {
          const people = organisation(held);
          const subject = accessOf(member, rules, people, { shares });
          const plan = planFit({ reader: everything, subject, table: table.id, question, where });
          const fit = plan?.tell(tallyWorld(world, plan.tally.signature));
          const law = { policy: rules, schema, organisation: people, world, member, now, shares };
          const fitting = fittingLaw(law, table, where);
          const may = fitting.filter((id) => verdictLaw(law, table, id, question).allowed);
          expect([fit?.may.count, fit?.mayNot.count]).toEqual([
            may.length,
            fitting.length - may.length,
          ]);
          for (const id of fit?.may.samples ?? []) expect(may).toContain(id);
          for (const id of fit?.mayNot.samples ?? []) {
            expect(fitting).toContain(id);
            expect(may).not.toContain(id);
          }
        },
      ),
      { numRuns: runs },
    );
  });

  const question: ExplainQuestion = { action: 'view' };
  const east: Condition = { op: 'is', field: 'fldregion', value: 'east' };
  const rich: Condition = { op: 'gte', field: 'fldrevenue', value: 1 };
  const dora = (rules: Policy, where: Condition, reader: Access) =>
    planFit({
      reader,
      subject: accessOf('memdora', rules, organisation([inRole('rolservice', 'memdora')])),
      table: 'tblcustomers',
      question,
      where,
    });
  const reads = (fields: Parameters<typeof grant>[4], scope: Parameters<typeof grant>[3]) =>
    accessOf(
      'memann',
      policy([grant('rolboss', 'tblcustomers', ['view'], scope, fields)]),
      organisation([inRole('rolboss', 'memann')]),
    );
  const open = policy([grant('rolservice', 'tblcustomers', ['view'], { kind: 'all' }, shown)]);
  const byRevenue = policy([
    grant(
      'rolservice',
      'tblcustomers',
      ['view'],
      { kind: 'any', of: [{ kind: 'where', condition: rich }] },
      shown,
    ),
  ]);
  const blind = { default: 'read', except: [{ field: 'fldrevenue', level: 'hidden' }] } as const;

  it('are counted for one who reads all that decides on every record, and for nobody else', () => {
    const whole = reads(blind, { kind: 'all' });
    expect(dora(open, east, whole)).not.toBeNull();
    expect(dora(open, rich, whole)).toBeNull();
    expect(dora(byRevenue, east, whole)).toBeNull();
    expect(dora(open, east, reads(shown, { kind: 'any', of: [{ kind: 'own' }] }))).toBeNull();
    expect(dora(open, east, accessOf('membob', open))).toBeNull();
  });

  it('are none of somebody for whom the table does not exist', () => {
    const world = { tblcustomers: { rec1: { fldregion: 'east' } } } as unknown as World;
    const plan = dora(policy([]), east, everything);
    expect(plan?.tell(tallyWorld(world, plan.tally.signature))).toEqual({
      may: { count: 0, samples: [] },
      mayNot: { count: 1, samples: ['rec1'] },
    });
  });
});
