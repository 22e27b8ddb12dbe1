import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCondition } from '../test/arbitraries.ts';
import { exampleById, exampleFields } from '../test/example-fields.ts';
import { checkCondition, conditionAtoms, conditionFields } from './check-condition.ts';
import type { Condition } from './condition.ts';
import { isDenial, unknownField } from './error.ts';

const byName = (name: string) =>
  exampleById(name) ?? exampleFields.find((one) => one.slug === name);
const check = (condition: unknown) => checkCondition(condition, byName);
const refused = (condition: unknown) => isDenial(check(condition));

describe('checkCondition', () => {
  it('takes every well-formed condition as it is, also from JSON', () => {
    fc.assert(
      fc.property(someCondition, (condition) => {
        if (conditionAtoms(condition).length > 64) return;
        const depth = (one: Condition): number =>
          'of' in one ? 1 + Math.max(0, ...[one.of].flat().map((of) => depth(of as Condition))) : 1;
        if (depth(condition) > 8) return;
        expect(check(JSON.parse(JSON.stringify(condition)))).toEqual(condition);
      }),
    );
  });

  it('puts ids in place of API names', () => {
    expect(check({ op: 'empty', field: 'text' })).toEqual({ op: 'empty', field: 'fldtext' });
  });

  it.each([
    null,
    'x',
    [],
    {},
    { op: 'is' },
    { op: 'and' },
    { op: 'and', of: { op: 'empty', field: 'text' } },
    { op: 'not', of: [{ op: 'empty', field: 'text' }] },
    { op: 'and', of: [], value: 1 },
    { op: 'xor', of: [] },
    { op: 'constructor', field: 'text', value: 'x' },
    { op: 'is', field: 'text', value: 'x', extra: 1 },
    { op: 'is', field: 5, value: 'x' },
    { op: 'is', field: 'text' },
    { op: 'is', field: 'text', value: 'x', of: [] },
    { op: 'is', field: 'text', value: 'x', empty: 'yes' },
    { op: 'empty', field: 'text', value: 'x' },
    { op: 'is', field: 'text', value: 5 },
    { op: 'is', field: 'text', value: ['x'] },
    { op: 'is', field: 'text', value: 'x'.repeat(1001) },
    { op: 'is', field: 'text', value: ' ' },
    { op: 'anyOf', field: 'text', value: [] },
    { op: 'anyOf', field: 'text', value: Array(1001).fill('x') },
    { op: 'lt', field: 'text', value: 'x' },
    { op: 'is', field: 'number', value: 'many' },
    { op: 'is', field: 'number', value: { context: 'me' } },
    { op: 'is', field: 'check', value: 1 },
    { op: 'is', field: 'date', value: '2026-02-30' },
    { op: 'within', field: 'date', value: '2026-11-21' },
    { op: 'within', field: 'date', value: { range: 'someday' } },
    { op: 'within', field: 'date', value: { range: 'today', days: 1 } },
    { op: 'within', field: 'date', value: { range: 'pastDays' } },
    { op: 'within', field: 'date', value: { range: 'pastDays', days: 0 } },
    { op: 'within', field: 'date', value: { range: 'pastDays', days: 1.5 } },
    { op: 'within', field: 'date', value: { range: 'nextDays', days: 1e9 } },
    { op: 'is', field: 'stage', value: { context: 'me' } },
    { op: 'is', field: 'owner', value: { context: 'everyone' } },
    { op: 'is', field: 'owner', value: { context: 'me', more: 1 } },
    { op: 'contains', field: 'link', value: ['x'] },
    JSON.parse('{"op": "is", "field": "text", "value": "x", "__proto__": {}}'),
  ])('refuses %j', (condition) => {
    expect(check(condition)).toMatchObject({ kind: 'denial', code: 'invalid' });
  });

  it('answers for a field that is not there as for one that may not be seen', () => {
    for (const field of ['secret', '__proto__', 'constructor']) {
      expect(check({ op: 'is', field, value: 'x' })).toEqual(unknownField(field));
    }
  });

  it('refuses what is too large before it descends', () => {
    let deep: unknown = { op: 'empty', field: 'text' };
    for (let i = 0; i < 7; i++) deep = { op: 'not', of: deep };
    expect(refused(deep)).toBe(false);
    expect(refused({ op: 'not', of: deep })).toBe(true);
    for (let i = 0; i < 200_000; i++) deep = { op: 'and', of: [deep] };
    expect(refused(deep)).toBe(true);
    const atoms = (count: number) => ({
      op: 'or',
      of: Array.from({ length: count }, () => ({ op: 'empty', field: 'text' })),
    });
    expect(refused(atoms(64))).toBe(false);
    expect(refused(atoms(65))).toBe(true);
    expect(refused({ op: 'and', of: [atoms(40), atoms(40)] })).toBe(true);
    expect(refused({ op: 'and', of: Array(64).fill(atoms(64)) })).toBe(true);
    expect(refused({ op: 'or', of: Array(100_000).fill({ op: 'and', of: [] }) })).toBe(true);
  });

  it('never throws on anything', () => {
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        check(thing);
        check({ op: 'is', field: 'text', value: thing });
        check({ op: 'and', of: [thing] });
      }),
    );
  });

  it('never quotes a value', () => {
    expect(JSON.stringify(check({ op: 'is', field: 'number', value: 'secret' }))).not.toContain(
      'secret',
    );
  });
});

describe('conditionFields', () => {
  it('names each field once', () => {
    const atom = { op: 'empty', field: 'fldtext' } as const;
    expect(conditionFields({ op: 'or', of: [atom, { op: 'not', of: atom }] })).toEqual(
      new Set(['fldtext']),
    );
  });
});
