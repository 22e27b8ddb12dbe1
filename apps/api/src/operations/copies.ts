import { type Denial, denial, type WorkspaceId } from '@tessera/model';
import type { CopiesAnswer, CopyAnswer, CopyRequest, OutCopy } from '@tessera/protocol';
import { tellerFor } from '../audit/teller-for.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';
import { isCopyOf, mayCopy } from './copy-right.ts';
import { isDemo } from './demo-workspace.ts';
import { requireRight } from './rights.ts';

/** Copies of one workspace that one person may have open. */
const most = 5;

/** The copies of this workspace that the one who asks may enter. */
export async function listCopies(context: MemberContext): Promise<CopiesAnswer | Denial> {
  const refused = refuseCopies(context);
  if (refused) return refused;
  return { copies: (await copiesOf(context)).map(outCopy) };
}

/**
 * Copies the workspace as it is now, to try rules in it: the same records, people and rules, entered by those alone who
 * may copy it (decision 013). Nobody is told by mail, and nobody can be invited to it.
 */
export async function makeCopy(
  context: MemberContext,
  { reason }: CopyRequest,
): Promise<CopyAnswer | Denial> {
  const { app } = context;
  return await app.exclusively(async () => {
    const refused = refuseCopies(context) ?? (await refuseHere(context));
    if (refused) return refused;
    if ((await copiesOf(context)).length >= most)
      return denial('conflict', `There are ${most} copies already: remove one first.`);
    const { workspace, now } = context;
    const info = {
      id: app.makeId('workspace'),
      name: copyName(workspace, now),
      copyOf: { workspace: workspace.id, at: now },
    };
    const copy = await app.copyWorkspace(workspace, info);
    const told = { kind: 'copy.make' as const, objects: { workspace: info.id } };
    const teller = tellerFor(context, reason);
    try {
      await copy.log.tell({ ...told, objects: { workspace: workspace.id } }, teller);
      await workspace.log.tell(told, teller);
      await app.accounts.addWorkspace(info.id, info.name, now);
      await letIn(app, workspace, info.id);
    } catch (error) {
      await app.accounts.removeWorkspace(info.id);
      await app.removeWorkspace(info.id);
      throw error;
    }
    return { copy: outCopy(copy) };
  });
}

/** Takes a copy of this workspace away with all it holds. */
export async function removeCopy(
  context: MemberContext,
  id: WorkspaceId,
): Promise<{ readonly ok: true } | Denial> {
  const { app, workspace } = context;
  return await app.exclusively(async () => {
    const refused = refuseCopies(context);
    if (refused) return refused;
    const copy = await app.workspace(id);
    if (!copy || !isCopyOf(copy, workspace.id))
      return denial('not_found', 'There is no such copy.');
    await workspace.log.tell(
      { kind: 'copy.remove', objects: { workspace: id } },
      tellerFor(context),
    );
    liveHub(app).endWorkspace(id);
    await app.accounts.removeWorkspace(id);
    await app.removeWorkspace(id);
    return { ok: true as const };
  });
}

/** Both rights are needed: a copy holds every record, and is there to change rules. */
function refuseCopies(context: MemberContext): Denial | null {
  return requireRight(context, 'manageBackups') ?? requireRight(context, 'managePolicy');
}

async function refuseHere({ app, workspace }: MemberContext): Promise<Denial | null> {
  if (workspace.store.info().copyOf)
    return denial('forbidden', 'This is a copy itself: copy the workspace it was made of.');
  return (await isDemo(app, workspace.id))
    ? denial('forbidden', 'This is a demo company: it can be thrown away as it is.')
    : null;
}

async function copiesOf({ app, workspace, member }: MemberContext) {
  const user = await app.accounts.userOfMember(workspace.id, member.id);
  const entries = user === null ? [] : await app.accounts.membershipsOf(user);
  const found: WorkspaceContext[] = [];
  for (const { workspaceId } of entries) {
    const one = await app.workspace(workspaceId);
    if (one && isCopyOf(one, workspace.id)) found.push(one);
  }
  return found;
}

/** Only they find the copy among their workspaces; whether they still may is asked whenever they enter. */
async function letIn(app: AppContext, workspace: WorkspaceContext, copy: WorkspaceId) {
  for (const { id, status } of workspace.store.organisation().members) {
    if (status !== 'active' || !mayCopy(workspace.accessOf(id))) continue;
    const user = await app.accounts.userOfMember(workspace.id, id);
    if (user !== null) await app.accounts.putMembershipIndex(user, copy, id);
  }
}

function copyName({ store }: WorkspaceContext, now: number): string {
  const { name, language } = store.info();
  const day = new Date(now).toISOString().slice(0, 10);
  return language === 'zh' ? `${name}（副本 ${day}）` : `${name} (copy ${day})`;
}

function outCopy({ id, store }: WorkspaceContext): OutCopy {
  const { name, copyOf } = store.info();
  return { id, name, at: new Date(copyOf?.at ?? 0).toISOString() };
}
