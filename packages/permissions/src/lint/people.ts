import type { Finding, WorkspaceAction } from '@tessera/model';
import { isActive, isPrincipalOf } from '../subject.ts';
import { finding, isBuiltIn, type Looked } from './finding.ts';

/** Rules that were meant for a time and have no end. */
export function findEndless({ policy }: Looked): readonly Finding[] {
  return policy.grants
    .filter(({ origin, until }) => origin === 'temporary' && until === undefined)
    .map(({ id, on }) =>
      finding('noEnd', { rules: [id], tables: on.kind === 'table' ? [on.id] : [] }),
    );
}

/** A role that somebody was given from a day on, for a reason, and that never ends. Owners are meant to stay. */
export function findEndlessMemberships({ organisation, now }: Looked): readonly Finding[] {
  const owner = organisation.roles.find(({ builtIn }) => builtIn === 'owner')?.id;
  return organisation.memberships.flatMap(({ group, holder, from, until, reason }) =>
    group.kind === 'role' &&
    group.id !== owner &&
    holder.kind === 'member' &&
    from !== undefined &&
    from <= now &&
    until === undefined &&
    reason
      ? [finding('membershipWithoutEnd', { roles: [group.id], members: [holder.id] })]
      : [],
  );
}

const apart: readonly WorkspaceAction[] = ['managePolicy', 'manageMembers', 'viewAudit'];

/** Who is no owner and writes the rules, gives people roles and reads the log: nobody would notice. */
export function findDuties({
  policy,
  organisation,
  subjects,
  now,
  holders,
}: Looked): readonly Finding[] {
  const grants = policy.grants.filter(
    (grant) => grant.on.kind === 'workspace' && isActive(grant, now),
  );
  const owners = new Set(
    grants.filter((one) => isBuiltIn(one, organisation)).flatMap(({ to }) => [...holders(to)]),
  );
  return subjects.flatMap((subject) => {
    if (owners.has(subject.id)) return [];
    const mine = grants.filter(({ to }) => isPrincipalOf(subject, to));
    const giving = apart.map((action) => mine.filter(({ actions }) => actions.includes(action)));
    if (giving.some((some) => some.length === 0)) return [];
    const rules = [...new Set(giving.flat().map(({ id }) => id))];
    return [finding('duties', { rules, members: [subject.id] })];
  });
}

/** One owner alone: when he is gone, nobody can stand in. Of a workspace of one person that is no news. */
export function findOneOwner({ organisation, holders }: Looked): readonly Finding[] {
  const role = organisation.roles.find(({ builtIn }) => builtIn === 'owner');
  if (!role) return [];
  const active = new Set(
    organisation.members.filter(({ status }) => status === 'active').map(({ id }) => id),
  );
  const owners = [...holders({ kind: 'role', id: role.id })].filter((id) => active.has(id));
  if (owners.length > 1 || active.size < 2) return [];
  return [finding('oneOwner', { roles: [role.id], members: owners })];
}
