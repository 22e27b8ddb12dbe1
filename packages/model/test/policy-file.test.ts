import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  idMaker,
  type Policy,
  type PolicyNames,
  readPolicyFile,
  writePolicyFile,
} from '../src/index.ts';
import { somePolicy, trickyNames } from './arbitrary-policy.ts';

const makeId = idMaker((count) => new Uint8Array(count).fill(7));
const read = (file: unknown, names: PolicyNames = trickyNames) =>
  readPolicyFile(file, names, makeId);

/** Rules in the order of their ids: in a file they stand in the order of what they are about. */
function byId(policy: Policy): Policy {
  const order = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  return {
    ...policy,
    grants: [...policy.grants].sort(order),
    restrictions: [...policy.restrictions].sort(order),
    ...(policy.guarantees && { guarantees: [...policy.guarantees].sort(order) }),
  };
}

function problemsOf(file: unknown): readonly string[] {
  const found = read(file);
  if (!('problems' in found)) return [];
  return found.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const rule = {
  to: { role: 'Sales: north' },
  on: { table: 'orders' },
  may: ['view'],
  records: ['own'],
  fields: 'read',
  reason: 'why',
};
const file = (...rules: readonly object[]) => ({ tessera: 'policy/1', version: 3, rules });

describe('a policy file', () => {
  it('gives back the very policy it was written from, whatever things are called', () => {
    fc.assert(
      fc.property(somePolicy, (policy) => {
        const written = JSON.parse(JSON.stringify(writePolicyFile(policy, trickyNames)));
        const found = read(written);
        expect('problems' in found ? found.problems : []).toEqual([]);
        if ('problems' in found) return;
        expect(byId(found.policy)).toEqual(byId(policy));
        expect(found.made.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same text for the same rules, in whatever order they stood', () => {
    fc.assert(
      fc.property(somePolicy, (policy) => {
        const turned = {
          ...policy,
          grants: [...policy.grants].reverse(),
          restrictions: [...policy.restrictions].reverse(),
          ...(policy.guarantees && { guarantees: [...policy.guarantees].reverse() }),
        };
        expect(JSON.stringify(writePolicyFile(turned, trickyNames))).toBe(
          JSON.stringify(writePolicyFile(policy, trickyNames)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never fails on what it is given, and says where each problem is', () => {
    const base = file(rule);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.anything().map((rules) => ({ ...base, rules })),
          fc.anything().map((one) => file({ ...rule, records: [one], fields: one })),
        ),
        (given) => {
          const found = read(given);
          if ('problems' in found) expect(found.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('makes an id for a rule without one', () => {
    const found = read(file(rule));
    expect(found).toMatchObject({
      policy: { version: 3, grants: [{ to: { kind: 'role', id: 'rolsales' }, origin: 'role' }] },
    });
    expect('made' in found && [...found.made]).toHaveLength(1);
  });

  it.each([
    ['an unknown key', { ...rule, maay: [] }, 'rules.0.maay: "maay" is not known here'],
    ['a missing key', { ...rule, may: undefined }, 'rules.0.may: This is to be a list.'],
    [
      'an unknown role',
      { ...rule, to: { role: 'Sale' } },
      'rules.0.to.role: There is no role "Sale".',
    ],
    [
      'an ambiguous name',
      { ...rule, to: { department: 'Service' } },
      'Several are called "Service": name the department by its id.',
    ],
    [
      'two principals',
      { ...rule, to: { role: 'rolsales', team: '北区' } },
      'rules.0.to: This is to be everyone',
    ],
    [
      'an unknown table',
      { ...rule, on: { table: 'order' } },
      'rules.0.on.table: There is no table "order".',
    ],
    [
      'an unknown action',
      { ...rule, may: ['view', 'see'] },
      'rules.0.may.1: This is to be one of view',
    ],
    [
      'an unknown field',
      { ...rule, fields: { default: 'read', except: [{ field: 'nothing', level: 'read' }] } },
      'rules.0.fields.except.0.field: There is no field "nothing".',
    ],
    [
      'a field and a class at once',
      {
        ...rule,
        fields: { default: 'read', except: [{ field: 'orders', class: 'profit', level: 'read' }] },
      },
      'This names one field or one class.',
    ],
    ['a time that is none', { ...rule, until: '2026-02-30' }, 'rules.0.until: This is to be a day'],
    [
      'an atom with two operators',
      { ...rule, records: [{ where: { field: 'notes.orders', is: 'a', contains: 'b' } }] },
      'rules.0.records.0.where: A condition compares once',
    ],
    [
      'an unknown choice',
      { ...rule, records: [{ where: { field: 'stage', is: 'Sold' } }] },
      'rules.0.records.0.where.is: There is no "Sold" to choose here.',
    ],
    [
      'a key of every object',
      { ...rule, constructor: 1 },
      'rules.0.constructor: "constructor" is not known here',
    ],
  ])('refuses %s and says where', (_, given, said) => {
    expect(problemsOf(file(given)).join('\n')).toContain(said);
  });

  it('refuses another format, and two rules with one id', () => {
    expect(problemsOf({ ...file(), tessera: 'policy/2' })[0]).toContain(
      'tessera: This is to be policy/1',
    );
    expect(problemsOf(file({ ...rule, id: 'gra1' }, { ...rule, id: 'gra1' }))[0]).toContain(
      'rules.1.id: Another rule has this id already.',
    );
  });

  it('reads days in the time zone of the workspace, the last one whole', () => {
    const found = read(file({ ...rule, from: '2026-03-01', until: '2026-03-31' }));
    expect('policy' in found && found.policy.grants[0]).toMatchObject({
      from: Date.parse('2026-02-28T16:00:00Z'),
      until: Date.parse('2026-03-31T16:00:00Z'),
    });
  });
});
