import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, boundFields, boundKey, boundTables, linked, not, or, simplify } from './bound.ts';
import { always, type Bound, never } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Field } from './schema.ts';

const flag = (id: string): Bound => ({ kind: 'atom', field: id, test: { op: 'eq', value: true } });
const field = (id: string): Field => ({ id, name: id, slug: id, classes: [], type: 'checkbox' });
const [a, b, c] = [flag('flda'), flag('fldb'), flag('fldc')];

/** Raw trees, not made by the smart constructors. */
const someBound: fc.Arbitrary<Bound> = fc.letrec<{ node: Bound }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(a, b, c, always, never, { kind: 'record', ids: [] } as const),
    tie('node').map((of) => ({ kind: 'not', of }) as const),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('node'), { maxLength: 4 }))
      .map(([kind, of]) => ({ kind, of }) as Bound),
  ),
})).node;

const truth = (bound: Bound, on: readonly boolean[]) =>
  evaluate(
    bound,
    {
      id: 'rec1',
      cells: Object.fromEntries(['flda', 'fldb', 'fldc'].map((id, i) => [id, on[i] ?? false])),
    },
    field,
    () => false,
  );
const cases = Array.from({ length: 8 }, (_, n) => [1, 2, 4].map((bit) => (n & bit) !== 0));

function shuffled(bound: Bound): Bound {
  if (bound.kind === 'not') return { kind: 'not', of: shuffled(bound.of) };
  if (bound.kind !== 'and' && bound.kind !== 'or') return bound;
  return { kind: bound.kind, of: bound.of.map(shuffled).reverse() };
}

describe('and, or, not', () => {
  it('fold constants, flatten, drop doubles and unwrap', () => {
    expect(and(a, always, and(b, a))).toEqual({ kind: 'and', of: [a, b] });
    expect(or(a, never, or(b, a))).toEqual({ kind: 'or', of: [a, b] });
    expect(and(a, never)).toEqual(never);
    expect(or(a, always)).toEqual(always);
    expect(and()).toEqual(always);
    expect(or()).toEqual(never);
    expect(and(a, a)).toBe(a);
    expect(and(a, or(b, c), not(a))).toEqual(never);
    expect(or(not(and(a, b)), and(b, a))).toEqual(always);
    expect(not(not(a))).toBe(a);
    expect(not(always)).toEqual(never);
  });
});

describe('simplify', () => {
  it('keeps the truth in every case and leaves no constant inside', () => {
    fc.assert(
      fc.property(someBound, (bound) => {
        const simple = simplify(bound);
        for (const on of cases) expect(truth(simple, on)).toBe(truth(bound, on));
        if (simple.kind !== 'const') expect(boundKey(simple)).not.toMatch(/true\b(?!\])|false/);
        expect(boundKey(simplify(simple))).toBe(boundKey(simple));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('boundKey', () => {
  it('is the same whatever the order of children and lists', () => {
    fc.assert(
      fc.property(someBound, (bound) => {
        expect(boundKey(shuffled(bound))).toBe(boundKey(bound));
      }),
    );
    const ids = (...list: string[]): Bound => ({ kind: 'record', ids: list });
    expect(boundKey(ids('rec2', 'rec1'))).toBe(boundKey(ids('rec1', 'rec2')));
  });

  it('tells different conditions apart, also by the type of a constant', () => {
    const eq = (value: string | number | boolean): Bound => ({
      kind: 'atom',
      field: 'flda',
      test: { op: 'eq', value },
    });
    const range = (from: number, to: number): Bound => ({
      kind: 'atom',
      field: 'flda',
      test: { op: 'range', from, to },
    });
    const keys = [
      eq(1),
      eq('1'),
      eq(true),
      eq('true'),
      range(1, 2),
      range(2, 1),
      a,
      not(a),
      and(a, b),
      or(a, b),
    ];
    expect(new Set(keys.map(boundKey)).size).toBe(keys.length - 1);
    expect(boundKey(eq(true))).toBe(boundKey(a));
    expect(() => keys.map((bound) => JSON.parse(boundKey(bound)))).not.toThrow();
  });
});

describe('what a condition reads', () => {
  it('is named by own fields and by tables at any depth', () => {
    const deep = linked('fldlink', 'tblone', and(flag('fldx'), linked('fldfar', 'tbltwo', always)));
    const bound = and(a, not(or(b, deep)));
    expect([...boundFields(bound)].sort()).toEqual(['flda', 'fldb', 'fldlink']);
    expect([...boundTables(bound)].sort()).toEqual(['tblone', 'tbltwo']);
    expect(linked('fldlink', 'tblone', never)).toEqual(never);
  });
});
