import type { Ceiling, Token, TokenHolder } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';
import type { Authorship } from '../store.ts';
import { columnsOf } from './tables.ts';

/** All tokens there ever were, by the SHA-256 of their secrets. */
export type Tokens = ReadonlyMap<string, Token>;

/** Oldest first. */
export async function loadTokens(queries: Queries): Promise<Tokens> {
  const rows = await queries.all(
    raw(
      'SELECT hash, id, holder_kind, holder_id, name, ceiling, until_at, opened_at, opened_by, used_at, closed_at FROM s_token ORDER BY opened_at, id',
    ),
  );
  return new Map(
    rows.map(([hash, id, kind, holder, name, ceiling, until, at, by, usedAt, revokedAt]) => [
      hash as string,
      {
        id: id as string,
        holder: { kind, id: holder } as TokenHolder,
        name: name as string,
        ceiling: JSON.parse(ceiling as string) as Ceiling,
        until: Number(until),
        at: Number(at),
        by: by as string,
        ...(usedAt !== null && { usedAt: Number(usedAt) }),
        ...(revokedAt !== null && { revokedAt: Number(revokedAt) }),
      },
    ]),
  );
}

export async function addToken(queries: Queries, token: Token, hash: string): Promise<void> {
  const { id, holder, name, ceiling, until, at, by } = token;
  const doc = JSON.stringify(ceiling);
  await queries.insertMany('s_token', columnsOf('s_token'), [
    [id, holder.kind, holder.id, name, hash, doc, until, at, by, null, null, null],
  ]);
}

/** Closes a token; it stays as what has been. */
export async function closeToken(
  queries: Queries,
  id: string,
  { at, by }: Authorship,
): Promise<void> {
  await queries.run(
    sql`UPDATE s_token SET closed_at = ${at}, closed_by = ${by} WHERE id = ${id} AND closed_at IS NULL`,
  );
}

export async function touchToken(queries: Queries, id: string, at: number): Promise<void> {
  await queries.run(sql`UPDATE s_token SET used_at = ${at} WHERE id = ${id}`);
}
