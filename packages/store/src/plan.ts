import type { Bound, FieldId, TableId } from '@tessera/model';
import type { SecuredRows } from '@tessera/permissions';
import type { Queries } from './dialects/dialect.ts';
import { condition, type Rendering } from './expressions.ts';
import {
  isOwnership,
  type Layout,
  type StoredColumn,
  type TableLayout,
  tableName,
} from './layout.ts';
import { raw, sql } from './sql-text.ts';

/** How many records a table has, and how many of them each owner has in each ownership field. */
export interface Counts {
  readonly total: number;
  readonly owners: ReadonlyMap<FieldId, ReadonlyMap<string, number>>;
}

/**
 * Counts that choose plans and nothing else: an answer never depends on them. They are taken anew after as many
 * commits as could have changed one record in a hundred.
 */
export class OwnerCounts {
  readonly #known = new Map<TableId, { readonly counts: Counts; readonly version: number }>();

  async of(queries: Queries, table: TableLayout, version: number): Promise<Counts> {
    const { id } = table.table;
    const known = this.#known.get(id);
    if (known && version - known.version < Math.max(100, known.counts.total / 100))
      return known.counts;
    const owners = new Map<FieldId, ReadonlyMap<string, number>>();
    let total = 0;
    for (const column of table.columns) {
      if (!isOwnership(column)) continue;
      const rows = await queries.all(
        raw(`SELECT ${column.name}, count(*) FROM ${table.name} GROUP BY ${column.name}`),
      );
      owners.set(
        column.field.id,
        new Map(rows.map(([owner, count]) => [String(owner), Number(count)])),
      );
      total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
    }
    const counts = { total, owners };
    this.#known.set(id, { counts, version });
    return counts;
  }
}

/** The share of a table's records that a condition lets through at most, as far as owners tell; null: unknown. */
export function shareOf(bound: Bound, counts: Counts): number | null {
  switch (bound.kind) {
    case 'const':
      return bound.value ? 1 : 0;
    case 'record':
      return counts.total === 0 ? null : Math.min(1, bound.ids.length / counts.total);
    case 'and': {
      const known = bound.of.map((child) => shareOf(child, counts)).filter((one) => one !== null);
      return known.length === 0 ? null : Math.min(...known);
    }
    case 'or': {
      let sum = 0;
      for (const child of bound.of) {
        const one = shareOf(child, counts);
        if (one === null) return null;
        sum += one;
      }
      return Math.min(1, sum);
    }
    case 'atom': {
      const owners = counts.owners.get(bound.field);
      if (!owners || counts.total === 0) return null;
      const { test } = bound;
      const values = test.op === 'eq' ? [test.value] : test.op === 'in' ? test.values : null;
      if (!values) return null;
      return (
        values.reduce<number>((sum, one) => sum + (owners.get(String(one)) ?? 0), 0) / counts.total
      );
    }
    default:
      return null;
  }
}

/** The column by which a question is ordered first, when an index can hold that order. */
export function indexableOrder(layout: Layout, query: SecuredRows): StoredColumn | null {
  if (query.grouped.length > 0) return null;
  const by = query.order[0]?.by;
  if (by?.when.kind !== 'const' || !by.when.value) return null;
  const column = layout.fields.get(by.field);
  if (column?.kind !== 'column') return null;
  const { storage } = column;
  const plain = storage === 'number' || storage === 'date' || storage === 'instant';
  return plain || (storage === 'text' && column.sort !== undefined) ? column : null;
}

/**
 * Whether to walk the index of the order and test each record, rather than start from the owners' records and sort
 * them. Walking looks at (offset + limit) / share records, starting from the set at share * total.
 */
export function isWalkBetter(query: SecuredRows, share: number | null, counts: Counts): boolean {
  return share !== null && share * share * counts.total > query.offset + query.limit;
}

/** A linked condition that holds for more of its table than this is found soon by trying records one by one. */
const common = 0.1;
const sampleSize = 200;

/**
 * The linked conditions within `bound` that hold for much of their own table, judged by records taken evenly from
 * all of its history. They are better tried per record than gathered as a set.
 */
export async function commonLinks(
  queries: Queries,
  r: Rendering,
  bound: Bound,
): Promise<ReadonlySet<Bound>> {
  const found = new Set<Bound>();
  const x = raw('x');
  for (const node of linkedNodes(bound)) {
    const name = raw(tableName(node.target));
    const [last] = await queries.all(sql`SELECT max(_n) FROM ${name}`);
    const step = Number(last?.[0] ?? 0) / sampleSize;
    const places = Array.from({ length: sampleSize }, (_, i) => 1 + Math.floor(i * step));
    const sample = r.words.memberOf(raw('x._n'), 'integer', places);
    const holds = sql`CASE WHEN ${condition(r, node.some, x)} THEN 1 ELSE 0 END`;
    const [answer] = await queries.all(sql`SELECT avg(${holds}) FROM ${name} x WHERE ${sample}`);
    if (Number(answer?.[0] ?? 0) > common) found.add(node);
  }
  return found;
}

function* linkedNodes(bound: Bound): Generator<Extract<Bound, { kind: 'linked' }>> {
  if (bound.kind === 'linked') yield bound;
  else if (bound.kind === 'not') yield* linkedNodes(bound.of);
  else if (bound.kind === 'and' || bound.kind === 'or') {
    for (const child of bound.of) yield* linkedNodes(child);
  }
}
