import type { Bound } from '@tessera/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking } from '../../test/fixtures.ts';
import { everyTest } from './arbitraries.ts';
import { firstSeed, openTwins, type Twins } from './twins.ts';

let twins: Twins;
beforeAll(async () => {
  twins = await openTwins(firstSeed, true);
});
afterAll(() => twins.close());

it(`memory, SQLite and PostgreSQL agree on every operator for every kind of field, plain and negated (seed ${firstSeed})`, async () => {
  const { ground, memory, stores } = twins;
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
}, 120_000);
