import type { Membership, Policy, Share, Table } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExplainQuestion, type Explanation, explain, type Ground } from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { holdsIn } from './holds.ts';
import type { Law } from './law.ts';
import { questions, verdictLaw } from './verdict-law.ts';
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
  type World,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);

interface Asked {
  readonly rules: Policy;
  readonly held: readonly Membership[];
  readonly member: string;
  readonly world: World;
  readonly table: Table;
  readonly id: string;
  readonly shares?: readonly Share[];
  /** Fields the reader may not know on this record; with any, links tell him nothing either. */
  readonly closed?: ReadonlySet<string>;
}

function groundOf({ world, table, id, closed = new Set() }: Asked): Ground {
  return {
    record: { id, cells: world[table.id]?.[id] ?? {} },
    field: (f) => table.fields.find((one) => one.id === f),
    linked: (node) => holdsIn(world, table, node, id),
    knows: (f) => !closed.has(f),
    knowsLinked: () => closed.size === 0,
  };
}

function why(asked: Asked, question: ExplainQuestion, others = true): Explanation {
  const people = organisation(asked.held);
  const shares = asked.shares ?? [];
  const access = accessOf(asked.member, asked.rules, people, { shares });
  const ground = groundOf(asked);
  return explain(asked.table, question, {
    access,
    policy: asked.rules,
    organisation: people,
    shares,
    ground,
    others,
  });
}

const anyQuestions = fc.array(
  fc
    .constantFrom(...schema.tables)
    .chain((table) =>
      fc.constantFrom(...questions(table)).map((question) => ({ table, question })),
    ),
  { minLength: 3, maxLength: 3 },
);

/** What the law says of the same question. */
function lawOf(
  { rules, held, member, world, table, id, shares = [] }: Asked,
  question: ExplainQuestion,
) {
  const people = organisation(held);
  const law: Law = { policy: rules, schema, organisation: people, world, member, now, shares };
  return verdictLaw(law, table, id, question);
}

describe('an explanation', () => {
  it('says what the engine decides, on random policies', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        anyWorld,
        anyQuestions,
        anyShares,
        (rules, held, member, world, picked, shares) => {
          for (const { table, question } of picked) {
            const [id] = Object.keys(world[table.id] ?? {});
            // Of no record, what hangs on one is unknown.
            if (id === undefined) continue;
            const asked: Asked = { rules, held, member, world, table, id, shares };
            const told = why(asked, question);
            const law = lawOf(asked, question);
            expect(told.allowed, JSON.stringify(question)).toBe(law.allowed);
            if (question.field) {
              expect(told.level?.least).toBe(told.level?.most);
              if (law.level !== 'edit') expect(told.level?.least).toBe(law.level);
            }
            // What is allowed has a grant or a share that opens it and no lock that closes it.
            const ways = [...told.grants, ...told.shares];
            if (law.allowed) expect(ways.some(({ opens }) => opens === true)).toBe(true);
            if (law.allowed) expect(told.locks.some(({ closes }) => closes === true)).toBe(false);
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
  });

  const table = schema.tables[1] as Table;
  const secret = fc.uniqueArray(
    fc.constantFrom('fldstatus', 'fldamount', 'fldseller', 'fldquantity'),
    { minLength: 1 },
  );

  it('is right or says that it does not know, and no unknown cell moves it', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        anyWorld,
        secret,
        fc.record({
          fldstatus: fc.constantFrom(null, 'east', 'west'),
          fldamount: fc.constantFrom(null, 0, 100, 250),
          fldseller: fc.constantFrom(null, 'memann', 'memcid'),
          fldquantity: fc.constantFrom(null, 1),
        }),
        anyQuestions,
        (rules, held, member, world, closed, cells, picked) => {
          const id = 'record0';
          const asked: Asked = {
            rules,
            held,
            member,
            world,
            table,
            id,
            closed: new Set(closed),
          };
          const hidden = Object.fromEntries(closed.map((f) => [f, cells[f as keyof typeof cells]]));
          const before = world[table.id]?.[id] ?? {};
          const other: World = {
            ...world,
            [table.id]: { ...world[table.id], [id]: { ...before, ...hidden } },
          };
          for (const { question } of picked.filter((one) => one.table === table)) {
            const told = why(asked, question);
            if (told.allowed !== 'unknown')
              expect(told.allowed).toBe(lawOf(asked, question).allowed);
            expect(why({ ...asked, world: other }, question)).toEqual(told);
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
  });

  const world: World = {
    tblorders: { o1: { fldseller: 'membob', fldstatus: 'open', fldamount: 500 } },
  };
  const asked = (rules: Policy, held: readonly Membership[]): Asked => ({
    rules,
    held,
    member: 'memann',
    world,
    table,
    id: 'o1',
  });

  it('names the way a grant came and the condition that failed', () => {
    const rules = policy([
      grant('rolsales', 'tblorders', ['view'], {
        kind: 'any',
        of: [{ kind: 'own' }, { kind: 'reports', depth: 'all' }],
      }),
      grant('rolboss', 'tblorders', ['view', 'edit'], {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'is', field: 'fldstatus', value: 'closed' } }],
      }),
    ]);
    const held = [inRole('rolsales', 'memann'), inRole('rolboss', 'memann', { until: now + 1000 })];
    const seen = why(asked(rules, held), { action: 'view' });
    expect(seen.allowed).toBe(true);
    expect(seen.grants[0]).toMatchObject({
      paths: [{ kind: 'role', id: 'rolsales', by: 'member' }],
      opens: true,
      scope: {
        of: [
          { part: 'own', holds: false },
          { part: 'reports', depth: 'all', holds: true },
        ],
      },
    });
    const edit = why(asked(rules, held), { action: 'edit' });
    expect(edit.allowed).toBe(false);
    expect(edit.grants).toMatchObject([
      {
        paths: [{ kind: 'role', id: 'rolboss', by: 'member', until: now + 1000 }],
        opens: false,
        scope: {
          of: [
            {
              part: 'where',
              condition: {
                kind: 'atom',
                atom: { field: 'fldstatus' },
                negated: false,
                holds: false,
              },
            },
          ],
        },
      },
    ]);
  });

  it('names the lock that closes, and says nothing of a field the reader may not know', () => {
    const lock = restriction({
      on: { kind: 'table', id: 'tblorders' },
      actions: ['edit'],
      when: { op: 'gte', field: 'fldamount', value: 3 },
      effect: { kind: 'forbid' },
      exempt: [{ to: { kind: 'role', id: 'rolboss' } }],
    });
    const rules = policy([grant('rolsales', 'tblorders', ['view', 'edit'])], [lock]);
    const held = [inRole('rolsales', 'memann')];
    const told = why(asked(rules, held), { action: 'edit' });
    expect(told.allowed).toBe(false);
    expect(told.locks).toMatchObject([{ name: 'lock', closes: true, exempt: false }]);
    const partly = why(
      { ...asked(rules, held), closed: new Set(['fldamount']) },
      { action: 'edit' },
    );
    expect(partly.allowed).toBe('unknown');
    expect(partly.locks[0]?.when).toEqual({ kind: 'closed', holds: 'unknown' });
    expect(JSON.stringify(partly)).not.toContain('fldamount');
  });

  it('tells of rules that come to others only when asked to', () => {
    const rules = policy([
      grant('rolsales', 'tblorders', ['view'], own),
      grant('rolboss', 'tblorders', ['view']),
    ]);
    const held = [inRole('rolsales', 'memann')];
    expect(why(asked(rules, held), { action: 'view' }).grants).toHaveLength(2);
    expect(why(asked(rules, held), { action: 'view' }, false).grants).toHaveLength(1);
  });
});
