import type { Grant, Policy, ScopePart } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { copyRole, linesOf, partOfLine, putGrant } from './rule-parts.ts';

const open = { op: 'is', field: 'fldstatus', value: 'open' } as const;
const parts: readonly ScopePart[] = [
  { kind: 'own' },
  { kind: 'team', and: open },
  { kind: 'reports', depth: 'all', and: open },
  { kind: 'where', condition: open },
  { kind: 'via', link: 'fldcustomer', and: open },
];
const grant: Grant = {
  id: 'graone',
  to: { kind: 'role', id: 'rolsales' },
  on: { kind: 'table', id: 'tblorders' },
  actions: ['view'],
  scope: { kind: 'any', of: parts },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: 'test',
};

describe('the form of a rule', () => {
  it('shows the parts of a scope and gives them back as they were', () => {
    expect(linesOf(grant)?.map(partOfLine)).toEqual(parts);
  });

  it('leaves a condition that is not finished out, and has a line for what is shared', () => {
    expect(partOfLine({ kind: 'where' })).toBeNull();
    const shared = { ...grant, scope: { kind: 'any', of: [{ kind: 'sharedWithMe' }] } } as const;
    expect(linesOf(shared)).toEqual([{ kind: 'sharedWithMe' }]);
  });
});

describe('copying a role', () => {
  const policy: Policy = {
    version: 3,
    grants: [grant, { ...grant, id: 'gratwo', to: { kind: 'role', id: 'rolservice' } }],
    restrictions: [
      {
        id: 'resone',
        name: 'Lock',
        on: { kind: 'table', id: 'tblorders' },
        actions: ['delete'],
        effect: { kind: 'forbid' },
        exempt: [{ to: { kind: 'role', id: 'rolsales' }, until: 9 }],
        reason: 'test',
      },
    ],
  };

  it('gives the copy the same rules under new names and the same keys, and takes nothing away', () => {
    const copied = copyRole(policy, 'rolsales', 'rolnew', () => 'granew');
    expect(copied.grants).toEqual([
      ...policy.grants,
      { ...grant, id: 'granew', to: { kind: 'role', id: 'rolnew' } },
    ]);
    expect(copied.restrictions[0]?.exempt).toEqual([
      { to: { kind: 'role', id: 'rolsales' }, until: 9 },
      { to: { kind: 'role', id: 'rolnew' }, until: 9 },
    ]);
    expect(copied.version).toBe(3);
  });

  it('puts a changed rule in its place', () => {
    const changed = { ...grant, actions: ['edit' as const] };
    expect(putGrant(policy, changed).grants.map(({ id }) => id)).toEqual(['graone', 'gratwo']);
    expect(putGrant(policy, changed).grants[0]?.actions).toEqual(['edit']);
  });
});
