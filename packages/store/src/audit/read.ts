import type { AuditEntry, AuditKind, MemberId } from '@tessera/model';
import type { Queries, Words } from '../dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../sql-text.ts';
import { auditColumns, entryOf } from './chain.ts';

/** A question to the log. Its answer comes newest first. */
export interface AuditQuestion {
  /** Only entries of a smaller number. */
  readonly before?: number;
  readonly limit: number;
  /** Epoch milliseconds; `until` is not part of it. */
  readonly from?: number;
  readonly until?: number;
  readonly actor?: MemberId | null;
  readonly kinds?: readonly AuditKind[];
  /** Ids of which an entry names at least one; all of these lists must be met. */
  readonly about?: readonly (readonly string[])[];
}

/** Entries of the log, as they are kept. Whoever asks projects them before they leave. */
export async function readEntries(
  queries: Queries,
  words: Words,
  asked: AuditQuestion,
): Promise<readonly AuditEntry[]> {
  const { before, limit, from, until, actor, kinds, about = [] } = asked;
  const where: Sql[] = [];
  if (before !== undefined) where.push(sql`seq < ${before}`);
  if (from !== undefined) where.push(sql`at >= ${from}`);
  if (until !== undefined) where.push(sql`at < ${until}`);
  if (actor === null) where.push(raw('actor IS NULL'));
  else if (actor !== undefined) where.push(sql`actor = ${actor}`);
  if (kinds) where.push(words.memberOf(raw('kind'), 'text', kinds));
  for (const ids of about) {
    if (ids.length === 0) return [];
    // Ids stand in the objects as quoted texts, and no two begin alike.
    const named = ids.map((id) => sql`${words.position(raw('objects'), `"${id}"`)} > 0`);
    const acted = words.memberOf(raw('actor'), 'text', ids);
    where.push(sql`(${join([...named, acted], ' OR ')})`);
  }
  const filter = where.length > 0 ? sql` WHERE ${join(where, ' AND ')}` : raw('');
  const rows = await queries.all(
    sql`SELECT ${auditColumns} FROM s_audit${filter} ORDER BY seq DESC LIMIT ${limit}`,
  );
  return rows.map(entryOf);
}
