import { describe, expect, it } from 'vitest';
import { baseSpec } from './base.ts';
import { knownTo, makePair } from './mutate.ts';
import { type SubjectName, subjectNames, subjects } from './people.ts';

/** Kinds of differences that are hidden from those who are told of much: rules, people, doings. */
const least: Partial<Record<SubjectName, number>> = { administrator: 4, auditor: 2 };

describe('pairs of workspaces', () => {
  it.each(subjectNames)('are equal for %s and different in what is hidden', (name) => {
    const kinds = new Map<string, number>();
    for (let seed = 1; seed <= 4; seed++) {
      const pair = makePair(baseSpec(seed), subjects[name], seed);
      expect(knownTo(pair.a, pair.member), `seed ${seed}`).toBe(knownTo(pair.b, pair.member));
      expect(JSON.stringify(pair.a.records)).not.toBe(JSON.stringify(pair.b.records));
      for (const [kind, count] of pair.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    }
    if (process.env.TESSERA_PROOF_LOG) console.log(name, Object.fromEntries(kinds));
    expect(kinds.size).toBeGreaterThanOrEqual(least[name] ?? 8);
  });
});
