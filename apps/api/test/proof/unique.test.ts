import type { Field, SchemaChange } from '@tessera/model';
import { mayBeUnique } from '@tessera/permissions';
import { describe, expect, it } from 'vitest';
import { baseNames, baseSpec } from './base.ts';
import { firstDifference } from './compare.ts';
import { knownTo, makePair, type Pair } from './mutate.ts';
import { Oracle } from './oracle.ts';
import { subjects } from './people.ts';
import { randomOf } from './random.ts';
import { noon, type Spec, schemaOf, simulate, workspaceId } from './spec.ts';
import type { World } from './world.ts';

/** Always the same worlds: that collisions happen in them is not a matter of luck. */
const seed = 46;
const steps = 120;

/** Every writer of products reads all of them, so a field there may be unique. */
const products = baseNames.table('products').id;
const code: Field = {
  id: 'fldcode',
  name: 'Code',
  slug: 'code',
  classes: [],
  type: 'text',
  unique: true,
};

/** Without the rules of others that differ between the worlds and under which no field of a product may be unique. */
function lawful(spec: Spec, base: Spec): Spec {
  const table = schemaOf(spec).tables.find(({ id }) => id === products);
  if (!table || mayBeUnique(spec.policy, table, code)) return spec;
  const { grants, restrictions, version } = spec.policy;
  const kept = <T extends { readonly id: string }>(rules: readonly T[], known: readonly T[]) =>
    rules.filter(({ id }) => known.some((one) => one.id === id));
  return {
    ...spec,
    policy: {
      version,
      grants: kept(grants, base.policy.grants),
      restrictions: kept(restrictions, base.policy.restrictions),
    },
  };
}

/** The world with codes in its products: those the member does not read are different in each world. */
function withCodes(spec: Spec, member: string, world: string): Spec {
  const change: SchemaChange = { kind: 'addField', table: products, field: code };
  const at = spec.changes.findLastIndex((one) => 'table' in one && one.table === products);
  const changed = {
    ...spec,
    changes: spec.changes.toSpliced(Math.max(at, lastTable(spec)) + 1, 0, change),
  };
  const oracle = new Oracle(changed, simulate(changed), member, noon);
  const table = schemaOf(changed).tables.find(({ id }) => id === products);
  const records = changed.records.map((one, place) => {
    if (one.table !== products || one.ghost || !table) return one;
    const raw = oracle.raw.get(products)?.find(({ id }) => id === one.id);
    const seen =
      raw && oracle.sees(table, raw) && oracle.level(table, 'view', raw, code) !== 'hidden';
    const text = seen ? `Code ${one.id}` : `Code ${world} ${place}`;
    return { ...one, cells: { ...one.cells, [code.id]: text } };
  });
  return { ...changed, records };
}

const lastTable = ({ changes }: Spec) =>
  changes.findLastIndex((one) => one.kind === 'addTable' && one.table.id === products);

/** Management reads and writes every product: nothing there could be told to it that it does not see. */
const boss = 'memboss';

function pairFor(member: string, at: number): Pair {
  const base = baseSpec(at);
  const kinds = new Map<string, number>();
  const pair = member === boss ? { a: base, b: base, member, kinds } : makePair(base, member, at);
  const made = (spec: Spec, world: string) => withCodes(lawful(spec, base), member, world);
  return { ...pair, a: made(pair.a, 'a'), b: made(pair.b, 'b') };
}

const records = '/workspaces/{ws}/tables/{table}/records';
const only = [
  `post ${records}`,
  `patch ${records}/{record}`,
  `patch ${records}`,
  `delete ${records}/{record}`,
  'post /workspaces/{ws}/tables/{table}/trash/restore',
  'post /workspaces/{ws}/tables/{t}/import',
  'patch /workspaces/{ws}/tables/{table}/fields/{field}',
  'put /workspaces/{ws}/policy',
  `post ${records}/query`,
];

/** A new product with the luckiest of guesses: a code that stands in one of the worlds. */
function guessing(request: Request, guess: string): Request {
  return new Request(
    new URL(`/api/workspaces/${workspaceId}/tables/products/records`, request.url),
    {
      method: 'POST',
      headers: request.headers,
      body: JSON.stringify({ records: [{ fields: { name: 'Luck', code: guess } }] }),
    },
  );
}

/** Asks both worlds the same; in the place of each new record one with a guess. Gives how often one was taken. */
async function collisions(member: string, at: number): Promise<number> {
  const pair = pairFor(member, at);
  expect(knownTo(pair.a, pair.member)).toBe(knownTo(pair.b, pair.member));
  const codes = [...pair.a.records, ...pair.b.records].flatMap(({ cells }) => {
    const cell = cells[code.id];
    return typeof cell === 'string' ? [cell] : [];
  });
  const made = new Map<World, number>();
  const random = randomOf(at);
  let taken = 0;
  const found = await firstDifference(
    pair,
    Array.from({ length: steps }, () => random.int(2 ** 30)),
    {
      only,
      ask: async (world, given) => {
        const creates = given.method === 'POST' && given.url.endsWith('/records');
        const turn = made.get(world) ?? 0;
        if (creates) made.set(world, turn + 1);
        const request = creates ? guessing(given, codes[turn % codes.length] ?? '') : given;
        const response = await world.app.fetch(request);
        if ((await response.clone().text()).includes('"unique":"taken"')) taken += 1;
        return response;
      },
    },
  );
  if (found) throw new Error(`step ${found.step}: ${JSON.stringify(found.asked)}`);
  return taken;
}

describe(`non-interference with a unique field (seed ${seed})`, () => {
  it.each(['sales', 'service', 'nobody', 'administrator', 'dropper', 'random'] as const)(
    'tells %s nothing of values he does not read',
    async (name) => {
      expect(await collisions(subjects[name], seed)).toBe(0);
    },
    120_000,
  );

  it('puts requests that collide, where somebody may know of it', async () => {
    expect(await collisions(boss, seed)).toBeGreaterThan(3);
  }, 120_000);
});
