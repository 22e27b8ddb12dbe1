import { type Denial, denial } from '@tessera/model';
import type { AccountContext, AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { entersCopy } from './copy-right.ts';

/** The answer for a workspace that does not exist and for one the account is no active member of. */
export const noSuchWorkspace: Denial = denial('not_found', 'There is no such workspace.');

/** The answer of everything in a workspace to a member who has yet to set up the second step it asks for. */
const twoStepRequired: Denial = denial(
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

/** The same for a member whose identity is already known; undefined when not an active member. */
export function memberContext(
  app: AppContext,
  workspace: WorkspaceContext,
  memberId: string,
): MemberContext | undefined {
  const member = workspace.store
    .organisation()
    .members.find(({ id, status }) => id === memberId && status === 'active');
  return (
    member && {
      app,
      workspace,
      member,
      access: workspace.accessOf(member.id),
      now: app.clock(),
    }
  );
}
