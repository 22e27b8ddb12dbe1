import { type Cells, levels, type Table } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  compileAccess,
  type Outcome,
  outcomeOf,
  subjectOfRole,
  viewedBy,
} from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { bitmap, holdsIn } from './holds.ts';
import {
  accessOf,
  digest,
  grant,
  inRole,
  inTeam,
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
const nothing: Outcome = { actions: [], fields: {} };

const anySitting = fc.record({
  rules: anyPolicy,
  held: anyMemberships,
  viewed: anyMember,
  viewer: anyMember,
  world: anyWorld,
  shares: anyShares,
});
type Drawn = typeof anySitting extends fc.Arbitrary<infer T> ? T : never;

/** The access of the one who is looked as, of the one who looks, and what he is shown. */
function sides({ rules, held, viewed, viewer, shares }: Drawn): [Access, Access, Access] {
  const people = organisation(held);
  const theirs = accessOf(viewed, rules, people, { shares });
  const mine = accessOf(viewer, rules, people, { shares });
  return [theirs, mine, viewedBy(theirs, mine)];
}

function outcomeIn(world: World, access: Access, table: Table, id: string): Outcome {
  const found = access.tables.get(table.id);
  return found ? outcomeOf(found, bitmap(world, access, table, id)) : nothing;
}

function eachRecord(world: World, visit: (table: Table, id: string) => void): void {
  for (const table of schema.tables)
    for (const id of Object.keys(world[table.id] ?? {})) visit(table, id);
}

/** All that an access shows of a world, and what it lets be done: what its holder could tell. */
function shown(access: Access, world: World): string {
  const told: unknown[] = [];
  eachRecord(world, (table, id) => {
    const { actions, fields } = outcomeIn(world, access, table, id);
    if (!actions.includes('view')) return;
    const cells = Object.entries(fields)
      .sort()
      .map(([field, level]) => [field, level, level === 'masked' ? null : cellOf(field)]);
    function cellOf(field: string): unknown {
      const cell = world[table.id]?.[id]?.[field] ?? null;
      const target = table.fields.find((one) => one.id === field);
      if (target?.type !== 'link' || !Array.isArray(cell)) return cell;
      const other = schema.tables.find((one) => one.id === target.target);
      const seen = cell.filter(
        (one: string) => other && outcomeIn(world, access, other, one).actions.includes('view'),
      );
      return [seen, target.side === 'forward' && seen.length < cell.length];
    }
    told.push([table.id, id, [...actions], cells]);
  });
  return JSON.stringify(told);
}

/** Another world in which cells differ that an access does not show. */
function elsewhere(world: World, access: Access, other: World, pick: number): World {
  let left = pick;
  return Object.fromEntries(
    schema.tables.map((table) => [
      table.id,
      Object.fromEntries(
        Object.entries(world[table.id] ?? {}).map(([id, cells]) => {
          const { fields } = outcomeIn(world, access, table, id);
          const changed: Record<string, Cells[string]> = { ...cells };
          for (const field of table.fields) {
            const level = fields[field.id];
            left = (left * 1103515245 + 12345) % 2 ** 31;
            if (field.type === 'link' || level === 'read' || level === 'edit' || left % 3 > 0)
              continue;
            const found = other[table.id]?.[id]?.[field.id];
            if (found !== undefined) changed[field.id] = found;
          }
          return [id, changed];
        }),
      ),
    ]),
  );
}

describe('looking as somebody else', () => {
  it('never shows more, or lets more be done, than either may', () => {
    fc.assert(
      fc.property(anySitting, (drawn) => {
        const [theirs, mine, both] = sides(drawn);
        eachRecord(drawn.world, (table, id) => {
          const got = outcomeIn(drawn.world, both, table, id);
          for (const side of [theirs, mine]) {
            const outcome = outcomeIn(drawn.world, side, table, id);
            for (const action of got.actions) expect(outcome.actions).toContain(action);
            for (const [field, level] of Object.entries(got.fields))
              expect(levels.indexOf(level)).toBeLessThanOrEqual(
                levels.indexOf(outcome.fields[field] ?? 'hidden'),
              );
          }
          const found = both.tables.get(table.id);
          expect(found ? holdsIn(drawn.world, table, found.visible, id) : false).toBe(
            got.actions.includes('view'),
          );
        });
        for (const right of both.workspace) {
          expect(theirs.workspace.has(right)).toBe(true);
          expect(mine.workspace.has(right)).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  it('shows exactly what the other one sees to somebody who sees everything', () => {
    fc.assert(
      fc.property(anySitting, (drawn) => {
        const people = organisation([...drawn.held, inRole('rolall', 'memdora')]);
        const everything = schema.tables.map(({ id }) =>
          grant('rolall', id, [
            'view',
            'create',
            'edit',
            'delete',
            'transfer',
            'export',
            'comment',
          ]),
        );
        const { shares } = drawn;
        const rules = { ...drawn.rules, grants: [...drawn.rules.grants, ...everything] };
        // Locks would bind the one who looks too.
        const free = { ...rules, restrictions: [] };
        const theirs = accessOf(drawn.viewed, rules, people, { shares });
        const both = viewedBy(theirs, accessOf('memdora', free, people, { shares }));
        expect(shown(both, drawn.world)).toBe(shown(theirs, drawn.world));
      }),
      { numRuns: runs },
    );
  });

  it('tells nothing of cells that the one who looks may not read', () => {
    let moved = 0;
    fc.assert(
      fc.property(anySitting, anyWorld, fc.nat(2 ** 30), (drawn, other, pick) => {
        const [theirs, mine, both] = sides(drawn);
        const twin = elsewhere(drawn.world, mine, other, pick);
        fc.pre(shown(mine, twin) === shown(mine, drawn.world));
        if (shown(theirs, twin) !== shown(theirs, drawn.world)) moved += 1;
        expect(shown(both, twin)).toBe(shown(both, drawn.world));
      }),
      { numRuns: runs },
    );
    // What the other one himself is shown did differ, so that there was something to tell.
    expect(moved).toBeGreaterThan(runs / 50);
  });

  it('is no way to ask for an amount: records that hang on it are not shown', () => {
    const above: Parameters<typeof grant>[3] = {
      kind: 'any',
      of: [{ kind: 'where', condition: { op: 'gte', field: 'fldamount', value: 100 } }],
    };
    const blind = { default: 'read', except: [{ field: 'fldamount', level: 'hidden' }] } as const;
    const rules = policy([
      grant('rolsales', 'tblorders', ['view'], above),
      grant('rolsales', 'tblorders', ['view'], own),
      grant('rolservice', 'tblorders', ['view'], { kind: 'all' }, blind),
      grant('rolboss', 'tblorders', ['view']),
    ]);
    const people = organisation([
      inRole('rolsales', 'memann'),
      inRole('rolservice', 'membob'),
      inRole('rolboss', 'memcid'),
    ]);
    const world = {
      tblorders: {
        recdear: { fldcode: 'a', fldseller: 'memdora', fldamount: 90_000 },
        reccheap: { fldcode: 'b', fldseller: 'memdora', fldamount: 900 },
        recown: { fldcode: 'c', fldseller: 'memann', fldamount: 900 },
      },
    };
    const ann = accessOf('memann', rules, people);
    const seen = (viewer: string) => {
      const both = viewedBy(ann, accessOf(viewer, rules, people));
      const found: string[] = [];
      eachRecord(world, (table, id) => {
        if (outcomeIn(world, both, table, id).actions.includes('view')) found.push(id);
      });
      return found;
    };
    expect(seen('membob')).toEqual(['recown']);
    expect(seen('memcid')).toEqual(['recdear', 'recown']);
  });

  it('looks through links as far as the one who looks knows what is behind them', () => {
    const dear = { op: 'gte', field: 'fldrevenue', value: 100 } as const;
    const blind = { default: 'read', except: [{ field: 'fldrevenue', level: 'hidden' }] } as const;
    const rules = policy([
      grant('rolsales', 'tblcustomers', ['view'], {
        kind: 'any',
        of: [
          { kind: 'where', condition: dear },
          { kind: 'where', condition: { op: 'empty', field: 'fldorders' } },
        ],
      }),
      grant('rolsales', 'tblorders', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldcustomer' }],
      }),
      grant('rolservice', 'tblcustomers', ['view'], { kind: 'all' }, blind),
      grant('rolspare', 'tblorders', ['view']),
      grant('rolboss', 'tblcustomers', ['view']),
      grant('rolboss', 'tblorders', ['view']),
    ]);
    const people = organisation([
      inRole('rolsales', 'memann'),
      inRole('rolservice', 'membob'),
      inRole('rolspare', 'membob'),
      inRole('rolboss', 'memcid'),
      inRole('rolservice', 'memdora'),
    ]);
    const world = {
      tblcustomers: {
        recdear: { fldname: 'a', fldrevenue: 900, fldorders: ['recone'] },
        reccheap: { fldname: 'b', fldrevenue: 9, fldorders: ['rectwo'] },
        recnew: { fldname: 'c', fldrevenue: 9, fldorders: [] },
      },
      tblorders: { recone: { fldcustomer: ['recdear'] }, rectwo: { fldcustomer: ['reccheap'] } },
    };
    const ann = accessOf('memann', rules, people);
    const seen = (viewer: string) => {
      const both = viewedBy(ann, accessOf(viewer, rules, people));
      const found: string[] = [];
      eachRecord(world, (table, id) => {
        if (outcomeIn(world, both, table, id).actions.includes('view')) found.push(id);
      });
      return found;
    };
    expect(seen('memcid')).toEqual(['recdear', 'recnew', 'recone']);
    // He sees all orders, and of customers not what the rule looks at.
    expect(seen('membob')).toEqual(['recnew']);
    // She sees no order at all, so whether there is one is not for her to learn.
    expect(seen('memdora')).toEqual([]);
  });

  it('counts a lock over a cell that is not read as one that holds', () => {
    const rules = policy(
      [
        grant('rolsales', 'tblorders', ['view']),
        grant(
          'rolservice',
          'tblorders',
          ['view'],
          { kind: 'all' },
          {
            default: 'read',
            except: [{ field: 'fldamount', level: 'hidden' }],
          },
        ),
      ],
      [
        restriction({
          on: { kind: 'table', id: 'tblorders' },
          actions: ['view'],
          when: { op: 'gte', field: 'fldamount', value: 100 },
          effect: { kind: 'forbid' },
          exempt: [{ to: { kind: 'role', id: 'rolservice' } }],
        }),
      ],
    );
    const people = organisation([inRole('rolsales', 'memann'), inRole('rolservice', 'membob')]);
    const both = viewedBy(accessOf('memann', rules, people), accessOf('membob', rules, people));
    expect(both.tables.get('tblorders')).toBeUndefined();
  });
});

describe('the made-up holder of a role', () => {
  const of = (role: string, rules: ReturnType<typeof policy>) =>
    compileAccess({
      policy: rules,
      schema,
      subject: subjectOfRole(role),
      moment: { now, timeZone },
      digest,
    });

  it('has what the role gives, and what everyone has', () => {
    const everyone = {
      ...grant('rolboss', 'tbltasks', ['view']),
      to: { kind: 'everyone' as const },
    };
    const access = of(
      'rolsales',
      policy([
        grant('rolsales', 'tblorders', ['view']),
        everyone,
        grant('rolboss', 'tblcustomers', ['view']),
      ]),
    );
    expect([...access.tables.keys()]).toEqual(['tblorders', 'tbltasks']);
  });

  it('owns nothing, is in no team and has no reports', () => {
    const parts = ['own', 'team', 'department', 'departmentTree', 'sharedWithMe'] as const;
    const access = of(
      'rolsales',
      policy([
        ...parts.map((kind) =>
          grant('rolsales', 'tblorders', ['view'], { kind: 'any', of: [{ kind }] }),
        ),
        grant('rolsales', 'tblorders', ['view'], {
          kind: 'any',
          of: [{ kind: 'reports', depth: 'all' }],
        }),
        { ...grant('rolsales', 'tbltasks', ['view']), to: { kind: 'team', id: 'teaeast' } },
      ]),
    );
    const people = organisation([inTeam('teaeast', 'memann')]);
    const world = {
      tblorders: Object.fromEntries(
        people.members.map(({ id }) => [`rec${id}`, { fldseller: id }]),
      ),
    };
    const orders = access.tables.get('tblorders');
    const table = schema.tables.find(({ id }) => id === 'tblorders');
    if (!table) throw new Error('There are no orders.');
    for (const id of Object.keys(world.tblorders))
      expect(orders ? holdsIn(world, table, orders.visible, id) : false).toBe(false);
    expect(access.tables.has('tbltasks')).toBe(false);
  });
});
