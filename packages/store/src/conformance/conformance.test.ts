import { always, type Bound, type Field, storageOf } from '@tessera/model';
import type { LinkReference, SecuredGroups, SecuredRows } from '@tessera/permissions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, grouping } from '../../test/fixtures.ts';
import {
  anyReference,
  boundOver,
  columnReference,
  derivedReference,
  levelOf,
  linkReference,
} from './arbitraries.ts';
import { groupOrder, groupsOf } from './group-reference.ts';
import { firstSeed, openTwins, type Twins } from './twins.ts';

const runs = Number(process.env.RUNS ?? 100);
const tables = ['tblmain', 'tblother'];
const patience = 120_000;

describe.each([firstSeed, firstSeed + 1, firstSeed + 2])(
  'memory, SQLite and PostgreSQL agree (seed %i)',
  (seed) => {
    let twins: Twins;
    beforeAll(async () => {
      twins = await openTwins(seed, false);
    });
    afterAll(() => twins.close());

    it(
      'on random conditions',
      async () => {
        const { memory, stores, ground } = twins;
        const agree = async (table: string, where: Bound) => {
          const expected = memory.matching(table, where).map((record) => record.id);
          for (const store of stores) {
            const { rows, total } = await store.rows(
              asking(table, { where, limit: 1000, total: true }),
            );
            expect(rows.map((row) => row.id)).toEqual(expected);
            expect(total).toBe(expected.length);
          }
        };
        for (const table of tables) {
          const property = fc.asyncProperty(boundOver(ground, table), (where) =>
            agree(table, where),
          );
          await fc.assert(property, { seed, numRuns: runs });
        }
      },
      patience,
    );

    it(
      'on masked windows: columns, links, bitmaps, orders, totals',
      async () => {
        const { memory, stores, ground } = twins;
        for (const id of tables) {
          const all = ground.schema.tables.find((one) => one.id === id)?.fields ?? [];
          const columns = all.filter((one: Field) => storageOf(one) !== 'link');
          const links = all.filter((one) => one.type === 'link');
          const question = fc.record({
            where: fc.oneof(fc.constant(always), boundOver(ground, id, 2)),
            columns: fc.tuple(...columns.map((one) => columnReference(ground, id, one))),
            links: fc.tuple(...links.map((one) => linkReference(ground, id, one))) as fc.Arbitrary<
              LinkReference[]
            >,
            derived: fc.tuple(
              ...[0, 1, 2].map((n) => derivedReference(ground, id, `flddrv${n}`, true)),
            ),
            bits: fc.array(boundOver(ground, id, 1), { maxLength: 30 }),
            order: fc.array(
              fc.record({
                by: anyReference(ground, id),
                direction: fc.constantFrom('asc' as const, 'desc' as const),
              }),
              { maxLength: 3 },
            ),
            grouped: fc.oneof(fc.constant([]), fc.array(levelOf(ground, id), { maxLength: 3 })),
            offset: fc.constantFrom(0, 0, 3, 20),
            limit: fc.constantFrom(0, 1, 5, 1000),
            total: fc.boolean(),
          });
          const agree = async (asked: Partial<SecuredRows>) => {
            const query = asking(id, asked);
            const expected = memory.rows(query, groupOrder(memory, query.grouped));
            for (const store of stores) expect(await store.rows(query)).toEqual(expected);
          };
          await fc.assert(fc.asyncProperty(question, agree), { seed, numRuns: runs });
        }
      },
      patience,
    );

    it(
      'on groups and measures over readable cells',
      async () => {
        const { memory, stores, ground } = twins;
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
          const counting = fc.record({
            fn: fc.constantFrom('filled' as const, 'empty' as const),
            by: derivedReference(ground, id, 'flddrv', true),
          });
          const question = fc.record({
            where: fc.oneof(fc.constant(always), boundOver(ground, id, 1)),
            group: fc.array(levelOf(ground, id), { maxLength: 3 }),
            aggregates: fc.array(fc.oneof({ weight: 4, arbitrary: aggregate }, counting), {
              maxLength: 6,
            }),
          });
          const agree = async (asked: Partial<SecuredGroups>) => {
            const query = grouping(id, asked);
            const expected = groupsOf(memory, query);
            for (const store of stores) expect(await store.groups(query)).toEqual(expected);
          };
          await fc.assert(fc.asyncProperty(question, agree), { seed, numRuns: runs });
        }
      },
      patience,
    );
  },
);
