import { type Denial, denial, type WorkspaceId } from '@tessera/model';
import type { AppContext, MemberContext } from '../context.ts';

/** Whether a workspace is the demo company of this installation. */
export async function isDemo(app: AppContext, workspace: WorkspaceId): Promise<boolean> {
  return (await app.accounts.demo())?.workspaceId === workspace;
}

/** Refuses what would reach people outside from a demo company or from a copy. */
export async function refuseInDemo({ app, workspace }: MemberContext): Promise<Denial | null> {
  if (workspace.store.info().copyOf) return nobodyInvitedToCopies;
  return (await isDemo(app, workspace.id)) ? nobodyInvited : null;
}

const nobodyInvitedToCopies = denial(
  'forbidden',
  'This is a copy to try things in: nobody is invited to it.',
);
const nobodyInvited = denial('forbidden', 'This is a demo company: nobody is invited to it.');
