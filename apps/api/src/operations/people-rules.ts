import {
  type Denial,
  denial,
  isDenial,
  type MemberId,
  type Organisation,
  type Policy,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import { compileAccess, type Subject, subjectOf } from '@tessera/permissions';
import { applyOrganisationChanges, type OrganisationChange } from '@tessera/store';
import { digest } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';

/**
 * Whether changes of people may be made by this member. Nobody changes what he is himself; whoever does not hold
 * managePolicy does not change what he may do himself by moving others; nobody hands out, or takes away, rights on
 * the workspace that he lacks; an active owner stays. What the store would refuse is refused here already.
 */
export function checkPeopleChange(
  context: MemberContext,
  changes: readonly OrganisationChange[],
  before: Organisation = context.workspace.store.organisation(),
): Denial | null {
  const after = applyOrganisationChanges(before, changes);
  if (isDenial(after)) return after;
  return (
    refuseSelf(context, before, after) ??
    refuseBeyond(context, before, after, affected(changes)) ??
    refuseLastOwner(after, context.now)
  );
}

/** Whether the account of a member may be handled: invited again, its address changed, ended. */
export function checkHandling(context: MemberContext, member: MemberId): Denial | null {
  const { store } = context.workspace;
  const organisation = store.organisation();
  const held = rightsOf(store.policy(), timeless(organisation), member);
  return [...held].every((right) => holds(context, organisation, right)) ? null : lacks;
}

/** Whether a member may give a role to somebody: all rights on the workspace that it carries are his own. */
export function mayGiveRole(context: MemberContext, role: string): boolean {
  const { store } = context.workspace;
  const organisation = store.organisation();
  const carried = rightsOfRole(store.policy(), organisation, role);
  return [...carried].every((right) => holds(context, organisation, right));
}

/** The rights on the workspace that a role carries, by grants of any time. */
export function rightsOfRole(policy: Policy, organisation: Organisation, role: string): Set<Right> {
  const rights = new Set<Right>();
  if (organisation.roles.some(({ id, builtIn }) => id === role && builtIn === 'owner'))
    rights.add('owner');
  for (const { to, on, actions } of policy.grants) {
    if (on.kind !== 'workspace' || to.kind !== 'role' || to.id !== role) continue;
    for (const action of workspaceActions) if (actions.includes(action)) rights.add(action);
  }
  return rights;
}

const lacks = denial('forbidden', 'You may not give or take rights that you do not have.');

function refuseSelf(
  context: MemberContext,
  before: Organisation,
  after: Organisation,
): Denial | null {
  const { id } = context.member;
  const now = subjectOf(timeless(before), id, 0);
  const next = subjectOf(timeless(after), id, 0);
  const me = after.members.find((member) => member.id === id);
  const same =
    sameSet(now.roles, next.roles) &&
    sameSet(now.teams, next.teams) &&
    sameSet(now.departments, next.departments) &&
    // A service account stands among no members.
    (me === undefined ||
      (me.manager === context.member.manager &&
        me.status === context.member.status &&
        me.email === context.member.email));
  if (!same) return denial('forbidden', 'Nobody changes their own roles, groups or manager.');
  if (context.access.workspace.has('managePolicy')) return null;
  const reach = accessKey(context, before);
  return reach === accessKey(context, after)
    ? null
    : denial('forbidden', 'This would change what you yourself may do.');
}

/** Names what the member may do in an organisation, whatever begins or ends later taken as standing. */
function accessKey(context: MemberContext, organisation: Organisation): string {
  const { store } = context.workspace;
  return compileAccess({
    policy: store.policy(),
    schema: store.schema(),
    subject: subjectOf(timeless(organisation), context.member.id, context.now),
    moment: { now: context.now, timeZone: store.info().timeZone },
    shares: store.shares().open,
    digest,
  }).fingerprint;
}

/** Every member's rights on the workspace, and the owner's role, may only change by what the giver holds himself. */
function refuseBeyond(
  context: MemberContext,
  before: Organisation,
  after: Organisation,
  affected: ReadonlySet<MemberId> | 'all',
): Denial | null {
  const policy = context.workspace.store.policy();
  const [was, next] = [timeless(before), timeless(after)];
  for (const member of after.members) {
    if (affected !== 'all' && !affected.has(member.id)) continue;
    const old = rightsOf(policy, was, member.id);
    const now = rightsOf(policy, next, member.id);
    const ended = before.members.find(({ id }) => id === member.id);
    // Ending or reviving a membership takes or gives all that it holds.
    const revived =
      ended !== undefined && ended.status !== member.status && ended.status !== 'invited';
    const stopped =
      ended !== undefined && member.status === 'deactivated' && ended.status !== 'deactivated';
    const touched = revived || stopped ? new Set([...old, ...now]) : difference(old, now);
    for (const right of touched) if (!holds(context, before, right)) return lacks;
  }
  return null;
}

/** Whose roles, groups or status changes may move; all members where groups themselves are moved. */
export function affected(changes: readonly OrganisationChange[]): ReadonlySet<MemberId> | 'all' {
  const found = new Set<MemberId>();
  for (const change of changes) {
    if (change.kind === 'putMember') found.add(change.member.id);
    else if (change.kind === 'putRole' || change.kind === 'putTeam') continue;
    else {
      const holder =
        change.kind === 'addMembership'
          ? change.membership.holder
          : change.kind === 'removeMembership'
            ? change.holder
            : undefined;
      if (holder?.kind !== 'member') return 'all';
      found.add(holder.id);
    }
  }
  return found;
}

export type Right = WorkspaceAction | 'owner';

/** Rights on the workspace that a member holds by grants of any time, and whether he is an owner. */
export function rightsOf(policy: Policy, organisation: Organisation, member: MemberId): Set<Right> {
  const subject = subjectOf(organisation, member, 0);
  const rights = new Set<Right>();
  const owner = organisation.roles.find(({ builtIn }) => builtIn === 'owner');
  if (owner && subject.roles.has(owner.id)) rights.add('owner');
  for (const grant of policy.grants) {
    if (grant.on.kind !== 'workspace' || !isFor(subject, grant.to)) continue;
    for (const action of workspaceActions) if (grant.actions.includes(action)) rights.add(action);
  }
  return rights;
}

/** Whether a grant's principal is the member's. */
export function isFor(subject: Subject, to: Policy['grants'][number]['to']): boolean {
  switch (to.kind) {
    case 'member':
      return to.id === subject.id;
    case 'role':
      return subject.roles.has(to.id);
    case 'team':
      return subject.teams.has(to.id);
    case 'department':
      return (to.subtree ? subject.departmentsAndAbove : subject.departments).has(to.id);
    case 'everyone':
      return true;
    case 'link':
    case 'service':
      return false;
  }
}

function holds(context: MemberContext, organisation: Organisation, right: Right): boolean {
  return right === 'owner' ? isOwner(organisation, context) : context.access.workspace.has(right);
}

/** Whether a member holds the owner's role now, and comes himself. */
export function isOwner(
  organisation: Organisation,
  context: Pick<MemberContext, 'member' | 'now' | 'token'>,
): boolean {
  // What owners may beyond their rights is not passed on.
  if (context.token !== undefined) return false;
  const owner = organisation.roles.find(({ builtIn }) => builtIn === 'owner');
  const { roles } = subjectOf(organisation, context.member.id, context.now);
  return owner !== undefined && roles.has(owner.id);
}

/** Some active member must hold the owner's role directly and without an end. */
function refuseLastOwner(after: Organisation, now: number): Denial | null {
  const owner = after.roles.find(({ builtIn }) => builtIn === 'owner');
  const stands = after.memberships.some(
    ({ group, holder, from, until }) =>
      group.kind === 'role' &&
      group.id === owner?.id &&
      holder.kind === 'member' &&
      (from ?? 0) <= now &&
      until === undefined &&
      after.members.some(({ id, status }) => id === holder.id && status === 'active'),
  );
  return stands ? null : denial('forbidden', 'A workspace keeps at least one active owner.');
}

/** The organisation with every membership standing, so that what begins later is judged today. */
export function timeless(organisation: Organisation): Organisation {
  return {
    ...organisation,
    memberships: organisation.memberships.map(({ from: _from, until: _until, ...rest }) => rest),
  };
}

function difference<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> {
  const found = new Set<T>();
  for (const item of a) if (!b.has(item)) found.add(item);
  for (const item of b) if (!a.has(item)) found.add(item);
  return found;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}
