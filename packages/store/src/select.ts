import type { ReadRows, SecuredRows } from '@tessera/permissions';
import type { Queries, Words } from './dialects/dialect.ts';
import { condition, FALSE, type Rendering, rendering } from './expressions.ts';
import type { Layout, TableLayout } from './layout.ts';
import { orderBy, orderKeys } from './order.ts';
import { pageStatement, rowsOf } from './page.ts';
import { commonLinks, indexableOrder, isWalkBetter, type OwnerCounts, shareOf } from './plan.ts';
import type { SortIndexes } from './sort-indexes.ts';
import { raw, type Sql, sql } from './sql-text.ts';
import type { WindowCache } from './window-cache.ts';

/** Beyond this offset the ordered records of a question are kept, so that no database counts them off again. */
const deepOffset = 2000;

const t = raw('t');

/** What reading takes beside the question. */
export interface Reading {
  readonly words: Words;
  readonly layout: Layout;
  readonly cache: WindowCache;
  readonly counts: OwnerCounts;
  readonly indexes: SortIndexes;
  /** Names the versions of all that the answer depends on. */
  readonly stamp: string;
  /** Number of commits to the table that is read, as far as this process knows. */
  readonly version: number;
}

/** Reads a window of records, with the number of all that match when it is wanted. */
export async function selectRows(
  queries: Queries,
  reading: Reading,
  query: SecuredRows,
): Promise<ReadRows> {
  const { words, layout, cache, stamp } = reading;
  const table = layout.tables.get(query.table);
  const r: Rendering = { ...rendering(words, layout), asSets: true };
  const where = table ? condition(r, query.where, t) : FALSE;
  if (!table || where === FALSE) return { rows: [], total: query.total ? 0 : null };
  if (query.offset > deepOffset || cache.order(query.key, stamp)) {
    return selectDeep(queries, r, reading, table, where, query);
  }

  const statement = pageStatement(r, table, query, {
    where: await windowWhere(queries, r, reading, table, query),
    window: true,
  });
  const began = performance.now();
  const found = query.limit === 0 ? [] : await queries.all(statement.text);
  const sorted = indexableOrder(layout, query);
  if (sorted) reading.indexes.note(sorted, performance.now() - began);
  const rows = await rowsOf(queries, r, statement, found);
  if (!query.total) return { rows, total: null };
  if (found.length < query.limit && (found.length > 0 || query.offset === 0)) {
    return { rows, total: query.offset + found.length };
  }
  let total = cache.total(query.key, stamp);
  if (total === null) {
    const counted = await queries.all(
      sql`SELECT count(*) FROM ${raw(table.name)} t WHERE ${where}`,
    );
    total = Number(counted[0]?.[0] ?? 0);
    cache.putTotal(query.key, stamp, total);
  }
  return { rows, total };
}

/** The condition as it suits a window, of which only the first records are looked for. */
async function windowWhere(
  queries: Queries,
  r: Rendering,
  { words, layout, counts, indexes, version }: Reading,
  table: TableLayout,
  query: SecuredRows,
): Promise<Sql> {
  const common = await commonLinks(queries, r, query.where);
  const sorted = indexableOrder(layout, query);
  const isIndexed = sorted && (sorted.field.id === table.table.titleField || indexes.has(sorted));
  // PostgreSQL knows how many records an owner has, SQLite has to be told.
  if (words.name !== 'sqlite' || !isIndexed) return condition({ ...r, common }, query.where, t);
  const known = await counts.of(queries, table, version);
  const walk = isWalkBetter(query, shareOf(query.where, known), known);
  return condition({ ...r, common, walk }, query.where, t);
}

/** A window far down: by the kept order of all matching records. */
async function selectDeep(
  queries: Queries,
  r: Rendering,
  { words, cache, stamp }: Reading,
  table: TableLayout,
  where: Sql,
  query: SecuredRows,
): Promise<ReadRows> {
  let order = cache.order(query.key, stamp);
  if (!order) {
    const keys = orderKeys(r, query.order, t);
    const all = await queries.all(
      sql`SELECT t._n FROM ${raw(table.name)} t WHERE ${where} ${orderBy(keys, t)}`,
    );
    order = Uint32Array.from(all, (row) => row[0] as number);
    cache.putOrder(query.key, stamp, order);
  }
  const total = query.total ? order.length : null;
  const page = [...order.subarray(query.offset, query.offset + query.limit)];
  if (page.length === 0) return { rows: [], total };
  // The condition is asked again: what is kept names records, it is no proof that they may be seen.
  const still = condition({ ...r, asSets: false }, query.where, t);
  const among = words.memberOf(raw('t._n'), 'integer', page);
  const statement = pageStatement(r, table, query, {
    where: sql`${among} AND ${still}`,
    window: false,
  });
  const answer = await queries.all(statement.text);
  const byPlace = new Map(answer.map((row) => [row[0] as number, row]));
  const found = page.map((n) => byPlace.get(n)).filter((row) => row !== undefined);
  return { rows: await rowsOf(queries, r, statement, found), total };
}
