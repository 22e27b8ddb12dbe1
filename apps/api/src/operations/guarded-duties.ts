import { type Denial, denial, isDenial, type Membership, type Organisation } from '@tessera/model';
import { type Duty, type GuardedRefusal, guardedDuties } from '@tessera/protocol';
import { applyOrganisationChanges, type OrganisationChange } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import { carriesDuty, rightsOfDuty } from './administrators.ts';
import { affected, rightsOf, timeless } from './people-rules.ts';

/** What a request says for it that somebody is to hold a guarded duty. */
export interface Assurance {
  readonly reason?: string | undefined;
  readonly confirmed?: true | undefined;
}

/**
 * Refuses changes by which anybody would come to hold a guarded duty, by whatever way or for longer than before,
 * unless a reason is given and it is confirmed.
 */
export function refuseUnassured(
  context: MemberContext,
  changes: readonly OrganisationChange[],
  { reason, confirmed }: Assurance,
  before: Organisation = context.workspace.store.organisation(),
): Denial | null {
  // Nobody confirms through a program.
  if (reason !== undefined && confirmed === true && context.token === undefined) return null;
  const after = applyOrganisationChanges(before, changes);
  if (isDenial(after)) return after;
  const guarded = guardedDuties.filter(
    (duty) =>
      isLonger(context, duty, changes, before) || isGained(context, duty, changes, before, after),
  );
  const details: GuardedRefusal = { guarded };
  return guarded.length === 0 ? null : denial('invalid', unassured, details);
}

/** The changes, with the reason on each membership of a role that carries a guarded duty. */
export function withReason(
  context: MemberContext,
  changes: readonly OrganisationChange[],
  { reason }: Assurance,
): readonly OrganisationChange[] {
  if (reason === undefined) return changes;
  const { store } = context.workspace;
  const carries = ({ group }: Membership) =>
    group.kind === 'role' &&
    guardedDuties.some((duty) => carriesDuty(store.policy(), store.organisation(), group.id, duty));
  return changes.map((change) =>
    change.kind === 'addMembership' && carries(change.membership)
      ? { ...change, membership: { ...change.membership, reason } }
      : change,
  );
}

/** Whether a membership of a role with the duty begins, or lasts where one of the same holder would have ended. */
function isLonger(
  context: MemberContext,
  duty: Duty,
  changes: readonly OrganisationChange[],
  before: Organisation,
): boolean {
  const policy = context.workspace.store.policy();
  return changes.some((change) => {
    if (change.kind !== 'addMembership' || change.membership.group.kind !== 'role') return false;
    const { membership } = change;
    if (!carriesDuty(policy, before, membership.group.id, duty)) return false;
    return !before.memberships.some((one) => covers(one, membership));
  });
}

/** Whether somebody holds it afterwards, for a time or for good, who did not: also as part of a team or department. */
function isGained(
  context: MemberContext,
  duty: Duty,
  changes: readonly OrganisationChange[],
  before: Organisation,
  after: Organisation,
): boolean {
  const policy = context.workspace.store.policy();
  const right = rightsOfDuty[duty][0] ?? 'owner';
  const moved = affected(changes);
  const [was, next] = [timeless(before), timeless(after)];
  return after.members.some(
    ({ id }) =>
      (moved === 'all' || moved.has(id)) &&
      rightsOf(policy, next, id).has(right) &&
      !rightsOf(policy, was, id).has(right),
  );
}

function covers(old: Membership, given: Membership): boolean {
  return (
    old.group.kind === given.group.kind &&
    old.group.id === given.group.id &&
    JSON.stringify(keyOf(old.holder)) === JSON.stringify(keyOf(given.holder)) &&
    (old.from ?? 0) <= (given.from ?? 0) &&
    (old.until ?? Number.POSITIVE_INFINITY) >= (given.until ?? Number.POSITIVE_INFINITY)
  );
}

const keyOf = (holder: Membership['holder']) => [
  holder.kind,
  holder.id,
  holder.kind === 'department' && holder.subtree,
];

const unassured =
  'Somebody would come to hold a guarded duty (owner or security): a reason and a confirmation are needed.';
