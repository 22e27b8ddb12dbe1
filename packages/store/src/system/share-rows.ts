import type { Share, ShareLevel, SharePrincipal } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { sql } from '../sql-text.ts';
import type { Authorship } from '../store.ts';
import { columnsOf } from './tables.ts';

/** The shares that are not taken back, or that were not at a moment; oldest first. */
export async function loadShares(queries: Queries, at?: number): Promise<readonly Share[]> {
  const which =
    at === undefined
      ? sql`closed_at IS NULL`
      : sql`opened_at <= ${at} AND (closed_at IS NULL OR closed_at > ${at})`;
  const rows = await queries.all(
    sql`SELECT id, table_id, record_id, to_kind, to_id, level, until_at, reason, fields, opened_at, opened_by FROM s_share WHERE ${which} ORDER BY opened_at, id`,
  );
  return rows.map(
    ([id, table, record, kind, to, level, until, reason, fields, at, by]): Share => ({
      id: id as string,
      table: table as string,
      record: record as string,
      to: { kind: kind as SharePrincipal['kind'], id: to as string },
      level: level as ShareLevel,
      ...(until !== null && { until: Number(until) }),
      by: by as string,
      at: Number(at),
      reason: reason as string,
      fields: JSON.parse(fields as string) as Share['fields'],
    }),
  );
}

export async function addShare(queries: Queries, share: Share): Promise<void> {
  const { id, table, record, to, level, until, by, at, reason, fields } = share;
  await queries.insertMany('s_share', columnsOf('s_share'), [
    [
      id,
      table,
      record,
      to.kind,
      to.id,
      level,
      until ?? null,
      reason,
      JSON.stringify(fields),
      at,
      by,
      null,
      null,
    ],
  ]);
}

/** Closes shares; they stay as what has been. */
export async function closeShares(
  queries: Queries,
  ids: readonly string[],
  { at, by }: Authorship,
): Promise<void> {
  for (const id of ids)
    await queries.run(
      sql`UPDATE s_share SET closed_at = ${at}, closed_by = ${by} WHERE id = ${id} AND closed_at IS NULL`,
    );
}
