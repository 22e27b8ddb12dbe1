import { type Bound, type Cells, evaluate, type Table } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  exportableFields,
  mayExport,
  mayExportField,
  outcomeOf,
} from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyWorld } from './arbitrary.ts';
import { exportLaw, type Law, levelLaw, mayLaw } from './law.ts';
import { accessOf, inRole, now, organisation, roles, schema, type World } from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 400);
const actions = ['view', 'edit', 'delete', 'transfer', 'export'] as const;

/** Evaluates a compiled condition over the little world, links followed record by record. */
function holdsIn(world: World, table: Table, bound: Bound, id: string): boolean {
  const cells: Cells = world[table.id]?.[id] ?? {};
  return evaluate(
    bound,
    { id, cells },
    (field) => table.fields.find((f) => f.id === field),
    (node) => {
      const ids = cells[node.link];
      const target = schema.tables.find((t) => t.id === node.target);
      return (
        target !== undefined &&
        Array.isArray(ids) &&
        ids.some((other: string) => holdsIn(world, target, node.some, other))
      );
    },
  );
}

function bitmap(world: World, access: Access, table: Table, id: string): number {
  const bits = access.tables.get(table.id)?.bits ?? [];
  return bits.reduce((all, bit, i) => all | (holdsIn(world, table, bit, id) ? 1 << i : 0), 0);
}

describe('the engine against the law written out record by record', () => {
  it('agrees on what may be seen and done, and on every level', () => {
    fc.assert(
      fc.property(anyPolicy, anyMemberships, anyMember, anyWorld, (rules, held, member, world) => {
        const people = organisation(held);
        const access = accessOf(member, rules, people);
        const law: Law = { policy: rules, schema, organisation: people, world, member, now };
        for (const table of schema.tables) {
          const found = access.tables.get(table.id);
          for (const id of Object.keys(world[table.id] ?? {})) {
            const seen = mayLaw(law, 'view', table, id);
            const bits = bitmap(world, access, table, id);
            const outcome = found && outcomeOf(found, bits);
            const exported = found ? exportableFields(found, bits) : null;
            expect(exported !== null).toBe(mayLaw(law, 'export', table, id));
            if (found && exported) expect(mayExport(found)).toBe(true);
            expect(found ? holdsIn(world, table, found.visible, id) : false).toBe(seen);
            for (const action of actions)
              expect(outcome?.actions.includes(action) ?? false).toBe(
                mayLaw(law, action, table, id),
              );
            for (const field of table.fields) {
              const level = levelLaw(law, 'view', table, id, field.id);
              const readable = level === 'read' || level === 'edit';
              expect(outcome ? field.id in outcome.fields : false).toBe(readable);
              const reference = found?.references.get(field.id);
              const shown = reference ? holdsIn(world, table, reference.when, id) : false;
              expect(seen && shown).toBe(readable);
              expect(exported?.has(field.id) ?? false).toBe(exportLaw(law, table, id, field.id));
              if (found && exported?.has(field.id))
                expect(mayExportField(found, field.id)).toBe(true);
              if (outcome?.fields[field.id] === 'edit')
                expect(levelLaw(law, 'edit', table, id, field.id)).toBe('edit');
            }
          }
        }
      }),
      { numRuns: runs, verbose: 0 },
    );
  });

  it('is monotone: one more role never means less', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        fc.constantFrom(...roles),
        anyWorld,
        (rules, held, member, role, world) => {
          const less = accessOf(member, rules, organisation(held));
          const more = accessOf(member, rules, organisation([...held, inRole(role, member)]));
          for (const table of schema.tables) {
            const a = less.tables.get(table.id);
            const b = more.tables.get(table.id);
            if (!a) continue;
            for (const id of Object.keys(world[table.id] ?? {})) {
              const before = outcomeOf(a, bitmap(world, less, table, id));
              const after = b && outcomeOf(b, bitmap(world, more, table, id));
              for (const action of before.actions) expect(after?.actions).toContain(action);
              for (const [field, level] of Object.entries(before.fields))
                expect([level, 'edit']).toContain(after?.fields[field]);
              const exported = b && exportableFields(b, bitmap(world, more, table, id));
              for (const field of exportableFields(a, bitmap(world, less, table, id)) ?? [])
                expect(exported?.has(field)).toBe(true);
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
