import type { Ceiling, Membership, Policy, Share, Table } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  ceilingAccess,
  type ExplainQuestion,
  type Explanation,
  explain,
  type Ground,
  type InputTrace,
  systemAccess,
} from '../src/index.ts';
import {
  anyCeiling,
  anyMember,
  anyMemberships,
  anyPolicy,
  anyShares,
  anyWorld,
} from './arbitrary.ts';
import { holdsIn } from './holds.ts';
import { countsLaw, type Law, loweringLaw } from './law.ts';
import { questions, verdictLaw } from './verdict-law.ts';
import {
  accessOf,
  digest,
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  restriction,
  askedSchema as schema,
  timeZone,
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
  readonly ceiling?: Ceiling;
  /** Who is told; somebody who knows the whole structure unless told. */
  readonly reader?: Access;
}

const knowing = systemAccess('test', schema, { now, timeZone });

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
  const access = accessOf(asked.member, asked.rules, people, { schema, shares });
  const { ceiling } = asked;
  const ground = groundOf(asked);
  return explain(asked.table, question, {
    access,
    ...(ceiling && { ceiling: ceilingAccess(access, ceiling, digest) }),
    reader: asked.reader ?? knowing,
    policy: asked.rules,
    organisation: people,
    shares,
    ground,
    others,
  });
}

const lawIn = ({
  rules,
  held,
  member,
  world,
  shares = [],
}: Pick<Asked, 'rules' | 'held' | 'member' | 'world' | 'shares'>): Law => ({
  policy: rules,
  schema,
  organisation: organisation(held),
  world,
  member,
  now,
  shares,
});

/** The inputs that are not to be read, by name. */
const closedOf = (inputs: readonly InputTrace[] = []) =>
  inputs
    .filter(({ level }) => level === 'hidden' || level === 'masked')
    .map(({ field }) => field)
    .sort();

/** Whether some record behind the link of a field counts for the member. */
function countedSomewhere(asked: Asked, { field }: ExplainQuestion): boolean {
  const found = asked.table.fields.find(({ id }) => id === field);
  const link = found && 'link' in found && asked.table.fields.find(({ id }) => id === found.link);
  if (!found || !link || link.type !== 'link') return false;
  const there = Object.keys(asked.world[link.target] ?? {});
  return there.some((other) => countsLaw(lawIn(asked), asked.table, other, found.id));
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
const lawOf = (asked: Asked, question: ExplainQuestion) =>
  verdictLaw(lawIn(asked), asked.table, asked.id, question);

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
            if (told.behind?.opens === false) {
              // Nothing behind the link can be read: the field is not there at all, and no record there counts.
              expect(told.allowed).toBe(false);
              expect(told.level).toEqual({ least: 'hidden', most: 'hidden' });
              expect(countedSomewhere(asked, question)).toBe(false);
            } else {
              expect(told.allowed, JSON.stringify(question)).toBe(law.allowed);
              if (question.field) {
                expect(told.level?.least).toBe(told.level?.most);
                if (law.level !== 'edit') expect(told.level?.least).toBe(law.level);
              }
            }
            // What is allowed has a grant or a share that opens it and no lock that closes it.
            const reasons =
              [...told.grants, ...told.shares].some(({ opens }) => opens === true) &&
              !told.locks.some(({ closes }) => closes === true) &&
              told.behind?.opens !== false &&
              !told.fixed;
            if (told.allowed) expect(reasons).toBe(true);
            // To see needs nothing else: what is refused has a reason that is told.
            if (question.action === 'view') expect(reasons).toBe(told.allowed);
            for (const { grant: id, inputs } of told.grants) {
              const rule = rules.grants.find((one) => one.id === id);
              if (rule && question.field)
                expect(closedOf(inputs)).toEqual(loweringLaw(table, rule, question.field));
            }
            for (const { restriction: id, inputs } of told.locks) {
              const rule = rules.restrictions.find((one) => one.id === id);
              if (rule && question.field)
                expect(closedOf(inputs)).toEqual(loweringLaw(table, rule, question.field));
            }
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
  });

  it('names the ceiling of a token where it takes away what its holder has', () => {
    const closed = { byCeiling: 0, byRules: 0 };
    fc.assert(
      fc.property(
        fc.tuple(anyPolicy, anyMemberships, anyMember, anyWorld, anyShares),
        anyQuestions,
        anyCeiling,
        ([rules, held, member, world, shares], picked, ceiling) => {
          // One question: access is compiled anew for each.
          for (const { table, question } of picked.slice(0, 1)) {
            const [id] = Object.keys(world[table.id] ?? {});
            if (id === undefined) continue;
            const asked: Asked = { rules, held, member, world, table, id, shares };
            const full = why(asked, question);
            const told = why({ ...asked, ceiling }, question);
            expect(told.allowed).toBe(full.allowed === true && told.ceiling?.opens === true);
            // What the rules make of it is told as it is without a token.
            expect(told.grants).toEqual(full.grants);
            expect(told.locks).toEqual(full.locks);
            expect(told.shares).toEqual(full.shares);
            if (full.allowed && !told.allowed) closed.byCeiling += 1;
            if (!full.allowed && told.ceiling?.opens) closed.byRules += 1;
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
    for (const times of Object.values(closed)) expect(times).toBeGreaterThan(10);
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
        fc.record({
          fldowner: fc.constantFrom(null, 'memann', 'memcid'),
          fldregion: fc.constantFrom(null, 'east', 'west'),
        }),
        anyQuestions,
        (rules, held, member, world, closed, cells, behind, picked) => {
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
          const customers = Object.entries(world.tblcustomers ?? {});
          const other: World = {
            ...world,
            [table.id]: { ...world[table.id], [id]: { ...before, ...hidden } },
            ...(closed.length > 0 && {
              tblcustomers: Object.fromEntries(
                customers.map(([one, kept]) => [one, { ...kept, ...behind }]),
              ),
            }),
          };
          for (const { question } of picked.filter((one) => one.table === table)) {
            const told = why(asked, question);
            if (told.allowed !== 'unknown' && told.behind?.opens !== false)
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

  it('does not tell of records behind a link that its reader may not see', () => {
    const rules = policy([
      grant('rolsales', 'tblcustomers', ['view'], own),
      grant('rolsales', 'tblorders', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldcustomer' }],
      }),
    ]);
    const linked: World = {
      tblcustomers: { c1: { fldowner: 'memann' } },
      tblorders: { o1: { fldcustomer: ['c1'] } },
    };
    const one = { ...asked(rules, [inRole('rolsales', 'memann')]), world: linked };
    expect(why(one, { action: 'view' }).allowed).toBe(true);
    const closed = new Set(['fldamount']);
    expect(why({ ...one, closed }, { action: 'view' })).toMatchObject({
      allowed: 'unknown',
      grants: [{ opens: 'unknown', scope: { of: [{ part: 'via', holds: 'unknown' }] } }],
    });
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

  describe('of a field that is made of others', () => {
    const hiding = (...fields: string[]) => ({
      default: 'read' as const,
      except: fields.map((field) => ({ field, level: 'hidden' as const })),
    });
    const all = { kind: 'all' as const };
    const held = [inRole('rolsales', 'memann'), inRole('rolboss', 'memdora')];
    const readerWith = (rules: Policy) =>
      accessOf('memdora', rules, organisation(held), { schema });
    const customers = schema.tables[0] as Table;

    it('names what it is made of and the rule does not open, only to who reads how it is made', () => {
      const sales = grant('rolsales', 'tblorders', ['view'], all, hiding('fldquantity'));
      const lock = restriction({
        on: { kind: 'table', id: 'tblorders' },
        classes: ['clsprofit'],
        effect: { kind: 'cap', level: 'masked' },
        exempt: [{ to: { kind: 'role', id: 'rolboss' } }],
      });
      const bossWith = (fields: ReturnType<typeof hiding>) =>
        policy([sales, grant('rolboss', 'tblorders', ['view'], all, fields)], [lock]);
      const gradeUnder = (rules: Policy) =>
        why(
          { ...asked(rules, held), reader: readerWith(rules) },
          {
            action: 'view',
            field: 'fldgrade',
          },
        );
      const told = gradeUnder(bossWith(hiding()));
      expect(told.allowed).toBe(false);
      expect(told.grants[0]).toMatchObject({
        level: 'hidden',
        opens: false,
        inputs: [{ field: 'fldquantity', level: 'hidden' }],
      });
      expect(told.locks[0]).toMatchObject({
        cap: 'masked',
        closes: true,
        inputs: [{ field: 'fldamount', level: 'masked' }],
      });
      const dim = gradeUnder(bossWith(hiding('fldamount')));
      expect(dim.grants[0]?.inputs).toEqual([{ level: 'hidden' }]);
      expect(dim.locks[0]?.inputs).toEqual([{ level: 'masked' }]);
    });

    it('names the link it is as open as, and says where nothing behind it can be read', () => {
      const seeing = grant('rolboss', 'tblcustomers', ['view']);
      const orders = grant('rolboss', 'tblorders', ['view']);
      const of = (rules: Policy, field: string) => {
        const world: World = { tblcustomers: { c1: { fldorders: null } } };
        const reader = readerWith(rules);
        return why(
          { ...asked(rules, held), world, table: customers, id: 'c1', reader },
          {
            action: 'view',
            field,
          },
        );
      };
      const noLink = policy([
        seeing,
        orders,
        grant('rolsales', 'tblcustomers', ['view'], all, hiding('fldorders')),
        grant('rolsales', 'tblorders', ['view']),
      ]);
      const byLink = of(noLink, 'fldsold');
      expect(byLink.allowed).toBe(false);
      expect(byLink.grants.find(({ inputs }) => inputs)?.inputs).toEqual([
        { field: 'fldorders', level: 'hidden' },
      ]);
      expect(byLink.behind).toEqual({
        link: 'fldorders',
        table: 'tblorders',
        of: 'fldamount',
        opens: true,
      });
      const noOrders = policy([seeing, orders, grant('rolsales', 'tblcustomers', ['view'])]);
      expect(of(noOrders, 'fldsold')).toMatchObject({
        allowed: false,
        behind: { opens: false },
      });
      expect(of(noOrders, 'fldallsold')).toMatchObject({
        allowed: true,
        behind: { declassified: true, opens: true },
      });
      // Who reads nothing behind the link is not told what lies there, nor by which link.
      const blind = of(policy([seeing, grant('rolsales', 'tblcustomers', ['view'])]), 'fldsold');
      expect(blind.behind).toEqual({ opens: false });
    });

    it('says that nobody changes it', () => {
      const rules = policy([grant('rolsales', 'tblorders', ['view', 'edit'])]);
      const told = why(asked(rules, held), { action: 'edit', field: 'fldgrade' });
      expect(told).toMatchObject({ allowed: false, fixed: true });
      expect(why(asked(rules, held), { action: 'edit', field: 'fldcode' }).fixed).toBeUndefined();
    });
  });
});
