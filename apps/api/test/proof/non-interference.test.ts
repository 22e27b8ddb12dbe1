import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/routes/registry.ts';
import { baseSpec } from './base.ts';
import { cases } from './cases.ts';
import { type Difference, firstDifference, type Tally } from './compare.ts';
import { knownTo, makePair } from './mutate.ts';
import { subjectNames, subjects } from './people.ts';
import { randomOf } from './random.ts';
import { seed } from './seed.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 2);
const steps = 130;
const tally: Tally = new Map();

/** Endpoints that by their nature only ever succeed. */
const onlyGood = new Set(['get /health', 'get /auth/get-session']);

function told({ step, asked, a, b }: Difference): string {
  return `step ${step}: ${JSON.stringify(asked)}\n  a: ${JSON.stringify(a)}\n  b: ${JSON.stringify(b)}`;
}

describe(`non-interference (seed ${seed})`, () => {
  it('has a case for every endpoint, and no case for any other', () => {
    const registered = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(cases).sort()).toEqual([...new Set(registered)].sort());
  });

  it.each(subjectNames)(
    'two workspaces that are equal for %s answer alike, byte for byte',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(
          fc.noBias(fc.integer({ min: 1, max: 2 ** 30 })),
          fc.array(fc.noBias(fc.nat(2 ** 30)), { minLength: steps, maxLength: steps }),
          async (world, numbers) => {
            const pair = makePair(baseSpec(world), subjects[name], world);
            expect(knownTo(pair.a, pair.member)).toBe(knownTo(pair.b, pair.member));
            const found = await firstDifference(pair, numbers, { tally });
            if (found) throw new Error(`${name}, world ${world}, ${told(found)}`);
          },
        ),
        { seed: seed + subjectNames.indexOf(name), numRuns: runs, endOnFailure: true },
      );
    },
    600_000,
  );

  it('has seen success and refusal at every endpoint', async () => {
    for (let round = 1; round <= 16 && missing().length > 0; round++) {
      const names = (['administrator', 'architect', 'consultant', 'auditor'] as const)[round % 4];
      const pair = makePair(baseSpec(round), subjects[names ?? 'consultant'], round);
      const random = randomOf(round);
      const numbers = Array.from({ length: 150 }, () => random.int(2 ** 30));
      const wanted = missing().map((one) => one.split(':')[0] ?? '');
      const only = [...wanted, ...wanted, ...wanted, ...first];
      const found = await firstDifference(pair, numbers, { tally, only });
      expect(found && told(found)).toBeNull();
    }
    if (process.env.TESSERA_PROOF_LOG)
      console.log([...tally].map(([name, { good, bad }]) => `${good}\t${bad}\t${name}`).join('\n'));
    const asked = [...tally.values()].reduce((sum, { good, bad }) => sum + good + bad, 0);
    expect(asked).toBeGreaterThan(1000);
    expect(missing()).toEqual([]);
  }, 600_000);
});

/** What other requests need before they can succeed. */
const first = [
  'get /workspaces/{ws}/schema',
  'get /workspaces/{ws}/policy',
  'post /workspaces/{ws}/tables/{table}/records/query',
  'post /workspaces/{ws}/apps',
  'post /workspaces/{ws}/tables',
  'delete /workspaces/{ws}/tables/{table}/fields/{field}',
  'delete /workspaces/{ws}/tables/{table}/records/{record}',
  'get /workspaces/{ws}/administrators',
  'post /workspaces/{ws}/administrators/give',
  'post /workspaces/{ws}/tables/{table}/records/{record}/shares',
  'post /workspaces/{ws}/members',
  'post /workspaces/{ws}/roles',
  'post /workspaces/{ws}/teams',
  'post /workspaces/{ws}/departments',
  'post /workspaces/{ws}/tokens',
  'post /workspaces/{ws}/services',
  'post /workspaces/{ws}/services/{service}/tokens',
  'post /workspaces/{ws}/tables/{table}/records/{record}/shares',
  'post /workspaces/{ws}/view-as',
  'post /demo',
];

/** Endpoints that have not been seen to succeed, or to refuse. */
function missing(): readonly string[] {
  return Object.keys(cases).flatMap((name) => {
    const { good, bad } = tally.get(name) ?? { good: 0, bad: 0 };
    const enough = good > 0 && (bad > 0 || onlyGood.has(name));
    return enough ? [] : [`${name}: ${good} good, ${bad} bad`];
  });
}
