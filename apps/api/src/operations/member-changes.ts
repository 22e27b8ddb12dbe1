import {
  type Denial,
  denial,
  type Member,
  type Membership,
  type Organisation,
} from '@tessera/model';
import type { MemberChangeRequest, MemberRequest } from '@tessera/protocol';
import type { OrganisationChange } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import { checkHandling } from './people-rules.ts';

/** What a request makes of a member, and the changes that do it. */
export interface MemberChanges {
  readonly member: Member;
  readonly changes: readonly OrganisationChange[];
}

/** Adds a member to an organisation; refused when the address is taken. Rights are not looked at. */
export function additionOf(
  organisation: Organisation,
  id: string,
  request: MemberRequest,
): MemberChanges | Denial {
  if (addressTaken(organisation, request.email)) return taken;
  const member: Member = {
    id,
    name: request.name,
    email: request.email,
    status: 'invited',
    manager: request.manager ?? null,
    ...(request.title && { title: request.title }),
    ...(request.language !== undefined && { language: request.language }),
  };
  const changes = [
    { kind: 'putMember' as const, member },
    ...membershipChanges(organisation, id, request),
  ];
  return { member, changes };
}

/** Changes a member of an organisation; refused where an account would be handled that may not be. */
export function changeOf(
  context: MemberContext,
  organisation: Organisation,
  before: Member,
  request: MemberChangeRequest,
): MemberChanges | Denial {
  const refused = refuseHandling(context, organisation, before, request);
  if (refused) return refused;
  const { name, email, title, language, manager, status } = request;
  const { title: former, ...rest } = before;
  const called = title === undefined ? former : title;
  const member: Member = {
    ...rest,
    ...(called && { title: called }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(language !== undefined && { language }),
    ...(manager !== undefined && { manager }),
    ...(status !== undefined && { status }),
  };
  const changes = [
    { kind: 'putMember' as const, member },
    ...membershipChanges(organisation, before.id, request),
  ];
  return { member, changes };
}

function refuseHandling(
  context: MemberContext,
  organisation: Organisation,
  before: Member,
  { email, status }: MemberChangeRequest,
): Denial | null {
  if (email !== undefined && email !== before.email) {
    // The address is by what an account is found: changing it under an account would hand the member over.
    if (before.status !== 'invited') {
      return denial('conflict', 'The address of a member who has joined stays.');
    }
    if (addressTaken(organisation, email)) return taken;
  }
  if (status === 'active' && before.status === 'invited') {
    return denial('conflict', 'A member becomes active by accepting the invitation.');
  }
  const handles = email !== undefined || (status !== undefined && status !== before.status);
  return handles ? checkHandling(context, before.id) : null;
}

/** The changes that give a member exactly these roles, teams and departments; of what is not given nothing changes. */
function membershipChanges(
  organisation: Organisation,
  id: string,
  wanted: Pick<MemberChangeRequest, 'roles' | 'teams' | 'departments'>,
): readonly OrganisationChange[] {
  const holder = { kind: 'member', id } as const;
  const memberships: Membership[] = [
    ...(wanted.roles ?? []).map(({ role, from, until }) => ({
      group: { kind: 'role' as const, id: role },
      holder,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    })),
    ...(wanted.teams ?? []).map((team) => ({ group: { kind: 'team' as const, id: team }, holder })),
    ...(wanted.departments ?? []).map((department) => ({
      group: { kind: 'department' as const, id: department },
      holder,
    })),
  ];
  const replaced = new Set<string>();
  if (wanted.roles !== undefined) replaced.add('role');
  if (wanted.teams !== undefined) replaced.add('team');
  if (wanted.departments !== undefined) replaced.add('department');
  const held = organisation.memberships.filter(
    (one) => one.holder.kind === 'member' && one.holder.id === id && replaced.has(one.group.kind),
  );
  const kept = (one: Membership) => memberships.some((other) => same(one, other));
  const gone = held.filter((one) => !kept(one));
  return [
    ...gone.map(({ group }) => ({ kind: 'removeMembership' as const, group, holder })),
    // Removing takes every membership of the group: what stays of it beside what goes is added again.
    ...memberships
      .filter(
        (one) =>
          !held.some((other) => same(one, other)) ||
          gone.some(({ group }) => group.kind === one.group.kind && group.id === one.group.id),
      )
      .map((membership) => ({ kind: 'addMembership' as const, membership })),
  ];
}

function same(a: Membership, b: Membership): boolean {
  return (
    a.group.kind === b.group.kind &&
    a.group.id === b.group.id &&
    a.from === b.from &&
    a.until === b.until
  );
}

const taken = denial('conflict', 'There is a member with this address already.');

function addressTaken(organisation: Organisation, email: string): boolean {
  const wanted = email.toLowerCase();
  return organisation.members.some((member) => member.email.toLowerCase() === wanted);
}
