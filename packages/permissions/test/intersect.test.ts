import { and, levels, type Policy } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  bitLimit,
  exportableFields,
  intersectAccess,
  type Outcome,
  outcomeOf,
} from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { bitmap, holdsIn } from './holds.ts';
import { type Law, levelLaw, mayLaw } from './law.ts';
import {
  accessOf,
  grant,
  inRole,
  now,
  organisation,
  policy,
  restriction,
  schema,
  type World,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const actions = ['view', 'edit', 'delete', 'transfer', 'export', 'comment'] as const;
const nothing: Outcome = { actions: [], fields: {} };
const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const region = (number: number) => `r${String(number).padStart(2, '0')}`;

/** Two accesses of one moment: of two members, or of one under other rules. */
const anyPair = fc.record({
  rules: anyPolicy,
  others: fc.option(anyPolicy, { nil: undefined }),
  held: anyMemberships,
  member: anyMember,
  viewer: anyMember,
  world: anyWorld,
  shares: anyShares,
});
type Pair = typeof anyPair extends fc.Arbitrary<infer T> ? T : never;

function accesses({ rules, others, held, member, viewer, shares }: Pair): [Access, Access] {
  const people = organisation(held);
  return [
    accessOf(member, rules, people, { shares }),
    accessOf(viewer, others ?? rules, people, { shares }),
  ];
}

/** All that an access lets be done with every record of a world. */
function effect(access: Access, world: World): string {
  const told = schema.tables.flatMap((table) =>
    Object.keys(world[table.id] ?? {}).map((id) => {
      const found = access.tables.get(table.id);
      const bits = bitmap(world, access, table, id);
      const outcome = found ? outcomeOf(found, bits) : nothing;
      return [
        table.id,
        id,
        [...outcome.actions],
        Object.entries(outcome.fields).sort(),
        [...((found && exportableFields(found, bits)) ?? [])].sort(),
        table.fields.filter(({ id: field }) => {
          const reference = found?.references.get(field);
          return outcome.actions.includes('view') && reference
            ? holdsIn(world, table, reference.when, id)
            : false;
        }),
      ];
    }),
  );
  return JSON.stringify([[...access.workspace].sort(), told]);
}

describe('what two accesses allow alike', () => {
  it('is, for each record, field and action, what the law allows under both', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const { rules, others, held, member, viewer, world, shares } = pair;
        const both = intersectAccess(...accesses(pair));
        const at = { schema, organisation: organisation(held), world, now, shares };
        const laws: Law[] = [
          { ...at, policy: rules, member },
          { ...at, policy: others ?? rules, member: viewer },
        ];
        for (const table of schema.tables) {
          const found = both.tables.get(table.id);
          for (const id of Object.keys(world[table.id] ?? {})) {
            const bits = bitmap(world, both, table, id);
            const outcome = found ? outcomeOf(found, bits) : nothing;
            const may = (action: (typeof actions)[number]) =>
              laws.every((law) => mayLaw(law, action, table, id));
            for (const action of actions)
              expect(outcome.actions.includes(action)).toBe(may(action));
            expect(found ? holdsIn(world, table, found.visible, id) : false).toBe(may('view'));
            for (const { id: field } of table.fields) {
              const least = (action: 'view' | 'edit') =>
                laws
                  .map((law) => levelLaw(law, action, table, id, field))
                  .reduce((a, b) => (levels.indexOf(a) <= levels.indexOf(b) ? a : b));
              const told = outcome.fields[field] ?? 'hidden';
              const level = least('view');
              expect(told === 'edit' ? 'read' : told).toBe(level === 'edit' ? 'read' : level);
              if (told === 'edit') expect(least('edit')).toBe('edit');
              const reference = found?.references.get(field);
              const readable = reference ? holdsIn(world, table, reference.when, id) : false;
              expect(may('view') && readable).toBe(level === 'read' || level === 'edit');
            }
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('is the lower of their outcomes, also of what may go into a file', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const { world } = pair;
        const sides = accesses(pair);
        const both = intersectAccess(...sides);
        for (const table of schema.tables)
          for (const id of Object.keys(world[table.id] ?? {})) {
            const of = (access: Access) => {
              const found = access.tables.get(table.id);
              const bits = bitmap(world, access, table, id);
              return {
                outcome: found ? outcomeOf(found, bits) : nothing,
                exports: (found && exportableFields(found, bits)) ?? null,
              };
            };
            const [a, b] = sides.map(of);
            const got = of(both);
            if (!a || !b) throw new Error('There are two sides.');
            expect([...got.outcome.actions]).toEqual(
              a.outcome.actions.filter((action) => b.outcome.actions.includes(action)),
            );
            for (const { id: field } of table.fields) {
              const ranks = [a, b].map(({ outcome }) =>
                levels.indexOf(outcome.fields[field] ?? 'hidden'),
              );
              expect(levels.indexOf(got.outcome.fields[field] ?? 'hidden')).toBe(
                Math.min(...ranks),
              );
              expect(got.exports?.has(field) ?? false).toBe(
                (a.exports?.has(field) && b.exports?.has(field)) ?? false,
              );
            }
          }
      }),
      { numRuns: runs },
    );
  });

  it('does not depend on the order, and of an access with itself is that access', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const [a, b] = accesses(pair);
        const { world } = pair;
        expect(effect(intersectAccess(a, b), world)).toBe(effect(intersectAccess(b, a), world));
        expect(effect(intersectAccess(a, a), world)).toBe(effect(a, world));
        // A third time changes nothing either: a viewer with a token is an intersection of intersections.
        const both = intersectAccess(a, b);
        expect(effect(intersectAccess(both, b), world)).toBe(effect(both, world));
      }),
      { numRuns: runs },
    );
  });

  it('names the conditions of both sides once, and keeps the subject and the earlier end', () => {
    const people = organisation([inRole('rolsales', 'memann'), inRole('rolboss', 'membob')]);
    const within = (value: string) => ({
      kind: 'any' as const,
      of: [{ kind: 'where' as const, condition: { op: 'is' as const, field: 'fldregion', value } }],
    });
    const rules = policy([
      ...['a', 'b', 'c'].map((value) => grant('rolsales', 'tblcustomers', ['view'], within(value))),
      ...['c', 'd', 'e'].map((value) => grant('rolboss', 'tblcustomers', ['view'], within(value))),
    ]);
    const ann = accessOf('memann', rules, people);
    const bob = { ...accessOf('membob', rules, people), validUntil: now + 5 };
    const both = intersectAccess(ann, bob);
    expect(both.tables.get('tblcustomers')?.bits).toHaveLength(5);
    expect(both.subject.id).toBe('memann');
    expect(both.validUntil).toBe(now + 5);
  });

  it('says of each rule when it holds on both sides', () => {
    const scoped = (value: string) =>
      accessOf(
        'membob',
        policy([
          grant('rolsales', 'tblcustomers', ['view'], {
            kind: 'any',
            of: [{ kind: 'where', condition: { op: 'is', field: 'fldregion', value } }],
          }),
        ]),
        organisation([inRole('rolsales', 'membob')]),
      );
    const [west, east] = [scoped('west'), scoped('east')];
    const scopesOf = (access: Access) =>
      access.tables.get('tblcustomers')?.rectangles.map(({ scope }) => scope) ?? [];
    expect(scopesOf(intersectAccess(west, east))).toEqual([
      and(...scopesOf(west), ...scopesOf(east)),
    ]);
  });

  it('gives less, never more, where the two need more conditions than a bitmap holds', () => {
    const people = organisation([inRole('rolsales', 'memann'), inRole('rolboss', 'membob')]);
    // What both hold comes last in order, so that most of it finds no place.
    const regions = (role: string, numbers: readonly number[]) =>
      numbers.map((value) =>
        grant(role, 'tblcustomers', ['view', 'edit'], {
          kind: 'any',
          of: [
            { kind: 'where', condition: { op: 'is', field: 'fldregion', value: region(value) } },
          ],
        }),
      );
    const rules: Policy = policy(
      [
        ...regions('rolsales', [...span(0, 14), ...span(28, 42)]),
        ...regions('rolboss', span(14, 42)),
      ],
      [
        restriction({
          on: { kind: 'table', id: 'tblcustomers' },
          fields: ['fldrevenue'],
          when: { op: 'gte', field: 'fldrevenue', value: 3 },
          effect: { kind: 'cap', level: 'hidden' },
          exempt: [],
        }),
      ],
    );
    const [ann, bob] = [accessOf('memann', rules, people), accessOf('membob', rules, people)];
    const both = intersectAccess(ann, bob);
    const table = schema.tables.find(({ id }) => id === 'tblcustomers');
    const found = both.tables.get('tblcustomers');
    if (!table || !found) throw new Error('There are no customers.');
    expect(found.bits).toHaveLength(bitLimit);
    const world = {
      tblcustomers: Object.fromEntries(
        Array.from({ length: 43 }, (_, i) => [
          `rec${i}`,
          { fldname: 'x', fldregion: region(i), fldrevenue: i % 5 },
        ]),
      ),
    };
    let seen = 0;
    for (const id of Object.keys(world.tblcustomers)) {
      const outcomes = [both, ann, bob].map((access) => {
        const own = access.tables.get(table.id);
        return own ? outcomeOf(own, bitmap(world, access, table, id)) : nothing;
      });
      const [got, ...sides] = outcomes;
      for (const side of sides) {
        for (const action of got?.actions ?? []) expect(side.actions).toContain(action);
        for (const field of Object.keys(got?.fields ?? {}))
          expect(side.fields).toHaveProperty(field);
      }
      // What a list finds and what its outcome allows stay one.
      expect(holdsIn(world, table, found.visible, id)).toBe(got?.actions.includes('view'));
      if (got?.actions.includes('view')) seen += 1;
    }
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(14);
  });
});
