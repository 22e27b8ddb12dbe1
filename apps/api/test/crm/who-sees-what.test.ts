import type { ChangeAnswer, OutOutcome, OutRecord, WorkspaceAnswer } from '@tessera/protocol';
import { crmWhoSeesWhat } from '@tessera/templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrmServer, startCrm } from './caller.ts';
import {
  type Place,
  placeOf,
  type RoleSlug,
  type TableSlug,
  tableSlugs,
  tablesOf,
} from './world.ts';

// The CRM's "who sees what", written by hand, against the running API: one member with one role alone, somebody
// two levels below, a stranger; a record for each table and relation; every field tried by a real change.

const { createStatements, fieldSlugs, reach, recordActions, roleSlugs, statements } =
  crmWhoSeesWhat;

interface Single {
  readonly record: OutRecord;
  readonly outcome: OutOutcome;
}

describe('who sees what in the CRM, through the API', () => {
  let server: CrmServer;
  const places = new Map<RoleSlug, Place>();
  const ids = new Map<string, string>();

  beforeAll(async () => {
    server = await startCrm();
    const management = (await server.roles()).filter(({ name }) => name === 'Management');
    const seer = await server.join(
      'All Seeing',
      management.map(({ id }) => id),
    );
    const tables = await tablesOf(seer.caller);
    for (const table of tableSlugs)
      for (const field of tables.get(table)?.fields ?? [])
        ids.set(`${table}.${field.slug}`, field.id);
    for (const role of roleSlugs) places.set(role, await placeOf(server, tables, role));
  }, 60_000);
  afterAll(async () => {
    await server?.close();
  });

  const placeFor = (role: RoleSlug): Place => {
    const found = places.get(role);
    if (!found) throw new Error(`No place for ${role}.`);
    return found;
  };
  const idOf = (table: TableSlug, field: string) => ids.get(`${table}.${field}`) ?? '';

  it.each(roleSlugs)('each record and cell appears as stated: %s', async (role) => {
    const { caller, make } = placeFor(role);
    for (const { table, on, view, actions, notWhenWon, fields, ...one } of statements) {
      if (one.role !== role) continue;
      for (const relation of on) {
        for (const stage of table === 'opportunities' ? ['Engaging', 'Won'] : [undefined]) {
          const where = `${role} ${table} ${relation} ${stage ?? ''}`;
          const id = await make(table, relation, stage);
          const path = `/tables/${table}/records`;
          const single = await caller.call<Single>('GET', `${path}/${id}`);
          expect(single.status, where).toBe(view ? 200 : 404);
          const list = await caller.call<{ total: number; records: readonly OutRecord[] }>(
            'POST',
            `${path}/query`,
            { ids: [id] },
          );
          if (!view) {
            expect([404, 200], where).toContain(list.status);
            if (list.status === 200) expect(list.body.total, where).toBe(0);
            continue;
          }
          const { record, outcome } = single.body;
          expect(
            list.body.records.map((row) => row.fields),
            where,
          ).toEqual([record.fields]);
          const gone: readonly string[] = stage === 'Won' ? (notWhenWon ?? []) : [];
          const wanted = recordActions.filter(
            (action) => actions.includes(action) && !gone.includes(action),
          );
          expect(
            recordActions.filter((action) => outcome.actions.includes(action)),
            where,
          ).toEqual(wanted);
          for (const [slug, shown] of Object.entries(fields)) {
            const field = idOf(table, slug);
            expect(outcome.fields[field] ?? 'hidden', `${where} ${slug}`).toBe(shown);
            expect(Object.hasOwn(record.fields, field), `${where} ${slug}`).toBe(
              shown !== 'hidden',
            );
          }
        }
      }
    }
  });

  it.each(roleSlugs)('a change is taken exactly where "edit" is stated: %s', async (role) => {
    const { caller, make, value } = placeFor(role);
    for (const { table, on, view, fields, ...one } of statements) {
      if (one.role !== role) continue;
      for (const relation of on) {
        let id = await make(table, relation);
        for (const [slug, shown] of Object.entries(fields)) {
          const where = `${role} ${table} ${relation} ${slug}`;
          const given = { fields: { [slug]: value(table, slug) } };
          const path = `/tables/${table}/records/${id}`;
          const { status } = await caller.call('PATCH', path, given);
          if (shown === 'edit') expect([where, status]).toEqual([where, 200]);
          else {
            expect(status, where).toBeGreaterThanOrEqual(400);
            expect(status, where).toBeLessThan(500);
            if (!view) {
              const absent = `/tables/${table}/records/recnosuchrecord`;
              const unknown = await caller.call('PATCH', absent, given);
              expect([where, status]).toEqual([where, unknown.status]);
            }
          }
          // What was handed over, or led elsewhere, is not the same record any more for this member.
          const moved = ['owner', 'co_owner', 'customer'].includes(slug) && status === 200;
          if (moved) id = await make(table, relation);
        }
      }
    }
  });

  it.each(roleSlugs)('a record is deleted exactly where it is stated: %s', async (role) => {
    const { caller, make } = placeFor(role);
    for (const { table, on, view, actions, notWhenWon, ...one } of statements) {
      if (one.role !== role) continue;
      for (const relation of on) {
        for (const stage of table === 'opportunities' ? ['Engaging', 'Won'] : [undefined]) {
          const where = `${role} ${table} ${relation} ${stage ?? ''}`;
          const path = `/tables/${table}/records/${await make(table, relation, stage)}`;
          const { status } = await caller.call('DELETE', path);
          const locked = stage === 'Won' && (notWhenWon ?? []).includes('delete');
          const allowed = actions.includes('delete') && !locked;
          expect([where, status]).toEqual([where, allowed ? 200 : view ? 403 : 404]);
          const left = await server.owner.call('GET', path);
          expect([where, left.status]).toEqual([where, allowed ? 404 : 200]);
        }
      }
    }
  });

  it.each(roleSlugs)('new records are made as stated: %s', async (role) => {
    const { caller, owners, value } = placeFor(role);
    for (const { table, on, allowed, fields, ...one } of createStatements) {
      if (one.role !== role) continue;
      for (const relation of on) {
        const where = `${role} ${table} ${relation}`;
        const owned = table === 'products' ? {} : { owner: owners[relation] };
        const make = async (slugs: readonly string[]) => {
          const given = Object.fromEntries(slugs.map((slug) => [slug, value(table, slug)]));
          const record = { fields: { ...given, ...owned } };
          return await caller.call<ChangeAnswer>('POST', `/tables/${table}/records`, {
            records: [record],
          });
        };
        const { status } = await make(fields);
        if (allowed) expect([where, status]).toEqual([where, 201]);
        else expect(status, where).toBeGreaterThanOrEqual(400);
        expect(status, where).toBeLessThan(500);
        if (!allowed) continue;
        for (const slug of fieldSlugs[table]) {
          if (slug === 'owner' || fields.some((field) => field === slug)) continue;
          const more = await make([...fields, slug]);
          expect(more.status, `${where} ${slug}`).toBeGreaterThanOrEqual(400);
          expect(more.status, `${where} ${slug}`).toBeLessThan(500);
        }
      }
    }
  });

  it.each(roleSlugs)('tables and actions reach as far as stated: %s', async (role) => {
    const tables = await tablesOf(placeFor(role).caller);
    for (const table of tableSlugs) {
      const seen = tables.get(table);
      const words = Object.entries(reach[role][table]);
      if (words.every(([, word]) => word === 'never')) {
        expect(seen, `${role} ${table}`).toBeUndefined();
        continue;
      }
      for (const [action, word] of words) {
        const where = `${role} ${table} ${action}`;
        const far = seen?.actions[action] ?? 'never';
        expect([where, far === 'never']).toEqual([where, word === 'never']);
        if (word === 'all') expect([where, far]).toEqual([where, 'always']);
      }
      const levels = statements.filter((one) => one.role === role && one.table === table);
      const shown = fieldSlugs[table].filter((slug) =>
        levels.some(
          ({ fields }) => (fields as Readonly<Record<string, string>>)[slug] !== 'hidden',
        ),
      );
      expect(seen?.fields.map(({ slug }) => slug).sort(), `${role} ${table}`).toEqual(shown.sort());
    }
  });

  it.each(roleSlugs)('rights on the workspace are as stated: %s', async (role) => {
    const { actions } = await placeFor(role).caller.ask<WorkspaceAnswer>('GET', '');
    expect([...actions].sort()).toEqual([...crmWhoSeesWhat.workspaceActionsByRole[role]].sort());
  });
});
