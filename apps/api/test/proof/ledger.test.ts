import { describe, expect, it } from 'vitest';
import { baseNames, baseSpec } from './base.ts';
import { requestFor } from './compare.ts';
import { knownTo } from './mutate.ts';
import { subjects } from './people.ts';
import { noon, type Spec } from './spec.ts';
import { buildWorld, type World } from './world.ts';

const tom = subjects.sales;

/** Adds an opportunity of one's own and gives what came back. */
async function added(spec: Spec): Promise<Record<string, unknown>> {
  const world: World = await buildWorld(spec);
  try {
    world.random.reset(5);
    const response = await world.app.fetch(
      requestFor(
        {
          endpoint: 'post /workspaces/{ws}/tables/{table}/records',
          params: { table: 'opportunities' },
          body: { records: [{ fields: { name: 'Mine' } }] },
        },
        world.cookie(tom),
      ),
    );
    expect(response.status).toBe(201);
    const answer = (await response.json()) as { records: { fields: Record<string, unknown> }[] };
    return answer.records[0]?.fields ?? {};
  } finally {
    await world.close();
  }
}

describe('the ledger of channels', () => {
  it('an autonumber tells of records that others made, and it is all that does', async () => {
    const base = baseSpec(3);
    const table = baseNames.table('opportunities');
    const unseen = {
      table: table.id,
      id: 'recunseen',
      cells: {},
      at: noon - 50_000,
      by: 'memboss',
    };
    const other: Spec = { ...base, records: [...base.records, unseen] };
    expect(knownTo(other, tom)).toBe(knownTo(base, tom));
    const [one, two] = [await added(base), await added(other)];
    const differ = Object.keys(one).filter(
      (id) => JSON.stringify(one[id]) !== JSON.stringify(two[id]),
    );
    expect(differ).toEqual([baseNames.field('opportunities', 'code').id]);
    expect(Object.keys(one)).toEqual(Object.keys(two));
  });
});
