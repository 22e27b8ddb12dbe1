import { type Condition, isDenial, type Policy } from '@tessera/model';
import { secureRows } from '@tessera/permissions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members } from './arbitraries.ts';
import { accessOf, conditionOver, policyOver, tables } from './policies.ts';
import { firstSeed, openTwins, type Twins } from './twins.ts';

const runs = Number(process.env.RUNS ?? 125);

describe.each([firstSeed, firstSeed + 1])('under random rules (seed %i)', (seed) => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await openTwins(seed, true);
  });
  afterAll(() => twins.close());

  it('memory, SQLite and PostgreSQL show each member the same records and the same cells', async () => {
    const { memory, stores, ground } = twins;
    const { schema } = ground;
    const filters = fc.tuple(
      ...schema.tables.map((table) => fc.option(conditionOver(table), { nil: undefined })),
    );
    let compared = 0;
    let shown = 0;
    const agree = async (rules: Policy, drawn: readonly (Condition | undefined)[]) => {
      for (const member of members) {
        const access = accessOf(schema, rules, member);
        for (const table of tables) {
          const filter = drawn[schema.tables.findIndex(({ id }) => id === table)];
          const query = secureRows(access, { table, limit: 1000, ...(filter && { filter }) });
          if (isDenial(query)) continue;
          const expected = memory.rows(query);
          for (const store of stores) expect(await store.rows(query)).toEqual(expected);
          compared += 1;
          shown += expected.rows.length;
        }
      }
    };
    const property = fc.asyncProperty(policyOver(schema.tables), filters, agree);
    await fc.assert(property, { seed, numRuns: runs });
    // A case is one member who reads one table under one policy, and may.
    expect(compared).toBeGreaterThan(2 * runs);
    expect(shown).toBeGreaterThan(0);
  }, 240_000);
});
