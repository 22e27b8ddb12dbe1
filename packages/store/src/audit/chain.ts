import { createHash } from 'node:crypto';
import type { AuditEntry, AuditHead, AuditKind, AuditObjects, WorkspaceId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { raw } from '../sql-text.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The same text for the same value, in whatever order its keys stand; keys without a value are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** What the log of a workspace begins with: a log of another one does not fit in its place. */
export function genesis(workspace: WorkspaceId): AuditHead {
  return { seq: 0, hash: sha256(canonicalJson({ tessera: 'audit', workspace })) };
}

/** The hash of an entry over everything else in it, the hash of the entry before included. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, actor, kind, objects, policy, change, reason, previous } = entry;
  return sha256(canonicalJson({ seq, at, actor, kind, objects, policy, change, reason, previous }));
}

/** In the order in which `entryOf` reads them. */
export const auditColumns = raw(
  'seq, at, actor, kind, objects, policy, change, reason, previous, hash',
);

/** An entry as it is kept. Throws when its objects are no JSON. */
export function entryOf(row: Row): AuditEntry {
  const [seq, at, actor, kind, objects, policy, change, reason, previous, hash] = row;
  return {
    seq: Number(seq),
    at: Number(at),
    actor: actor as string | null,
    kind: kind as AuditKind,
    objects: JSON.parse(objects as string) as AuditObjects,
    policy: Number(policy),
    change: change as string | null,
    reason: reason as string | null,
    previous: previous as string,
    hash: hash as string,
  };
}

/** Where the log ends. */
export async function loadHead(queries: Queries, workspace: WorkspaceId): Promise<AuditHead> {
  const [row] = await queries.all(raw('SELECT seq, hash FROM s_audit ORDER BY seq DESC LIMIT 1'));
  return row ? { seq: Number(row[0]), hash: row[1] as string } : genesis(workspace);
}
