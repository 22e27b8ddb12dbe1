import { type Denial, denial } from '@tessera/model';
import type { ResetTwoStepRequest, SecurityRequest } from '@tessera/protocol';
import { tellerFor } from '../audit/teller-for.ts';
import { endSessionsOf } from '../auth/end-sessions.ts';
import type { AppContext, MemberContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';
import { authorship } from './commit.ts';
import { isDemo } from './demo-workspace.ts';
import { memberContext } from './enter-workspace.ts';
import { requireRight } from './rights.ts';

/** Asks all members for two-step sign-in, or no longer. Whoever has none is out at once, open pages and all. */
export async function changeSecurity(
  context: MemberContext,
  { requireTwoStep }: SecurityRequest,
): Promise<SecurityRequest | Denial> {
  const refused = requireRight(context, 'manageSecurity');
  if (refused) return refused;
  const { app, workspace, member } = context;
  const having = await app.accounts.membersWithSecondStep(workspace.id);
  if (requireTwoStep && (await isDemo(app, workspace.id))) {
    return denial('forbidden', 'The people of a demo company have no passwords to add a step to.');
  }
  if (requireTwoStep && !having.has(member.id)) {
    return denial('conflict', 'Turn on two-step sign-in for your own account first.');
  }
  await workspace.store.updateInfo({ requireTwoStep }, authorship(context));
  workspace.changes.emit({ kind: 'info' });
  await liveHub(app).checkSessions();
  return { requireTwoStep };
}

/** Takes the second step from somebody who has lost it. All their sessions end. */
export async function resetTwoStep(
  context: MemberContext,
  id: string,
  { reason }: ResetTwoStepRequest,
): Promise<Denial | null> {
  const refused = requireRight(context, 'manageSecurity');
  if (refused) return refused;
  const { app, workspace, member } = context;
  const found = workspace.store.organisation().members.find((one) => one.id === id);
  if (!found) return denial('not_found', 'There is no such member.');
  if (id === member.id) {
    return denial('forbidden', 'Your own second step is turned off in your account.');
  }
  const user = await app.accounts.userOfMember(workspace.id, id);
  const having = await app.accounts.membersWithSecondStep(workspace.id);
  if (user === null || !having.has(id)) {
    return denial('conflict', 'This member has no two-step sign-in.');
  }
  if (!(await isSecurityEverywhere(context, user))) {
    return denial('forbidden', 'This account also belongs to a workspace that you do not secure.');
  }
  await app.accounts.turnOffSecondStep(user);
  await endSessionsOf(app, user);
  const told = { kind: 'twoStep.reset' as const, objects: { member: id } };
  await workspace.log.tell(told, tellerFor(context, reason));
  return null;
}

/** An account is one for all its workspaces: who resets it must hold the right in each of them. */
async function isSecurityEverywhere(context: MemberContext, user: string): Promise<boolean> {
  const { app, workspace, member } = context;
  if (workspace.store.info().copyOf) return false;
  const mine = await app.accounts.userOfMember(workspace.id, member.id);
  const own = mine === null ? [] : await app.accounts.membershipsOf(mine);
  for (const { workspaceId, memberId } of await app.accounts.membershipsOf(user)) {
    if (!(await isActive(app, workspaceId, memberId))) continue;
    // A copy says nothing of accounts: whoever may copy a workspace is no stranger in it.
    if ((await app.workspace(workspaceId))?.store.info().copyOf) continue;
    const me = own.find((entry) => entry.workspaceId === workspaceId);
    const there = me && (await app.workspace(workspaceId));
    const rights = there && memberContext(app, there, me.memberId)?.access.workspace;
    if (rights?.has('manageSecurity') !== true) return false;
  }
  return true;
}

async function isActive(app: AppContext, workspaceId: string, member: string): Promise<boolean> {
  const workspace = await app.workspace(workspaceId);
  return workspace !== undefined && memberContext(app, workspace, member) !== undefined;
}
