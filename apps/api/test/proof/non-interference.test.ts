import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/routes/registry.ts';
import { baseSpec } from './base.ts';
import { cases } from './cases.ts';
import { type Difference, firstDifference, type Manner } from './compare.ts';
import { granted, walkOf } from './granted.ts';
import { knownTo, makePair } from './mutate.ts';
import { type SubjectName, subjectNames, subjects } from './people.ts';
import { seed } from './seed.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 2);
const steps = 130;

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
            const found = await firstDifference(pair, numbers);
            if (found) throw new Error(`${name}, world ${world}, ${told(found)}`);
          },
        ),
        { seed: seed + subjectNames.indexOf(name), numRuns: runs, endOnFailure: true },
      );
    },
    600_000,
  );

  it('has a request that is granted for every endpoint, told in granted.ts', () => {
    const walked = Object.values(granted).flatMap((part) => Object.keys(part));
    expect(walked.sort()).toEqual(Object.keys(cases).sort());
  });

  it.each(Object.entries(granted))(
    'every endpoint is refused and then granted on a walk of %s, alike in both workspaces',
    async (name, part) => {
      const pair = makePair(baseSpec(seed), subjects[name as SubjectName], seed);
      const walk = walkOf(part);
      const answers: string[] = [];
      const heard: Manner['heard'] = ({ endpoint }, { status, body }) =>
        answers.push(status < 400 ? `${endpoint}: granted` : `${endpoint}: refused, ${body}`);
      const found = await firstDifference(pair, [], { walk: walk.map(({ ask }) => ask), heard });
      expect(found && told(found)).toBeNull();
      const surprises = answers
        .slice(-walk.length)
        .filter((answer, at) => answer.endsWith(': granted') !== walk[at]?.good);
      expect(surprises).toEqual([]);
    },
    120_000,
  );
});
