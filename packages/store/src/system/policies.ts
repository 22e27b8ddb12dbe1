import { createHash } from 'node:crypto';
import { type Denial, denial, type Policy } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { sql } from '../sql-text.ts';
import type { Authorship } from '../store.ts';

export const noPolicy: Policy = { version: 0, grants: [], restrictions: [] };

/** The current policy: the newest snapshot. */
export async function loadPolicy(queries: Queries): Promise<Policy> {
  const rows = await queries.all(sql`SELECT doc FROM s_policy ORDER BY version DESC LIMIT 1`);
  return rows[0] ? (JSON.parse(rows[0][0] as string) as Policy) : noPolicy;
}

/** Adds a snapshot behind the one it was based on; `conflict` when another came between. */
export async function addPolicy(
  queries: Queries,
  policy: Policy,
  { at, by }: Authorship,
  reason: string,
): Promise<Policy | Denial> {
  const rows = await queries.all(sql`SELECT max(version) FROM s_policy`);
  if (Number(rows[0]?.[0] ?? 0) !== policy.version) {
    return denial('conflict', 'The rules were changed in the meantime.');
  }
  const next: Policy = {
    version: policy.version + 1,
    grants: policy.grants,
    restrictions: policy.restrictions,
  };
  const doc = JSON.stringify(next);
  const hash = createHash('sha256').update(doc).digest('hex');
  await queries.run(
    sql`INSERT INTO s_policy (version, hash, at, by_member, reason, doc) VALUES (${next.version}, ${hash}, ${at}, ${by}, ${reason}, ${doc})`,
  );
  return next;
}
