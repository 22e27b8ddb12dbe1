import { type Denial, denial, isDenial, isTimeZone, workspaceActions } from '@tessera/model';
import type { MeChangeRequest, WorkspaceAnswer, WorkspaceChangeRequest } from '@tessera/protocol';
import type { AccountContext, MemberContext } from '../context.ts';
import { authorship, commitOrganisation } from './commit.ts';
import { entersCopy } from './copy-right.ts';
import { isDemo } from './demo-workspace.ts';
import { isOneself } from './enter-view-as.ts';
import { memberContext } from './enter-workspace.ts';
import { requireRight } from './rights.ts';

export interface WorkspacesAnswer {
  readonly workspaces: readonly { readonly id: string; readonly name: string }[];
}

/** The workspaces in which the account is an active member; by a token the one that it opens. */
export async function readWorkspaces(
  account: AccountContext | MemberContext,
): Promise<WorkspacesAnswer> {
  if ('workspace' in account) {
    const { id, store } = account.workspace;
    return { workspaces: [{ id, name: store.info().name }] };
  }
  const workspaces: { id: string; name: string }[] = [];
  for (const { workspaceId, memberId } of await account.app.accounts.membershipsOf(
    account.account.id,
  )) {
    const workspace = await account.app.workspace(workspaceId);
    if (workspace === undefined || !memberContext(account.app, workspace, memberId)) continue;
    if (!(await entersCopy(account.app, workspace, memberId))) continue;
    workspaces.push({ id: workspaceId, name: workspace.store.info().name });
  }
  return { workspaces };
}

export async function readWorkspace(context: MemberContext): Promise<WorkspaceAnswer> {
  const { id, name, language, timeZone, requireTwoStep, copyOf } = context.workspace.store.info();
  const { member, access, viewAs } = context;
  return {
    id,
    name,
    language,
    timeZone,
    me: {
      id: member.id,
      name: member.name,
      email: isOneself(context, member.id) ? member.email : '',
      language: (viewAs?.viewer.member ?? member).language ?? language,
    },
    actions: workspaceActions.filter((action) => access.workspace.has(action)),
    ...((await isDemo(context.app, id)) && { demo: true as const }),
    ...(copyOf && { copiedAt: new Date(copyOf.at).toISOString() }),
    requireTwoStep: requireTwoStep === true,
    ...(viewAs && {
      viewAs: {
        as: { ...viewAs.sitting.as, name: member.name },
        until: new Date(viewAs.sitting.until).toISOString(),
      },
    }),
  };
}

/** Changes name, language or time zone of the workspace. */
export async function changeWorkspace(
  context: MemberContext,
  request: WorkspaceChangeRequest,
): Promise<WorkspaceAnswer | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const { name, language, timeZone } = request;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return denial('invalid', 'There is no such time zone.');
  }
  await context.workspace.store.updateInfo(
    {
      ...(name !== undefined && { name }),
      ...(language !== undefined && { language }),
      ...(timeZone !== undefined && { timeZone }),
    },
    authorship(context),
  );
  context.workspace.changes.emit({ kind: 'info' });
  if (name !== undefined) await context.app.accounts.renameWorkspace(context.workspace.id, name);
  return await readWorkspace(context);
}

/** Changes one's own name or language. */
export async function changeMe(
  context: MemberContext,
  request: MeChangeRequest,
): Promise<WorkspaceAnswer | Denial> {
  return await context.workspace.exclusively(async () => {
    const before = context.workspace.store
      .organisation()
      .members.find(({ id }) => id === context.member.id);
    if (before === undefined) return denial('not_found', 'There is no such workspace.');
    const { name, language } = request;
    const member = {
      ...before,
      ...(name !== undefined && { name }),
      ...(language !== undefined && { language }),
    };
    const done = await commitOrganisation(
      context.workspace,
      [{ kind: 'putMember', member }],
      authorship(context),
    );
    return isDenial(done) ? done : await readWorkspace({ ...context, member });
  });
}
