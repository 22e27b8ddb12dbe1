import type { RandomBytes, WorkspaceId } from '@tessera/model';
import { isId } from '@tessera/model';
import { hashToken } from './one-time-token.ts';

/**
 * The secret of a token as its holder keeps it: `tsr_<workspace>_<43 signs>`, 256 random bits behind the workspace it
 * opens, so that it is found without a list of all, and known for what it is where it was left lying.
 */
export function makeTokenText(workspace: WorkspaceId, random: RandomBytes): string {
  return `tsr_${workspace}_${Buffer.from(random(32)).toString('base64url')}`;
}

/** The workspace a secret opens, and what is kept of it; null for any other text. */
export function readTokenText(
  text: string,
): { readonly workspace: WorkspaceId; readonly hash: string } | null {
  const [, workspace] = /^tsr_([a-z0-9]{4,60})_[\w-]{43}$/.exec(text) ?? [];
  return isId(workspace) ? { workspace, hash: hashToken(text) } : null;
}
