import { AppError, type Denial, denial, isDenial, type Member } from '@tessera/model';
import type { InvitationAnswer } from '@tessera/protocol';
import type { Invitation } from '@tessera/store';
import { tellAttempt } from '../audit/account-events.ts';
import { attempts } from '../auth/attempts.ts';
import { hashToken, makeToken } from '../auth/one-time-token.ts';
import { checkStrength, createAccount, verifyPassword } from '../auth/passwords.ts';
import { signInKeys } from '../auth/rate-limit.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { commitOrganisation } from './commit.ts';

const invitationMs = 14 * 24 * 3600 * 1000;

/** The answer for an invitation that was never made, is used, has ended or was replaced. */
const noSuchInvitation = denial('not_found', 'This invitation is not valid any more.');

/** Makes an invitation for a member, which ends earlier ones, and gives the link to send. Only a hash of it is kept. */
export async function invite(context: MemberContext, member: Member): Promise<string> {
  const { accounts, random, address } = context.app;
  const token = makeToken(random);
  await accounts.removeInvitationsOf(context.workspace.id, member.id);
  await accounts.createInvitation({
    tokenHash: hashToken(token),
    workspaceId: context.workspace.id,
    memberId: member.id,
    email: member.email.toLowerCase(),
    expiresAt: context.now + invitationMs,
  });
  return `${address.url}/invite/${token}`;
}

/** What whoever holds an invitation may know of it. */
export async function readInvitation(
  app: AppContext,
  token: string,
): Promise<InvitationAnswer | Denial> {
  const found = await openInvitation(app, token);
  if (isDenial(found)) return found;
  const { workspace, member } = found;
  const { name, language } = workspace.store.info();
  return {
    workspace: name,
    name: member.name,
    email: member.email,
    language: member.language ?? language,
    hasAccount: (await app.accounts.userByEmail(member.email.toLowerCase())) !== null,
  };
}

/** Joins: with a new password a new account, with the password of the account that has this address already. */
export async function acceptInvitation(
  app: AppContext,
  token: string,
  password: string,
  address: string,
): Promise<
  { readonly user: string; readonly workspace: string; readonly twoStep: boolean } | Denial
> {
  const found = await openInvitation(app, token);
  if (isDenial(found)) return found;
  const { member } = found;
  const email = member.email.toLowerCase();
  const existing = await app.accounts.userByEmail(email);
  if (existing === null) {
    const weak = await checkStrength(password, [member.name, email]);
    if (weak) return weak;
  } else {
    const keys = signInKeys(address, email);
    const now = app.clock();
    if (attempts(app).wait(keys, now) > 0) return tooMany;
    if (!(await verifyPassword(app, existing.id, password))) {
      attempts(app).fail(keys, now);
      tellAttempt(app, existing.id, 'signIn.failed', 'password');
      return denial('unauthenticated', 'The password is not right.');
    }
  }
  return await app.exclusively(async () => {
    const still = await openInvitation(app, token);
    if (isDenial(still)) return still;
    const taken = await app.accounts.takeInvitation(hashToken(token), app.clock());
    if (taken === null) return noSuchInvitation;
    const user = existing?.id ?? (await createAccount(app, { name: member.name, email, password }));
    await app.accounts.putMembershipIndex(user, still.workspace.id, member.id);
    const joined = await activate(app, still.workspace, member.id);
    const twoStep = existing?.twoStep ?? false;
    return joined ?? { user, workspace: still.workspace.id, twoStep };
  });
}

const tooMany = denial('rate_limited', 'Too many attempts. Please wait a moment.');

async function activate(
  app: AppContext,
  workspace: WorkspaceContext,
  id: string,
): Promise<Denial | null> {
  return await workspace.exclusively(async () => {
    const member = workspace.store.organisation().members.find((one) => one.id === id);
    if (member?.status !== 'invited') return noSuchInvitation;
    const done = await commitOrganisation(
      workspace,
      [{ kind: 'putMember', member: { ...member, status: 'active' } }],
      { by: id, at: app.clock(), change: app.makeId('change') },
    );
    if (isDenial(done)) throw new AppError('internal', 'Joining failed.');
    return null;
  });
}

async function openInvitation(
  app: AppContext,
  token: string,
): Promise<
  | {
      readonly invitation: Invitation;
      readonly workspace: WorkspaceContext;
      readonly member: Member;
    }
  | Denial
> {
  const invitation = await app.accounts.invitation(hashToken(token), app.clock());
  const workspace = invitation && (await app.workspace(invitation.workspaceId));
  const member = workspace?.store
    .organisation()
    .members.find(({ id, status }) => id === invitation?.memberId && status === 'invited');
  // An address that was changed since is not the one this link was sent to.
  if (!invitation || !workspace || member?.email.toLowerCase() !== invitation.email) {
    return noSuchInvitation;
  }
  return { invitation, workspace, member };
}
