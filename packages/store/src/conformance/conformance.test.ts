import { always, type Bound, type Field, storageOf } from '@tessera/model';
import type { LinkReference, SecuredGroups, SecuredRows } from '@tessera/permissions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, databases, grouping, type Temporary } from '../../test/fixtures.ts';
import { loadPinyin } from '../sort-key.ts';
import type { WorkspaceStore } from '../store.ts';
import {
  anyReference,
  boundOver,
  columnReference,
  everyTest,
  type Ground,
  linkReference,
} from './arbitraries.ts';
import { groupsOf } from './group-reference.ts';
import { reference } from './reference.ts';
import { build, recipe, worldOf } from './world.ts';

const first = Number(process.env.SEED ?? Date.now() % 1_000_000);
const runs = Number(process.env.RUNS ?? 120);
const tables = ['tblmain', 'tblother'];

describe.each([first, first + 1, first + 2])(
  'memory, SQLite and PostgreSQL agree (seed %i)',
  (seed) => {
    const [made] = fc.sample(recipe, { seed, numRuns: 1 });
    if (!made) throw new Error('No workspace was made.');
    const homes: Temporary[] = [];
    const stores: WorkspaceStore[] = [];
    let memory: ReturnType<typeof reference>;
    let ground: Ground;

    beforeAll(async () => {
      await loadPinyin();
      for (const [, temporary] of databases) {
        const home = temporary();
        homes.push(home);
        stores.push(await build(home.place, made));
      }
      const world = worldOf(stores[0] as WorkspaceStore, made);
      memory = reference(world);
      ground = {
        schema: world.schema,
        ids: new Map(
          [...world.records].map(([table, records]) => [table, records.map((record) => record.id)]),
        ),
      };
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      for (const home of homes) await home.remove();
    });

    async function agree(table: string, where: Bound): Promise<void> {
      const expected = memory.matching(table, where).map((record) => record.id);
      for (const store of stores) {
        const { rows, total } = await store.rows(
          asking(table, { where, limit: 1000, total: true }),
        );
        expect(rows.map((row) => row.id)).toEqual(expected);
        expect(total).toBe(expected.length);
      }
    }

    it('on every operator for every kind of field, plain and negated', async () => {
      for (const table of ground.schema.tables) {
        for (const field of table.fields) {
          const records = field.type === 'link' ? (ground.ids.get(field.target) ?? []) : [];
          const atoms = everyTest(field, records).flatMap((test): Bound[] => {
            const atom: Bound = { kind: 'atom', field: field.id, test };
            return [atom, { kind: 'not', of: atom }];
          });
          // Thirty conditions at a time, as the bitmap of every record.
          for (let i = 0; i < atoms.length; i += 30) {
            const query = asking(table.id, { bits: atoms.slice(i, i + 30), limit: 1000 });
            const expected = memory.rows(query).rows.map((row) => row.bits);
            for (const store of stores) {
              const { rows } = await store.rows(query);
              expect(rows.map((row) => row.bits)).toEqual(expected);
            }
          }
        }
      }
    });

    it('on random conditions', async () => {
      for (const table of tables) {
        await fc.assert(
          fc.asyncProperty(boundOver(ground, table), (where) => agree(table, where)),
          { seed, numRuns: runs },
        );
      }
    });

    it('on masked windows: columns, links, bitmaps, orders, totals, deep or not', async () => {
      for (const id of tables) {
        const table = ground.schema.tables.find((one) => one.id === id);
        const all = table?.fields ?? [];
        const columns = all.filter((one: Field) => storageOf(one) !== 'link');
        const links = all.filter((one) => one.type === 'link');
        const question = fc.record({
          where: fc.oneof(
            fc.constant({ kind: 'const', value: true } as Bound),
            boundOver(ground, id, 2),
          ),
          columns: fc.tuple(...columns.map((one) => columnReference(ground, id, one))),
          links: fc.tuple(...links.map((one) => linkReference(ground, id, one))) as fc.Arbitrary<
            LinkReference[]
          >,
          bits: fc.array(boundOver(ground, id, 1), { maxLength: 30 }),
          order: fc.array(
            fc.record({
              by: anyReference(ground, id),
              direction: fc.constantFrom('asc' as const, 'desc' as const),
            }),
            { maxLength: 3 },
          ),
          offset: fc.constantFrom(0, 0, 3, 20),
          limit: fc.constantFrom(0, 1, 5, 1000),
          total: fc.boolean(),
        });
        const same = async (asked: Partial<SecuredRows>) => {
          const query = asking(id, asked);
          const expected = memory.rows(query);
          for (const store of stores) expect(await store.rows(query)).toEqual(expected);
        };
        await fc.assert(fc.asyncProperty(question, same), { seed, numRuns: runs / 2 });
      }
    });

    it('on groups and measures over readable cells', async () => {
      const functions = [
        'count',
        'filled',
        'empty',
        'unique',
        'sum',
        'average',
        'min',
        'max',
      ] as const;
      for (const id of tables) {
        const aggregate = fc
          .tuple(fc.constantFrom(...functions), anyReference(ground, id))
          .map(([fn, by]) => ({ fn, by: fn === 'count' ? null : by }));
        const question = fc.record({
          where: fc.oneof(fc.constant(always), boundOver(ground, id, 1)),
          group: fc.array(anyReference(ground, id), { maxLength: 3 }),
          aggregates: fc.array(aggregate, { maxLength: 6 }),
        });
        const same = async (asked: Partial<SecuredGroups>) => {
          const query = grouping(id, asked);
          const expected = groupsOf(memory, query);
          for (const store of stores) expect(await store.groups(query)).toEqual(expected);
        };
        await fc.assert(fc.asyncProperty(question, same), { seed, numRuns: runs / 2 });
      }
    });
  },
);
