import type { MemberId, WorkspaceId } from '@tessera/model';
import type { Access } from '@tessera/permissions';
import type { AppContext, WorkspaceContext } from '../context.ts';

/** Whether a member may copy a workspace, and enter copies of it: they hold every record, and rules are tried in them. */
export function mayCopy({ workspace }: Access): boolean {
  return workspace.has('manageBackups') && workspace.has('managePolicy');
}

export function isCopyOf({ store }: WorkspaceContext, origin: WorkspaceId): boolean {
  return store.info().copyOf?.workspace === origin;
}

/**
 * Whether a member may be in a workspace as far as it is a copy: he is to be who may copy the original by its rules of
 * now, whatever the rules in the copy have become.
 */
export async function entersCopy(
  app: AppContext,
  { store }: WorkspaceContext,
  member: MemberId,
): Promise<boolean> {
  const { copyOf } = store.info();
  if (copyOf === undefined) return true;
  const origin = await app.workspace(copyOf.workspace);
  const active = origin?.store
    .organisation()
    .members.some(({ id, status }) => id === member && status === 'active');
  return active === true && origin !== undefined && mayCopy(origin.accessOf(member));
}
