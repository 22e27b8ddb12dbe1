import { fold, isDenial } from '@tessera/model';
import type { GroupAnswer, OutRecord, QueryAnswer, SchemaAnswer } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { type Asked, ws } from './asked.ts';
import { baseSpec, roleOf } from './base.ts';
import { requestFor } from './compare.ts';
import { heldAfter, heldOf, listen, settle } from './live.ts';
import { roleIds, subjectNames, subjects } from './people.ts';
import { randomOf } from './random.ts';
import { seed } from './seed.ts';
import { shows } from './shows.ts';
import { noon, workspaceId } from './spec.ts';
import { buildWorld, type World } from './world.ts';

const terms = ['alpha', 'béta', '2', '华东', 'east', 'won', 'alp', 'gamma', '1', '3', 'w'];
const records = `${ws}/tables/{table}/records`;

/** Asks as a member and gives the answer, or null when it is refused. */
async function ask<T>(world: World, member: string, asked: Asked): Promise<T | null> {
  const response = await world.app.fetch(requestFor(asked, world.cookie(member)));
  const text = await response.text();
  return response.ok ? (JSON.parse(text) as T) : null;
}

const query = <T = QueryAnswer>(world: World, member: string, table: string, body: object) =>
  ask<T>(world, member, { endpoint: `post ${records}/query`, params: { table }, body });

async function schemaFor(world: World, member: string): Promise<SchemaAnswer> {
  const schema = await ask<SchemaAnswer>(world, member, { endpoint: `get ${ws}/schema` });
  if (!schema) throw new Error('There is no schema.');
  return schema;
}

describe(`coherent (seed ${seed})`, () => {
  /** Ways to the same records that were compared with the list. */
  let compared = 0;

  it.each(subjectNames)(
    '%s finds the same records by list, id, search, groups and realtime',
    async (name) => {
      const world = await buildWorld(baseSpec(seed));
      const member = subjects[name];
      try {
        const schema = await schemaFor(world, member);
        const listener = listen(world, member);
        for (const { id: table } of schema.tables)
          listener.client.receive(
            JSON.stringify({
              type: 'subscribe',
              sub: table,
              table,
              query: {},
              offset: 0,
              limit: 100,
            }),
          );
        await settle();
        for (const table of schema.tables) {
          const list = await query(world, member, table.id, { limit: 100 });
          if (!list) throw new Error(`${table.slug} is in the schema, but cannot be asked.`);
          expect(list.records).toHaveLength(list.total);
          expect(heldAfter(listener.frames, table.id)).toEqual(heldOf(list));
          compared += 1;
          for (const record of list.records) {
            const params = { table: table.id, record: record.id };
            const one = await ask<{ record: OutRecord; outcome: object }>(world, member, {
              endpoint: `get ${records}/{record}`,
              params,
            });
            compared += 1;
            expect(one?.record.fields).toEqual(record.fields);
            expect(one?.outcome).toEqual(list.outcomes[record._g]);
          }
          for (const term of terms) {
            const found = await query(world, member, table.id, { search: term, limit: 100 });
            compared += 1;
            const wanted = list.records.filter((record) => shows(table, record, fold(term)));
            expect(
              found?.records.map(({ id }) => id),
              `${table.slug}: ${term}`,
            ).toEqual(wanted.map(({ id }) => id));
          }
          await expectGroups(world, member, table, list);
        }
      } finally {
        await world.close();
      }
    },
    120_000,
  );

  it('has compared five hundred ways to the same records', () => {
    expect(compared).toBeGreaterThanOrEqual(500);
  });

  /** Groups count every visible record once: under what it shows, or together where it shows nothing. */
  async function expectGroups(
    world: World,
    member: string,
    table: SchemaAnswer['tables'][number],
    list: QueryAnswer,
  ): Promise<void> {
    const total = await query<GroupAnswer>(world, member, table.id, {
      aggregate: [{ fn: 'count' }],
    });
    expect(total?.groups[0]?.measures[0]).toBe(list.total);
    for (const { id, type, result, many, level } of table.fields) {
      const groups = ['singleSelect', 'member', 'date', 'checkbox', 'text', 'number', 'currency'];
      if (level === 'masked' || many || !groups.includes(result ?? type)) continue;
      const body = { group: [id], aggregate: [{ fn: 'count' }] };
      const answer = await query<GroupAnswer>(world, member, table.id, body);
      const shown = list.records.filter(
        ({ fields, _g }) => Object.hasOwn(fields, id) && list.outcomes[_g]?.fields[id] !== 'masked',
      );
      const counted = (answer?.groups ?? []).filter(({ keys }) =>
        keys.every((key) => 'value' in key),
      );
      compared += 1;
      const sum = counted.reduce((all, { measures }) => all + Number(measures[0]), 0);
      expect(sum, `${table.slug} by ${id}`).toBe(shown.length);
      const rest = (answer?.groups ?? []).some(({ keys }) => keys.some((key) => 'noAccess' in key));
      expect(rest).toBe(shown.length < list.records.length);
    }
  }
});

describe(`monotone (seed ${seed})`, () => {
  it.each(subjectNames)(
    'a further role takes no record and no cell from %s',
    async (name) => {
      const world = await buildWorld(baseSpec(seed));
      const member = subjects[name];
      const random = randomOf(seed);
      const roles = [...Object.values(roleIds), ...['sales', 'service', 'management'].map(roleOf)];
      try {
        for (let step = 0; step < 4; step++) {
          const before = await seenBy(world, member);
          const role = random.pick(roles);
          const membership = {
            group: { kind: 'role' as const, id: role },
            holder: { kind: 'member' as const, id: member },
          };
          const done = await world.workspace.store.changeOrganisation(
            [{ kind: 'addMembership', membership }],
            { by: 'memowner', at: noon, change: 'chgrole' },
          );
          if (isDenial(done)) throw new Error(done.message);
          const after = await seenBy(world, member);
          const lost = [...before].filter((one) => !after.has(one));
          expect(lost, `${name} with ${role} in ${workspaceId}`).toEqual([]);
        }
      } finally {
        await world.close();
      }
    },
    120_000,
  );
});

/** Every record and every cell that a member sees, by name; and where he may change it. */
async function seenBy(world: World, member: string): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const { id: table } of (await schemaFor(world, member)).tables) {
    const list = await query(world, member, table, { limit: 100 });
    for (const { id, _g } of list?.records ?? []) {
      seen.add(id);
      const outcome = list?.outcomes[_g];
      for (const action of outcome?.actions ?? []) seen.add(`${id} ${action}`);
      for (const [field, level] of Object.entries(outcome?.fields ?? {})) {
        seen.add(`${id} ${field} shown`);
        if (level !== 'masked') seen.add(`${id} ${field}`);
        if (level === 'edit') seen.add(`${id} ${field} edit`);
      }
    }
  }
  return seen;
}
