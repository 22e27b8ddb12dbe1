import type { Denial, Grant, Member, Organisation, Policy, WorkspaceAction } from '@tessera/model';
import { isActive, subjectOf } from '@tessera/permissions';
import { type AdministratorsAnswer, type Duty, type DutyHolder, duties } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { isFor, isOwner, rightsOfRole } from './people-rules.ts';
import { requireRight } from './rights.ts';

/** The rights a duty rests on; who holds the first is shown as holding it. The owner's role stands for itself. */
export const rightsOfDuty: Readonly<Record<Duty, readonly WorkspaceAction[]>> = {
  owner: [],
  members: ['manageMembers'],
  data: ['managePolicy'],
  configuration: ['manageSchema'],
  security: ['manageSecurity', 'viewAudit'],
};

/** Who holds which duty, and through what; for whoever manages members. */
export function readAdministrators(context: MemberContext): AdministratorsAnswer | Denial {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const { store } = context.workspace;
  const organisation = store.organisation();
  const policy = store.policy();
  const members = organisation.members.filter(({ status }) => status !== 'deactivated');
  return {
    duties: duties.map((duty) => ({
      duty,
      mine: holdsDuty(context, organisation, duty),
      role: roleOfDuty(policy, organisation, duty) ?? null,
      holders: members.flatMap((member): DutyHolder[] => {
        const through = waysTo(context, organisation, policy, duty, member);
        return through.length > 0 ? [{ member: member.id, through }] : [];
      }),
    })),
    owners: ownersOf(organisation, context.now).length,
  };
}

/** Whether a role carries a duty. */
export function carriesDuty(
  policy: Policy,
  organisation: Organisation,
  role: string,
  duty: Duty,
): boolean {
  return rightsOfRole(policy, organisation, role).has(rightsOfDuty[duty][0] ?? 'owner');
}

/** The role that stands for a duty and for nothing else. */
export function roleOfDuty(
  policy: Policy,
  organisation: Organisation,
  duty: Duty,
): string | undefined {
  const wanted = new Set<string>(duty === 'owner' ? ['owner'] : rightsOfDuty[duty]);
  return organisation.roles.find(({ id, builtIn }) => {
    if (duty === 'owner') return builtIn === 'owner';
    const named = policy.grants.filter(({ to }) => to.kind === 'role' && to.id === id);
    const rights = rightsOfRole(policy, organisation, id);
    const only = named.every(({ on, scope }) => on.kind === 'workspace' && scope.kind === 'none');
    return only && rights.size === wanted.size && [...rights].every((one) => wanted.has(one));
  })?.id;
}

/** Whether the one who asks holds all that a duty is made of. */
export function holdsDuty(context: MemberContext, organisation: Organisation, duty: Duty): boolean {
  if (duty === 'owner') return isOwner(organisation, context);
  return rightsOfDuty[duty].every((right) => context.access.workspace.has(right));
}

function waysTo(
  context: MemberContext,
  organisation: Organisation,
  policy: Policy,
  duty: Duty,
  { id }: Member,
): DutyHolder['through'] {
  const subject = subjectOf(organisation, id, context.now);
  const ways: DutyHolder['through'][number][] = [];
  for (const { group, holder, from, until, reason } of organisation.memberships) {
    if (group.kind !== 'role' || (until !== undefined && until <= context.now)) continue;
    if (!carriesDuty(policy, organisation, group.id, duty)) continue;
    const theirs =
      holder.kind === 'member'
        ? holder.id === id
        : holder.kind === 'team'
          ? subject.teams.has(holder.id)
          : (holder.subtree ? subject.departmentsAndAbove : subject.departments).has(holder.id);
    if (!theirs) continue;
    ways.push({
      role: group.id,
      ...(holder.kind !== 'member' && { group: nameOf(organisation, holder) }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(reason !== undefined && { reason }),
    });
  }
  const [right] = rightsOfDuty[duty];
  const named = (grant: Grant) =>
    right !== undefined &&
    grant.on.kind === 'workspace' &&
    grant.to.kind !== 'role' &&
    grant.actions.includes(right) &&
    isActive(grant, context.now) &&
    isFor(subject, grant.to);
  for (const { from, until } of policy.grants.filter(named)) {
    ways.push({
      role: null,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    });
  }
  return ways;
}

function nameOf(
  { teams, departments }: Organisation,
  holder: { readonly kind: 'team' | 'department'; readonly id: string },
): string {
  const list = holder.kind === 'team' ? teams : departments;
  return list.find(({ id }) => id === holder.id)?.name ?? '';
}

function ownersOf({ members, memberships, roles }: Organisation, now: number): readonly Member[] {
  const owner = roles.find(({ builtIn }) => builtIn === 'owner')?.id;
  return members.filter(
    ({ id, status }) =>
      status === 'active' &&
      memberships.some(
        ({ group, holder, from, until }) =>
          group.id === owner &&
          holder.kind === 'member' &&
          holder.id === id &&
          (from ?? 0) <= now &&
          until === undefined,
      ),
  );
}
