import { type Cells, isDenial, levels, type Schema } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  exportableFields,
  mayExport,
  mayExportField,
  outcomeOf,
  planChange,
  secureRows,
} from '../src/index.ts';
import { anyMember, anyMemberships, anyPolicy, anyShares, anyWorld } from './arbitrary.ts';
import { bitmap, holdsIn } from './holds.ts';
import { behindLaw, countsLaw, createLaw, exportLaw, type Law, levelLaw, mayLaw } from './law.ts';
import {
  accessOf,
  askedSchema,
  grant,
  inRole,
  now,
  organisation,
  restriction,
  roles,
  schema,
  whole,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const actions = ['view', 'edit', 'delete', 'transfer', 'export', 'comment'] as const;

describe('the engine against the law written out record by record', () => {
  it('agrees on what may be seen and done, and on every level', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        anyWorld,
        anyShares,
        (rules, held, member, world, shares) => {
          const people = organisation(held);
          const access = accessOf(member, rules, people, { schema: askedSchema, shares });
          const law: Law = {
            policy: rules,
            schema: askedSchema,
            organisation: people,
            world,
            member,
            now,
            shares,
          };
          for (const table of askedSchema.tables) {
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
                const link = 'link' in field && table.fields.find((one) => one.id === field.link);
                const behind = link && link.type === 'link' ? link.target : '';
                if (found && link && !found.shown.has(field.id)) {
                  // Hidden as its link is, or since nothing behind it can be read.
                  const there = Object.keys(world[behind] ?? {});
                  const level = levelLaw(law, 'view', table, id, field.id);
                  const blind = !there.some((other) => countsLaw(law, table, other, field.id));
                  expect(blind || level === 'hidden' || !seen).toBe(true);
                  continue;
                }
                const level = levelLaw(law, 'view', table, id, field.id);
                const readable = level === 'read' || level === 'edit';
                const told = outcome?.fields[field.id] ?? 'hidden';
                expect(told === 'edit' ? 'read' : told).toBe(level === 'edit' ? 'read' : level);
                const mask = found?.shown.get(field.id);
                const covers = mask ? holdsIn(world, table, mask.when, id) : false;
                expect(seen && covers).toBe(level !== 'hidden');
                const reference = found?.references.get(field.id);
                const shown = reference ? holdsIn(world, table, reference.when, id) : false;
                expect(seen && shown).toBe(readable);
                expect(exported?.has(field.id) ?? false).toBe(exportLaw(law, table, id, field.id));
                if (found && exported?.has(field.id))
                  expect(mayExportField(found, field.id)).toBe(true);
                if (reference && link) {
                  const asked = secureRows(access, { table: table.id, fields: [field.id] });
                  const at = isDenial(asked) ? undefined : asked.derived[0]?.behind;
                  const over = at && (at.kind === 'lookup' ? at.over : at.rollup.over);
                  const target = askedSchema.tables.find((one) => one.id === behind);
                  const linked = (world[table.id]?.[id]?.[link.id] ?? []) as string[];
                  const counted = linked.filter(
                    (other) => target && over && holdsIn(world, target, over, other),
                  );
                  expect(counted).toEqual(behindLaw(law, table, id, field.id));
                  expect(outcome?.fields[field.id]).not.toBe('edit');
                }
                if (outcome?.fields[field.id] === 'edit')
                  expect(levelLaw(law, 'edit', table, id, field.id)).toBe('edit');
              }
            }
          }
        },
      ),
      { numRuns: runs, verbose: 0 },
    );
  });

  it('agrees on what may be created, by hand and from a file', () => {
    const table = schema.tables.find(({ id }) => id === 'tblorders');
    if (!table) throw new Error('There are no orders.');
    const given = ['fldcode', 'fldseller', 'fldstatus'];
    const cell = fc.constantFrom('east', 'west', 'South');
    // The status may come from a default instead: the record is the same, but it is not a given field.
    const starting = (value: string): Schema => ({
      ...schema,
      tables: schema.tables.map((one) => ({
        ...one,
        fields: one.fields.map((field) =>
          field.id === 'fldstatus' ? { ...field, default: { value } } : field,
        ),
      })),
    });
    const noFiles = restriction({
      on: { kind: 'table', id: table.id },
      actions: ['import'],
      effect: { kind: 'forbid' },
      exempt: [],
    });
    const noStatus = { field: 'fldstatus', level: 'read' as const };
    const both = { created: 0, onlyByHand: 0, onlyByDefault: 0 };
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        fc.constantFrom(null, 'membob', 'memcid'),
        cell,
        fc.boolean(),
        (drawn, held, member, fldseller, fldstatus, locked) => {
          // A file is refused where a hand is not: half of the locks are made to forbid it, and often one for all.
          const restrictions = [
            ...drawn.restrictions.map((lock, i) =>
              lock.effect.kind === 'forbid' && i % 2 === 0
                ? { ...lock, actions: ['import' as const] }
                : lock,
            ),
            ...(locked ? [noFiles] : []),
          ];
          const grants = drawn.grants.map((one, i) =>
            i % 2 === 0
              ? { ...one, actions: [...new Set([...one.actions, 'create' as const])] }
              : one,
          );
          // Often there is a way in by which everything is given, or everything but the status.
          if (fldseller === 'membob')
            for (const { group } of held.slice(0, 1))
              grants.push(
                grant(
                  group.id,
                  table.id,
                  ['create'],
                  { kind: 'all' },
                  { default: 'edit', except: locked ? [] : [noStatus] },
                ),
              );
          const rules = { ...drawn, grants, restrictions };
          const people = organisation(held);
          const cells = { fldcode: 'new', fldseller, fldstatus };
          const world = { tblorders: { recnew: whole('tblorders', cells) }, tblcustomers: {} };
          const law: Law = { policy: rules, schema, organisation: people, world, member, now };
          const access = accessOf(member, rules, people);
          const allowed = (['member', 'import'] as const).map((origin) => {
            const create = (by: Access, cells: Cells) => {
              const change = { kind: 'create', id: 'recnew', cells } as const;
              const plan = planChange(by, { table: table.id, changes: [change] }, origin);
              return isDenial(plan) ? plan : plan.decide({ records: new Map(), linked: new Map() });
            };
            const done = create(access, cells);
            expect(!isDenial(done)).toBe(createLaw(law, table, 'recnew', given, origin));
            const started = create(
              accessOf(member, rules, people, { schema: starting(fldstatus) }),
              {
                fldcode: 'new',
                fldseller,
              },
            );
            const named = given.filter((id) => id !== 'fldstatus');
            expect(!isDenial(started)).toBe(createLaw(law, table, 'recnew', named, origin));
            if (!isDenial(started))
              expect(started.writes[0]).toMatchObject({ cells: { fldstatus } });
            if (isDenial(done) && !isDenial(started)) both.onlyByDefault += 1;
            return !isDenial(done);
          });
          if (allowed[1]) both.created += 1;
          else if (allowed[0]) both.onlyByHand += 1;
        },
      ),
      { numRuns: Math.max(runs, 200), verbose: 0 },
    );
    // The rules drawn are such that the difference shows.
    expect(both.created).toBeGreaterThan(0);
    expect(both.onlyByHand).toBeGreaterThan(0);
    expect(both.onlyByDefault).toBeGreaterThan(0);
  });

  it('is monotone: one more role never means less', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyMemberships,
        anyMember,
        fc.constantFrom(...roles),
        anyWorld,
        anyShares,
        (rules, held, member, role, world, shares) => {
          const less = accessOf(member, rules, organisation(held), { shares });
          const wider = organisation([...held, inRole(role, member)]);
          const more = accessOf(member, rules, wider, { shares });
          for (const table of schema.tables) {
            const a = less.tables.get(table.id);
            const b = more.tables.get(table.id);
            if (!a) continue;
            for (const id of Object.keys(world[table.id] ?? {})) {
              const before = outcomeOf(a, bitmap(world, less, table, id));
              const after = b && outcomeOf(b, bitmap(world, more, table, id));
              for (const action of before.actions) expect(after?.actions).toContain(action);
              for (const [field, level] of Object.entries(before.fields))
                expect(levels.indexOf(after?.fields[field] ?? 'hidden')).toBeGreaterThanOrEqual(
                  levels.indexOf(level),
                );
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
