import { type Denial, denial, isOpenToken, type Member, type TokenId } from '@tessera/model';
import { accessByToken } from '../access-cache.ts';
import type { AccountContext, AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { entersCopy } from './copy-right.ts';

/** The answer for a workspace that does not exist and for one the account is no active member of. */
export const noSuchWorkspace: Denial = denial('not_found', 'There is no such workspace.');

/** The answer of everything in a workspace to a member who has yet to set up the second step it asks for. */
export const twoStepRequired: Denial = denial(
  'two_step_required',
  'This workspace asks for two-step sign-in. Please set it up for your account.',
);

/** The member an account is in a workspace, with what it may do there now. */
export async function memberOf(
  account: AccountContext,
  workspaceId: string,
): Promise<MemberContext | Denial> {
  const memberships = await account.app.accounts.membershipsOf(account.account.id);
  const found = memberships.find((entry) => entry.workspaceId === workspaceId);
  const workspace = found && (await account.app.workspace(workspaceId));
  const member = workspace && memberContext(account.app, workspace, found.memberId);
  if (member === undefined || !(await entersCopy(account.app, member.workspace, member.member.id)))
    return noSuchWorkspace;
  const open = account.account.twoStep || workspace?.store.info().requireTwoStep !== true;
  return open ? member : twoStepRequired;
}

/**
 * The same for a member, or a service account, whose identity is already known; undefined when not active, or when
 * the token by which he comes is not open any more.
 */
export function memberContext(
  app: AppContext,
  workspace: WorkspaceContext,
  memberId: string,
  tokenId?: TokenId,
): MemberContext | undefined {
  const now = app.clock();
  const member = activeIn(workspace, memberId);
  if (member === undefined) return undefined;
  const access = workspace.accessOf(member.id);
  const whole = { app, workspace, member, access, now };
  if (tokenId === undefined) return whole;
  const token = workspace.store.tokens().find(({ id }) => id === tokenId);
  const open = token !== undefined && token.holder.id === memberId && isOpenToken(token, now);
  return open ? { ...whole, token, access: accessByToken(access, token) } : undefined;
}

function activeIn({ store }: WorkspaceContext, id: string): Member | undefined {
  const { members, services = [] } = store.organisation();
  const member = members.find((one) => one.id === id && one.status === 'active');
  if (member) return member;
  const service = services.find((one) => one.id === id && one.status === 'active');
  return service && { id, name: service.name, email: '', status: 'active', manager: null };
}
