import type { Grant, Policy, Restriction } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../src/index.ts';

const grant = (id: string, more: Partial<Grant> = {}): Grant => ({
  id,
  to: { kind: 'role', id: 'rolsales' },
  on: { kind: 'workspace' },
  actions: ['view', 'edit'],
  scope: { kind: 'any', of: [{ kind: 'own' }] },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: '',
  ...more,
});
const lock: Restriction = {
  id: 'resprofit',
  name: 'Profit',
  on: { kind: 'table', id: 'tbl' },
  classes: ['clsprofit', 'clscost'],
  effect: { kind: 'cap', level: 'hidden' },
  exempt: [],
  reason: '',
};
const policy = (version: number, grants: Grant[], restrictions: Restriction[] = []): Policy => ({
  version,
  grants,
  restrictions,
});

describe('the difference of two policies', () => {
  it('tells rules that were added, removed, and in what they were changed', () => {
    const before = policy(1, [grant('a'), grant('b')], [lock]);
    const wider = grant('b', { scope: { kind: 'all' }, until: 5 });
    const after = policy(2, [wider, grant('c')]);
    expect(comparePolicies(before, after)).toEqual({
      grants: [
        { kind: 'changed', before: grant('b'), after: wider, parts: ['scope', 'until'] },
        { kind: 'added', after: grant('c') },
        { kind: 'removed', before: grant('a') },
      ],
      guarantees: [],
      restrictions: [{ kind: 'removed', before: lock }],
    });
  });

  it('takes lists that are sets, and keys, in any order', () => {
    const turned = Object.fromEntries(
      Object.entries({ ...grant('a'), actions: ['edit', 'view'] }).reverse(),
    ) as unknown as Grant;
    const other = { ...lock, classes: ['clscost', 'clsprofit'] };
    expect(comparePolicies(policy(1, [grant('a')], [lock]), policy(2, [turned], [other]))).toEqual({
      grants: [],
      restrictions: [],
      guarantees: [],
    });
  });

  it('is all that lies between them', () => {
    const rule = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      reason: fc.constantFrom('', 'why'),
      actions: fc.constantFrom<Grant['actions']>(['view'], ['view', 'edit'], ['edit', 'view']),
      scope: fc.constantFrom<Grant['scope']>({ kind: 'all' }, { kind: 'none' }),
    });
    const rules = fc.uniqueArray(rule, { selector: ({ id }) => id });
    fc.assert(
      fc.property(rules, rules, (was, is) => {
        const made = (some: typeof was) => some.map(({ id, ...more }) => grant(id, more));
        const { grants } = comparePolicies(policy(1, made(was)), policy(2, made(is)));
        const applied = new Map(made(was).map((one) => [one.id, one]));
        for (const change of grants) {
          if (change.kind === 'removed') applied.delete(change.before.id);
          else applied.set(change.after.id, change.after);
        }
        const set = (some: Iterable<Grant>) =>
          [...some]
            .map((one) => ({ ...one, actions: [...one.actions].sort() }))
            .sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(set(applied.values())).toEqual(set(made(is)));
        for (const change of grants)
          if (change.kind === 'changed') expect(change.parts.length).toBeGreaterThan(0);
      }),
    );
  });
});
