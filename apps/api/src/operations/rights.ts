import { type Denial, denial, type WorkspaceAction } from '@tessera/model';
import type { MemberContext } from '../context.ts';

const words: Readonly<Record<WorkspaceAction, string>> = {
  manageSchema: 'change the structure',
  managePolicy: 'change the rules',
  manageMembers: 'manage members',
  manageSecurity: 'manage security',
  viewAudit: 'read the audit',
  manageBackups: 'manage backups',
};

/** Refuses whoever lacks a right on the workspace; null for those who have it. */
export function requireRight(context: MemberContext, ...any: WorkspaceAction[]): Denial | null {
  if (any.some((action) => context.access.workspace.has(action))) return null;
  const [first] = any;
  return denial('forbidden', `You may not ${first === undefined ? 'do this' : words[first]}.`);
}
