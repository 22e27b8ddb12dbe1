import { type Grant, type Membership, type Share, shareLevels } from '@tessera/model';
import type { Mutation } from './mutation.ts';
import { isWritten } from './oracle.ts';
import { roleIds } from './people.ts';
import { noon } from './spec.ts';

/** Another member comes into, or out of, a role, a team or a department. */
const membership: Mutation = (random, spec, other, oracle) => {
  const { organisation } = spec;
  const others = organisation.members.filter(({ id }) => id !== oracle.who.me);
  const holder = { kind: 'member', id: random.pick(others).id } as const;
  const groups = [
    ...organisation.roles.map(({ id }) => ({ kind: 'role' as const, id })),
    ...organisation.teams.map(({ id }) => ({ kind: 'team' as const, id })),
    ...organisation.departments.map(({ id }) => ({ kind: 'department' as const, id })),
  ];
  const made: Membership = { group: random.pick(groups), holder };
  const same = (one: Membership) => JSON.stringify(one) === JSON.stringify(made);
  const left = organisation.memberships.filter((one) => !same(one));
  const memberships =
    left.length < organisation.memberships.length ? left : [...organisation.memberships, made];
  return [{ ...spec, organisation: { ...organisation, memberships } }, other];
};

/** Another member reports to somebody else. */
const manager: Mutation = (random, spec, other, oracle) => {
  const { organisation } = spec;
  const one = random.pick(organisation.members.filter(({ id }) => id !== oracle.who.me));
  // Towards the front of the list only: a reporting line is no circle.
  const above = organisation.members.slice(0, organisation.members.indexOf(one));
  const next = random.chance(0.3) || above.length === 0 ? null : random.pick(above).id;
  const members = organisation.members.map((entry) =>
    entry === one ? { ...entry, manager: next } : entry,
  );
  return [{ ...spec, organisation: { ...organisation, members } }, other];
};

/** The address of another member. */
const address: Mutation = (random, spec, other, oracle) => {
  const { organisation } = spec;
  const one = random.pick(organisation.members.filter(({ id }) => id !== oracle.who.me));
  const members = organisation.members.map((entry) =>
    entry === one ? { ...entry, email: `other${random.int(1000)}@example.com` } : entry,
  );
  return [{ ...spec, organisation: { ...organisation, members } }, other];
};

/** A rule for somebody else comes, goes or says something else. */
const otherGrant: Mutation = (random, spec, other, oracle) => {
  const { policy } = spec;
  const mine = new Set(oracle.grants.map(({ id }) => id));
  const theirs = policy.grants.filter(({ id }) => !mine.has(id));
  if (random.chance(0.5) && theirs.length > 0) {
    const gone = random.pick(theirs);
    const grants = policy.grants.filter((one) => one !== gone);
    return [{ ...spec, policy: { ...policy, grants } }, other];
  }
  const made: Grant = {
    id: `graadd${random.int(10 ** 9)}`,
    to: { kind: 'role', id: roleIds.spare },
    on: { kind: 'workspace' },
    actions: ['view', 'edit', 'export'],
    scope: { kind: 'all' },
    fields: { default: 'edit', except: [] },
    origin: 'role',
    reason: 'For others',
  };
  return [{ ...spec, policy: { ...policy, grants: [...policy.grants, made] } }, other];
};

/** A lock from which the member is exempt. */
const otherLock: Mutation = (random, spec, other, oracle) => {
  const { policy } = spec;
  const table = random.pick(oracle.tables);
  const made = {
    id: `resadd${random.int(10 ** 9)}`,
    name: 'For others',
    on: { kind: 'table' as const, id: table.id },
    actions: ['view' as const],
    effect: { kind: 'forbid' as const },
    exempt: [{ to: { kind: 'member' as const, id: oracle.who.me } }],
    reason: 'For others',
  };
  const restrictions = [...policy.restrictions, made];
  return [{ ...spec, policy: { ...policy, restrictions } }, other];
};

/** A record is opened to somebody else. */
export const otherShare: Mutation = (random, spec, other, oracle) => {
  const one = random.pick(spec.records.filter(({ ghost }) => !ghost));
  const fields = oracle.tables.find(({ id }) => id === one.table)?.fields ?? [];
  const others = spec.organisation.members.filter(({ id }) => id !== oracle.who.me);
  const share: Share = {
    id: `shradd${random.int(10 ** 9)}`,
    table: one.table,
    record: one.id,
    to: { kind: 'member', id: random.pick(others).id },
    level: random.pick(shareLevels),
    by: 'memowner',
    at: noon - 40_000,
    reason: 'For others',
    fields: Object.fromEntries(
      fields.map((field) => [field.id, isWritten(field) ? 'edit' : 'read']),
    ),
  };
  return [{ ...spec, shares: [...(spec.shares ?? []), share] }, other];
};

export const organisationMutations: readonly (readonly [string, Mutation])[] = [
  ['membership', membership],
  ['membership', membership],
  ['manager', manager],
  ['address', address],
  ['grant to others', otherGrant],
  ['lock on others', otherLock],
];
