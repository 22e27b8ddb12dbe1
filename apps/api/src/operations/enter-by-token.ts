import { type Denial, isOpenToken, type Token } from '@tessera/model';
import { readTokenText } from '../auth/token-text.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { entersCopy } from './copy-right.ts';
import { memberContext, twoStepRequired } from './enter-workspace.ts';

/** Somebody who comes by a token. */
export type TokenContext = MemberContext & { readonly token: Token };

/** How exactly the last use of a token is known (ms). */
const touchMs = 10 * 60_000;

/**
 * Who comes by the secret of a token, with what he may do under its ceiling; undefined when it opens nothing, for
 * whatever reason. Nothing is cached, so that a token that was revoked is gone with the next request.
 */
export async function enterByToken(
  app: AppContext,
  secret: string,
): Promise<TokenContext | Denial | undefined> {
  const read = readTokenText(secret);
  const workspace = read && (await knownWorkspace(app, read.workspace));
  const token = workspace?.store.tokenByHash(read?.hash ?? '');
  const context = workspace && token && memberContext(app, workspace, token.holder.id, token.id);
  if (!workspace || !token || !context) return undefined;
  if (!(await entersCopy(app, workspace, token.holder.id))) return undefined;
  if (await lacksSecondStep(app, workspace, token)) return twoStepRequired;
  if (app.clock() - (token.usedAt ?? 0) >= touchMs)
    await workspace.store.touchToken(token.id, app.clock());
  return { ...context, token };
}

/** Only one that the installation knows is opened for a text that anybody may send. */
async function knownWorkspace(app: AppContext, id: string): Promise<WorkspaceContext | undefined> {
  const open = app.opened().find((workspace) => workspace.id === id);
  if (open) return open;
  const known = (await app.accounts.workspaces()).some((workspace) => workspace.id === id);
  return known ? await app.workspace(id) : undefined;
}

/** A member's token does not go where he may not go himself. A service account has no second step. */
async function lacksSecondStep(
  app: AppContext,
  { id, store }: WorkspaceContext,
  { holder }: Token,
): Promise<boolean> {
  if (holder.kind !== 'member' || store.info().requireTwoStep !== true) return false;
  return !(await app.accounts.membersWithSecondStep(id)).has(holder.id);
}

/** Whether a token still opens its workspace. */
export async function stillOpens(app: AppContext, workspace: WorkspaceContext, token: Token) {
  const now = workspace.store.tokens().find(({ id }) => id === token.id);
  return (
    now !== undefined &&
    isOpenToken(now, app.clock()) &&
    memberContext(app, workspace, token.holder.id, token.id) !== undefined &&
    (await entersCopy(app, workspace, token.holder.id)) &&
    !(await lacksSecondStep(app, workspace, token))
  );
}
