import type { AuditKind, AuditObjects } from '@tessera/model';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { causeOf } from '../http/error-response.ts';
import { memberContext } from '../operations/enter-workspace.ts';
import { tellerOf } from './workspace-log.ts';

type Place = { readonly workspace: WorkspaceContext; readonly member: string };

/** The workspaces of which an account is an active member now. One that cannot be opened lets nobody in either. */
async function placesOf(app: AppContext, userId: string): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const { workspaceId, memberId } of await app.accounts.membershipsOf(userId)) {
    const workspace = await app.workspace(workspaceId).catch((cause: unknown) => {
      app.log.error(causeOf(cause), 'a workspace could not be told of an account');
      return undefined;
    });
    if (workspace && memberContext(app, workspace, memberId))
      places.push({ workspace, member: memberId });
  }
  return places;
}

/** Tells every workspace of an account what its holder did with it; resolves when all is safe. */
export async function tellAccount(
  app: AppContext,
  userId: string,
  kind: AuditKind,
  more: AuditObjects = {},
): Promise<void> {
  for (const { workspace, member } of await placesOf(app, userId))
    await workspace.log.tell({ kind, objects: { member, ...more } }, tellerOf(member, app.clock()));
}

const going = new WeakMap<AppContext, Set<Promise<void>>>();

/** Lets something be told beside the answer, and is waited for when the process ends. */
function beside(app: AppContext, work: Promise<void>): void {
  let all = going.get(app);
  if (!all) {
    all = new Set();
    going.set(app, all);
    app.onClose(() => attemptsTold(app));
  }
  const found = all;
  const done = work
    .catch((cause: unknown) => app.log.error(causeOf(cause), 'an attempt could not be told'))
    .finally(() => found.delete(done));
  found.add(done);
}

/** Waits until the attempts that were made so far have come to the logs of their workspaces. */
export async function attemptsTold(app: AppContext): Promise<void> {
  await Promise.all(going.get(app) ?? []);
}

/** Tells, after the answer, of an attempt by somebody who did not prove to be the holder of the account. */
export function tellAttempt(
  app: AppContext,
  userId: string,
  kind: 'signIn.failed' | 'signIn.blocked',
  aspect: 'password' | 'code',
): void {
  beside(app, attempted(app, userId, kind, aspect, app.clock()));
}

async function attempted(
  app: AppContext,
  userId: string,
  kind: 'signIn.failed' | 'signIn.blocked',
  aspect: 'password' | 'code',
  at: number,
): Promise<void> {
  for (const { workspace, member } of await placesOf(app, userId))
    workspace.log.later({ kind, objects: { member, aspects: [aspect] } }, tellerOf(null, at));
}

/** The same for whom only an address is known; of one that nobody has there is nobody to tell. */
export function tellAttemptAt(
  app: AppContext,
  email: string,
  kind: 'signIn.failed' | 'signIn.blocked',
): void {
  const at = app.clock();
  const work = async () => {
    const user = await app.accounts.userByEmail(email.trim().toLowerCase());
    if (user) await attempted(app, user.id, kind, 'password', at);
  };
  beside(app, work());
}
