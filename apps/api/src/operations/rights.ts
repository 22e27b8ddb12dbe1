import { type Denial, denial, type WorkspaceAction } from '@tessera/model';
import { tellerFor } from '../audit/teller-for.ts';
import type { MemberContext } from '../context.ts';

const words: Readonly<Record<WorkspaceAction, string>> = {
  manageSchema: 'change the structure',
  managePolicy: 'change the rules',
  manageMembers: 'manage members',
  manageSecurity: 'manage security',
  viewAudit: 'read the audit',
  manageBackups: 'manage backups',
};

/** Refuses whoever lacks a right on the workspace, and tells the log; null for those who have it. */
export function requireRight(context: MemberContext, ...any: WorkspaceAction[]): Denial | null {
  if (any.some((action) => context.access.workspace.has(action))) return null;
  const [first] = any;
  tellRefused(context, first);
  return denial('forbidden', `You may not ${first === undefined ? 'do this' : words[first]}.`);
}

/** Tells the log that somebody tried what only holders of a right may do. Looking as another finds doors shut: that tells nothing. */
export function tellRefused(context: MemberContext, right: WorkspaceAction | undefined): void {
  if (context.viewAs) return;
  const objects = right === undefined ? {} : { duty: right };
  context.workspace.log.later({ kind: 'refused', objects }, tellerFor(context));
}
