import { type Denial, denial, isDenial, type Member, type Organisation } from '@tessera/model';
import type {
  InvitedAnswer,
  MemberChangeRequest,
  MemberRequest,
  OutMember,
} from '@tessera/protocol';
import type { OrganisationChange } from '@tessera/store';
import { tellerFor } from '../audit/teller-for.ts';
import { endSessionsOf } from '../auth/end-sessions.ts';
import type { MemberContext } from '../context.ts';
import { invitationMail } from '../mail/invitation-mail.ts';
import { sendMail } from '../mail/send-mail.ts';
import { authorship, commitOrganisation } from './commit.ts';
import { refuseInDemo } from './demo-workspace.ts';
import { type Assurance, refuseUnassured, withReason } from './guarded-duties.ts';
import { invite } from './invitations.ts';
import { additionOf, changeOf } from './member-changes.ts';
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
    const refused = requireRight(context, 'manageMembers') ?? (await refuseInDemo(context));
    if (refused) return refused;
    const organisation = context.workspace.store.organisation();
    const made = additionOf(organisation, context.app.makeId('member'), request);
    if (isDenial(made)) return made;
    const done = await commitChecked(context, made.changes, request);
    return isDenial(done) ? done : { organisation: done, member: made.member };
  });
  return isDenial(made) ? made : await invited(context, made.organisation, made.member);
}

/** A new invitation for someone who has not accepted yet; the former link ends. */
export async function renewInvitation(
  context: MemberContext,
  id: string,
): Promise<InvitedAnswer | Denial> {
  const refused = requireRight(context, 'manageMembers') ?? (await refuseInDemo(context));
  if (refused) return refused;
  const organisation = context.workspace.store.organisation();
  const member = organisation.members.find((one) => one.id === id);
  if (member === undefined) return noSuchMember;
  if (member.status !== 'invited') {
    return denial('conflict', 'This member has accepted an invitation already.');
  }
  const beyond = checkHandling(context, id);
  if (beyond) return beyond;
  const told = { kind: 'invitation.renew' as const, objects: { member: id } };
  await context.workspace.log.tell(told, tellerFor(context));
  return await invited(context, organisation, member);
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
    const made = changeOf(context, organisation, before, request);
    if (isDenial(made)) return made;
    const { member } = made;
    const done = await commitChecked(context, made.changes, request);
    if (isDenial(done)) return done;
    if (before.status !== 'deactivated' && member.status === 'deactivated') {
      await shutOut(context, id);
    }
    return outMember(context, done, member);
  });
}

/** Ends at once what somebody who was deactivated has open: sessions, their sockets, invitations. */
async function shutOut({ app, workspace }: MemberContext, id: string): Promise<void> {
  // What is tried in a copy reaches no account.
  if (workspace.store.info().copyOf) return;
  const user = await app.accounts.userOfMember(workspace.id, id);
  if (user !== null) await endSessionsOf(app, user);
  await app.accounts.removeInvitationsOf(workspace.id, id);
}

/** Checks what changes of people may do, then makes them; a reason stays with the guarded roles they give. */
export async function commitChecked(
  context: MemberContext,
  changes: readonly OrganisationChange[],
  assurance: Assurance = {},
): Promise<Organisation | Denial> {
  const refused =
    checkPeopleChange(context, changes) ?? refuseUnassured(context, changes, assurance);
  if (refused) return refused;
  const told = withReason(context, changes, assurance);
  return await commitOrganisation(context.workspace, told, authorship(context));
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
