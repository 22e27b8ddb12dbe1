import { createHash } from 'node:crypto';
import { type Denial, denial, type Policy } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { sql } from '../sql-text.ts';
import type { Authorship, PolicyHead } from '../store.ts';

export const noPolicy: Policy = { version: 0, grants: [], restrictions: [] };

/** The current policy: the newest snapshot. */
export async function loadPolicy(queries: Queries): Promise<Policy> {
  const rows = await queries.all(sql`SELECT doc FROM s_policy ORDER BY version DESC LIMIT 1`);
  return rows[0] ? (JSON.parse(rows[0][0] as string) as Policy) : noPolicy;
}

/** Versions of the rules, newest first, those before one. */
export async function loadPolicyHeads(
  queries: Queries,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<readonly PolicyHead[]> {
  const rows = await queries.all(
    sql`SELECT version, at, by_member, reason, hash FROM s_policy WHERE version < ${before} ORDER BY version DESC LIMIT ${limit}`,
  );
  return rows.map(
    ([version, at, by, reason, hash]) =>
      ({ version: Number(version), at: Number(at), by, reason, hash }) as PolicyHead,
  );
}

/** One version of the rules, whole; null when there is none. Throws when it is not what was saved. */
export async function loadPolicyVersion(queries: Queries, version: number): Promise<Policy | null> {
  const rows = await queries.all(sql`SELECT doc, hash FROM s_policy WHERE version = ${version}`);
  if (!rows[0]) return null;
  const [doc, hash] = rows[0] as readonly string[];
  if (doc === undefined || hashOf(doc) !== hash)
    throw new Error(`Version ${version} of the rules is not what was saved.`);
  return JSON.parse(doc) as Policy;
}

/** The rules that held at a moment. */
export async function loadPolicyAt(queries: Queries, at: number): Promise<Policy> {
  const rows = await queries.all(
    sql`SELECT version FROM s_policy WHERE at <= ${at} ORDER BY version DESC LIMIT 1`,
  );
  const version = rows[0]?.[0];
  return (version !== undefined && (await loadPolicyVersion(queries, Number(version)))) || noPolicy;
}

const hashOf = (doc: string): string => createHash('sha256').update(doc).digest('hex');

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
    ...(policy.guarantees?.length && { guarantees: policy.guarantees }),
  };
  const doc = JSON.stringify(next);
  await queries.run(
    sql`INSERT INTO s_policy (version, hash, at, by_member, reason, doc) VALUES (${next.version}, ${hashOf(doc)}, ${at}, ${by}, ${reason}, ${doc})`,
  );
  return next;
}
