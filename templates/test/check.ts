import type { Template } from '@tessera/model';
import { expect } from 'vitest';
import { recordActions, type WhoSeesWhat, words } from '../src/who-sees-what.ts';
import {
  accessOf,
  type Company,
  cellOf,
  companyOf,
  fieldNamed,
  tableNamed,
  World,
} from './company.ts';

/** Holds a "who sees what" against rules in memory, for one role: a member with that role alone. */
export function checkRole(company: Company, sheet: WhoSeesWhat, role: string): void {
  checkRecords(company, sheet, role);
  checkCreates(company, sheet, role, new World(company.schema, sheet));
  const rights = [...accessOf(company, role).workspace].sort();
  expect(rights, role).toEqual([...(sheet.workspace[role] ?? [])].sort());
}

/** The same for what stands there alone: records that exist. */
export function checkRecords(company: Company, sheet: WhoSeesWhat, role: string): void {
  const world = new World(company.schema, sheet);
  const access = accessOf(company, role);
  for (const { table, on, actions, edit, read, hidden, ...stated } of sheet.statements) {
    if (stated.role !== role) continue;
    for (const relation of words(on)) {
      const where = `${role} ${table} ${relation}`;
      const found = world.outcome(access, table, `${table}.${relation}`);
      const may = recordActions.filter((action) => found?.actions.includes(action));
      const wanted = recordActions.filter((action) => words(actions).includes(action));
      expect(may, where).toEqual(wanted);
      const shown = (slug: string) =>
        found?.fields[fieldNamed(tableNamed(company.schema, table), slug).id] ?? 'hidden';
      for (const slug of words(edit)) expect(shown(slug), `${where} ${slug}`).toBe('edit');
      for (const slug of words(read)) expect(shown(slug), `${where} ${slug}`).toBe('read');
      for (const slug of words(hidden)) expect(shown(slug), `${where} ${slug}`).toBe('hidden');
    }
  }
  for (const one of sheet.unseen)
    if (one.role === role)
      for (const table of words(one.tables))
        expect(access.tables.has(tableNamed(company.schema, table).id), `${role} ${table}`).toBe(
          false,
        );
}

function checkCreates(company: Company, sheet: WhoSeesWhat, role: string, world: World): void {
  const access = accessOf(company, role);
  for (const [table, { fields, owner, records }] of Object.entries(sheet.tables)) {
    for (const [relation, { cells }] of Object.entries(records)) {
      const stated = sheet.creates.find(
        (one) => one.role === role && one.table === table && words(one.on).includes(relation),
      );
      // States of a record are no owners of new ones.
      if (!['own', 'report', 'stranger', 'any'].includes(relation)) continue;
      const shape = tableNamed(company.schema, table);
      const whose = owner === undefined ? undefined : cells[owner];
      const given = (slugs: readonly string[]) => ({
        ...Object.fromEntries(
          slugs.map((slug) => [fieldNamed(shape, slug).id, world.sample(table, slug)]),
        ),
        ...(owner !== undefined &&
          whose !== undefined && {
            [fieldNamed(shape, owner).id]: cellOf(fieldNamed(shape, owner), whose),
          }),
      });
      const where = `${role} makes ${table} ${relation}`;
      const taken = words(stated?.fields ?? '');
      expect(world.mayCreate(access, table, given(taken)), where).toBe(stated !== undefined);
      for (const slug of words(fields)) {
        if (taken.includes(slug) || slug === owner) continue;
        expect(world.mayCreate(access, table, given([...taken, slug])), `${where} ${slug}`).toBe(
          false,
        );
      }
    }
  }
}

/** Holds a "who sees what" against the shape of a template: every field, relation and role exactly once. */
export function checkComplete(template: Template, sheet: WhoSeesWhat): void {
  const company = companyOf([template]);
  const roles = [...company.roles.map(({ slug }) => slug), 'owner', 'none'];
  expect([...sheet.roles].sort()).toEqual(roles.sort());
  const tables = company.schema.tables.map(({ slug }) => slug);
  expect(Object.keys(sheet.tables).sort()).toEqual([...tables].sort());
  for (const [table, { fields, records }] of Object.entries(sheet.tables)) {
    const known = tableNamed(company.schema, table).fields.map(({ slug }) => slug);
    expect([...words(fields)].sort(), table).toEqual([...known].sort());
    for (const role of sheet.roles) {
      const unseen = sheet.unseen.some(
        (one) => one.role === role && words(one.tables).includes(table),
      );
      for (const relation of Object.keys(records)) {
        const stated = sheet.statements.filter(
          (one) => one.role === role && one.table === table && words(one.on).includes(relation),
        );
        expect(stated.length, `${role} ${table} ${relation}`).toBe(unseen ? 0 : 1);
        for (const { edit, read, hidden } of stated) {
          const all = [edit, read, hidden].flatMap(words);
          expect([...all].sort(), `${role} ${table} ${relation}`).toEqual([...known].sort());
        }
      }
    }
  }
  const seen = new Set(sheet.statements.flatMap(({ actions }) => words(actions)));
  expect([...seen].filter((action) => !recordActions.some((one) => one === action))).toEqual([]);
}
