import {
  type Denial,
  denial,
  isDenial,
  type Member,
  type Membership,
  type Organisation,
} from '@tessera/model';
import type {
  InvitedAnswer,
  MemberChangeRequest,
  MemberRequest,
  OutMember,
} from '@tessera/protocol';
import type { OrganisationChange } from '@tessera/store';
import { endSessionsOf } from '../auth/end-sessions.ts';
import type { MemberContext } from '../context.ts';
import { invitationMail } from '../mail/invitation-mail.ts';
import { sendMail } from '../mail/send-mail.ts';
import { authorship, commitOrganisation } from './commit.ts';
import { invite } from './invitations.ts';
import { checkHandling, checkPeopleChange } from './people-rules.ts';
import { outMember } from './read-people.ts';
import { requireRight } from './rights.ts';

const noSuchMember = denial('not_found', 'There is no such member.');

/** Adds a member and makes the invitation, whose link is shown this once and sent where there is a mail server. */
export async function addMember(
  context: MemberContext,
  request: MemberRequest,
): Promise<InvitedAnswer | Denial> {
  const made = await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const organisation = context.workspace.store.organisation();
    if (addressTaken(organisation, request.email)) return taken;
    const member: Member = {
      id: context.app.makeId('member'),
      name: request.name,
      email: request.email,
      status: 'invited',
      manager: request.manager ?? null,
      ...(request.language !== undefined && { language: request.language }),
    };
    const changes: OrganisationChange[] = [
      { kind: 'putMember', member },
      ...membershipChanges(organisation, member.id, request),
    ];
    const done = await commitChecked(context, changes);
    return isDenial(done) ? done : { organisation: done, member };
  });
  return isDenial(made) ? made : await invited(context, made.organisation, made.member);
}

/** A new invitation for someone who has not accepted yet; the former link ends. */
export async function renewInvitation(
  context: MemberContext,
  id: string,
): Promise<InvitedAnswer | Denial> {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const organisation = context.workspace.store.organisation();
  const member = organisation.members.find((one) => one.id === id);
  if (member === undefined) return noSuchMember;
  if (member.status !== 'invited') {
    return denial('conflict', 'This member has accepted an invitation already.');
  }
  const beyond = checkHandling(context, id);
  return beyond ?? (await invited(context, organisation, member));
}

/** Changes a member. Nobody changes his own roles, groups, manager or status here. */
export async function changeMember(
  context: MemberContext,
  id: string,
  request: MemberChangeRequest,
): Promise<OutMember | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const organisation = context.workspace.store.organisation();
    const before = organisation.members.find((one) => one.id === id);
    if (before === undefined) return noSuchMember;
    const handling = refuseHandling(context, organisation, before, request);
    if (handling) return handling;
    const { name, email, language, manager, status } = request;
    const member: Member = {
      ...before,
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email }),
      ...(language !== undefined && { language }),
      ...(manager !== undefined && { manager }),
      ...(status !== undefined && { status }),
    };
    const changes: OrganisationChange[] = [
      { kind: 'putMember', member },
      ...membershipChanges(organisation, id, request),
    ];
    const done = await commitChecked(context, changes);
    if (isDenial(done)) return done;
    if (before.status !== 'deactivated' && member.status === 'deactivated') {
      await shutOut(context, id);
    }
    return outMember(context, done, member);
  });
}

/** Ends at once what somebody who was deactivated has open: sessions, their sockets, invitations. */
async function shutOut({ app, workspace }: MemberContext, id: string): Promise<void> {
  const user = await app.accounts.userOfMember(workspace.id, id);
  if (user !== null) await endSessionsOf(app, user);
  await app.accounts.removeInvitationsOf(workspace.id, id);
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

/** Checks what changes of people may do, then makes them. */
export async function commitChecked(
  context: MemberContext,
  changes: readonly OrganisationChange[],
): Promise<Organisation | Denial> {
  const refused = checkPeopleChange(context, changes);
  if (refused) return refused;
  return await commitOrganisation(context.workspace, changes, authorship(context));
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

async function invited(
  context: MemberContext,
  organisation: Organisation,
  member: Member,
): Promise<InvitedAnswer> {
  const link = await invite(context, member);
  const { name, language } = context.workspace.store.info();
  const mail = invitationMail({
    member,
    workspace: name,
    by: context.member.name,
    link,
    language: member.language ?? language,
  });
  const sent = await sendMail(context.app, mail);
  return {
    member: outMember(context, organisation, member),
    link,
    ...(sent !== 'off' && { mail: sent }),
  };
}

const taken = denial('conflict', 'There is a member with this address already.');

function addressTaken(organisation: Organisation, email: string): boolean {
  const wanted = email.toLowerCase();
  return organisation.members.some((member) => member.email.toLowerCase() === wanted);
}
