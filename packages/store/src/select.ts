import type { ReadRow, ReadRows, SecuredRows } from '@tessera/permissions';
import type { Queries, Words } from './dialects/dialect.ts';
import { condition, FALSE, type Rendering, rendering } from './expressions.ts';
import { groupedOrder } from './group-keys.ts';
import type { Layout, StoredColumn, TableLayout } from './layout.ts';
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
  const { words, layout } = reading;
  const table = layout.tables.get(query.table);
  const r: Rendering = { ...rendering(words, layout), asSets: true };
  const where = table ? condition(r, query.where, t) : FALSE;
  if (!table || where === FALSE) return { rows: [], total: query.total ? 0 : null };
  if (isWithinWindow(query)) {
    const found = await readPage(queries, r, table, query, onPage(r, query));
    found.sort((a, b) => a.n - b.n);
    return { rows: found.map(({ row }) => row), total: query.total ? found.length : null };
  }
  const window = await findWindow(queries, r, reading, table, where, query);
  if (window.places.length === 0) return { rows: [], total: window.total };
  // Records are found first and read afterwards: sorting whole rows of which most are dropped took twice the time.
  const among = words.memberOf(raw('t._n'), 'integer', window.places);
  const page = window.isKept ? sql`${among} AND ${onPage(r, query)}` : among;
  const found = await readPage(queries, r, table, query, page);
  const byPlace = new Map(found.map(({ n, row }) => [n, row]));
  const rows = window.places.map((n) => byPlace.get(n)).filter((row) => row !== undefined);
  return { rows, total: window.total };
}

/** The condition as it suits a few records. */
function onPage(r: Rendering, query: SecuredRows): Sql {
  return condition({ ...r, asSets: false }, query.where, t);
}

/** Whether a question names so few records that all of them are the window, in the order of their creation. */
function isWithinWindow({ where, grouped, order, offset, limit }: SecuredRows): boolean {
  const parts = where.kind === 'and' ? where.of : [where];
  const named = parts.find((part) => part.kind === 'record');
  return (
    named !== undefined &&
    named.ids.length <= limit &&
    offset === 0 &&
    grouped.length + order.length === 0
  );
}

async function readPage(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  query: SecuredRows,
  where: Sql,
): Promise<{ readonly n: number; readonly row: ReadRow }[]> {
  const statement = pageStatement(r, table, query, where);
  const found = await queries.all(statement.text);
  const rows = await rowsOf(queries, r, table, statement, found);
  return rows.map((row, i) => ({ n: found[i]?.[0] as number, row }));
}

/** The records of a window by their places in the table, in order. */
interface Window {
  readonly places: readonly number[];
  readonly total: number | null;
  /** Remembered: it names records and is no proof that they may be seen. */
  readonly isKept: boolean;
}

async function findWindow(
  queries: Queries,
  r: Rendering,
  reading: Reading,
  table: TableLayout,
  where: Sql,
  query: SecuredRows,
): Promise<Window> {
  const { cache, stamp, indexes } = reading;
  const { offset, limit, key } = query;
  const from = sql`SELECT t._n FROM ${raw(table.name)} t WHERE`;
  const each: Rendering = { ...r, asSets: false };
  const order = orderBy(
    [...groupedOrder(each, query.grouped), ...orderKeys(each, query.order, t)],
    t,
  );
  let kept = cache.order(key, stamp);
  if (!kept && offset > deepOffset) {
    const all = await queries.all(sql`${from} ${where} ${order}`);
    kept = Uint32Array.from(all, (row) => row[0] as number);
    cache.putOrder(key, stamp, kept);
  }
  if (kept) {
    const places = [...kept.subarray(offset, offset + limit)];
    return { places, total: query.total ? kept.length : null, isKept: true };
  }
  const plan = await planOf(queries, r, reading, table, query);
  const began = performance.now();
  const found =
    limit === 0
      ? []
      : await queries.all(sql`${from} ${plan.where} ${order} LIMIT ${limit} OFFSET ${offset}`);
  if (plan.indexable) indexes.note(plan.indexable, performance.now() - began);
  const places = found.map((row) => row[0] as number);
  if (!query.total) return { places, total: null, isKept: false };
  if (places.length < limit && (places.length > 0 || offset === 0)) {
    return { places, total: offset + places.length, isKept: false };
  }
  let total = cache.total(key, stamp);
  if (total === null) {
    const counted = await queries.all(
      sql`SELECT count(*) FROM ${raw(table.name)} t WHERE ${where}`,
    );
    total = Number(counted[0]?.[0] ?? 0);
    cache.putTotal(key, stamp, total);
  }
  return { places, total, isKept: false };
}

/**
 * The condition as it suits a window, of which only the first records are looked for; and the column of the order when
 * an index of it would let the window be walked to.
 */
async function planOf(
  queries: Queries,
  r: Rendering,
  { words, layout, counts, indexes, version }: Reading,
  table: TableLayout,
  query: SecuredRows,
): Promise<{ readonly where: Sql; readonly indexable: StoredColumn | null }> {
  const common = await commonLinks(queries, r, query.where);
  const sorted = indexableOrder(layout, query);
  const isIndexed = sorted && (sorted.field.id === table.table.titleField || indexes.has(sorted));
  // PostgreSQL knows how many records an owner has, SQLite has to be told.
  if (words.name !== 'sqlite' || !sorted) {
    const where = condition({ ...r, common }, query.where, t);
    return { where, indexable: isIndexed ? null : sorted };
  }
  const known = await counts.of(queries, table, version);
  const share = shareOf(query.where, known);
  const walk = isWalkBetter(query, share, known);
  const where = condition({ ...r, common, walk: walk && isIndexed === true }, query.where, t);
  return { where, indexable: !isIndexed && (walk || share === null) ? sorted : null };
}
