import type { Bound, Test } from '@tessera/model';
import type { Words } from './dialects/dialect.ts';
import { isOwnership, type Layout, type StoredColumn, tableName } from './layout.ts';
import { packIds } from './pack-ids.ts';
import { rollupStorage, rollupValue } from './rollup-value.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** What a condition is rendered with: the database's words, the schema's columns, fresh aliases. */
export interface Rendering {
  readonly words: Words;
  readonly layout: Layout;
  /** A number for aliases that no other part of the statement uses. */
  alias(): number;
  /**
   * For a condition that is tried on a whole table rather than on a page of it: linked records are looked up once,
   * as a set. (Seen with 100,000 x 50,000 records: 20 ms against 640 ms when few match.)
   */
  readonly asSets?: boolean;
  /** Linked conditions that are tried per record all the same: they hold for many. */
  readonly common?: ReadonlySet<Bound>;
  /** Keeps SQLite from starting with the records of many owners where walking an order is better. */
  readonly walk?: boolean;
}

export function rendering(words: Words, layout: Layout): Rendering {
  let count = 0;
  return { words, layout, alias: () => ++count };
}

export const TRUE: Sql = raw('TRUE');
export const FALSE: Sql = raw('FALSE');

/** Lists up to this length are written out; longer ones travel as one parameter. */
const writtenOut = 20;

/** Texts no cell can hold: PostgreSQL refuses NUL, and a lone surrogate becomes another character in UTF-8. */
const impossible = /\0|\p{Surrogate}/u;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && !impossible.test(value);
/** Cells hold whole numbers below 10^15 in size; whatever lies outside can be answered without asking. */
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

function memberOf(
  r: Rendering,
  expression: Sql,
  type: 'text' | 'integer',
  values: readonly (string | number)[],
): Sql {
  const possible = values.filter(type === 'text' ? isText : isWhole);
  if (possible.length === 0) return FALSE;
  if (possible.length === 1) return sql`${expression} = ${possible[0] as string | number}`;
  if (possible.length > writtenOut) return r.words.memberOf(expression, type, possible);
  return sql`${expression} IN (${join(
    possible.map((value) => sql`${value}`),
    ', ',
  )})`;
}

/** `column < value` and its kin. A bound that is not a whole number is moved to the next one that decides alike. */
function compare(
  column: Sql,
  numeric: boolean,
  op: 'lt' | 'lte' | 'gt' | 'gte',
  value: unknown,
): Sql {
  const sign = { lt: raw('<'), lte: raw('<='), gt: raw('>'), gte: raw('>=') }[op];
  if (!numeric) return isText(value) ? sql`${column} ${sign} ${value}` : FALSE;
  if (typeof value !== 'number' || Number.isNaN(value)) return FALSE;
  if (isWhole(value)) return sql`${column} ${sign} ${value}`;
  const below = op === 'lt' || op === 'lte';
  if (Math.abs(value) >= Number.MAX_SAFE_INTEGER)
    return value > 0 === below ? sql`${column} IS NOT NULL` : FALSE;
  return below ? sql`${column} <= ${Math.floor(value)}` : sql`${column} >= ${Math.ceil(value)}`;
}

function textTest(r: Rendering, key: Sql, test: Test): Sql {
  if (test.op !== 'contains' && test.op !== 'startsWith' && test.op !== 'endsWith') return FALSE;
  if (!isText(test.value)) return FALSE;
  if (test.value === '') return sql`${key} IS NOT NULL`;
  if (test.op === 'contains') return sql`${r.words.position(key, test.value)} > 0`;
  if (test.op === 'startsWith') return sql`${r.words.position(key, test.value)} = 1`;
  return sql`${r.words.ending(key, [...test.value].length)} = ${test.value}`;
}

function idsTest(r: Rendering, cell: Sql, test: Test): Sql {
  const has = (id: string) => (isText(id) ? sql`${r.words.position(cell, `,${id},`)} > 0` : FALSE);
  switch (test.op) {
    case 'hasAny':
      return test.values.length === 0 ? FALSE : sql`(${join(test.values.map(has), ' OR ')})`;
    case 'hasAll':
      if (test.values.length === 0) return sql`${cell} IS NOT NULL`;
      return sql`(${join(test.values.map(has), ' AND ')})`;
    case 'sameSet': {
      const packed = packIds(test.values);
      return packed === null || !isText(packed) ? FALSE : sql`${cell} = ${packed}`;
    }
    default:
      return FALSE;
  }
}

/** One test of one column: false, or unknown, on an empty cell. */
function columnTest(r: Rendering, column: StoredColumn, owner: Sql, test: Test): Sql {
  const unindexed = r.walk && isOwnership(column) ? raw('+') : raw('');
  const cell = sql`${unindexed}${owner}.${raw(column.name)}`;
  if (column.storage === 'boolean') {
    // A tick is never empty; a formula that failed has no value.
    if (test.op === 'empty') return column.failure ? sql`${cell} IS NULL` : FALSE;
    if (test.op !== 'eq' || typeof test.value !== 'boolean') return FALSE;
    const value = column.failure ? cell : sql`COALESCE(${cell}, 0)`;
    return sql`${value} = ${raw(test.value ? '1' : '0')}`;
  }
  if (test.op === 'empty') return sql`${cell} IS NULL`;
  if (column.storage === 'ids') return idsTest(r, cell, test);
  const tested = column.key ? sql`${owner}.${raw(column.key)}` : cell;
  return valueTest(r, tested, column, test);
}

/** One test of one value, which for texts is their key. */
function valueTest(
  r: Rendering,
  tested: Sql,
  { storage, type }: Pick<StoredColumn, 'storage' | 'type'>,
  test: Test,
): Sql {
  const numeric = type === 'integer';
  switch (test.op) {
    case 'empty':
      return sql`${tested} IS NULL`;
    case 'eq':
      return (numeric ? isWhole(test.value) : isText(test.value))
        ? sql`${tested} = ${test.value as string}`
        : FALSE;
    case 'in':
      return memberOf(r, tested, type, test.values);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compare(tested, numeric, test.op, test.value);
    case 'range':
      return sql`(${compare(tested, numeric, 'gte', test.from)} AND ${compare(tested, numeric, 'lt', test.to)})`;
    default:
      return storage === 'text' ? textTest(r, tested, test) : FALSE;
  }
}

/**
 * LIMIT 1 changes nothing for PostgreSQL, and keeps SQLite (seen in 3.53) from turning EXISTS into a join: with
 * OFFSET such a join counts rows before it looks whether they exist.
 */
const exists = (query: Sql): Sql => sql`EXISTS (${query} LIMIT 1)`;

/** Tests of a link cell itself: whether it is empty, or holds given records. */
function linkTest(r: Rendering, field: string, owner: Sql, test: Test): Sql {
  const link = r.layout.fields.get(field);
  if (link?.kind !== 'link') return FALSE;
  const l = raw(`l${r.alias()}`);
  const pairs = sql`SELECT 1 FROM ${raw(link.pairs)} ${l} WHERE ${l}.${raw(link.own)} = ${owner}._n`;
  if (test.op === 'empty') return sql`NOT EXISTS (${pairs})`;
  if (test.op !== 'hasAny' && test.op !== 'hasAll' && test.op !== 'sameSet') return FALSE;
  if (test.op === 'hasAll' && test.values.length === 0) return exists(pairs);
  if (test.values.length === 0) return FALSE;
  const target = raw(tableName(link.field.target));
  const holds = (ids: readonly string[]) => {
    const x = raw(`x${r.alias()}`);
    const listed = memberOf(r, sql`${x}.id`, 'text', ids);
    return exists(
      sql`${pairs} AND ${l}.${raw(link.other)} IN (SELECT ${x}._n FROM ${target} ${x} WHERE ${listed})`,
    );
  };
  if (test.op === 'hasAny') return holds(test.values);
  const all = join(
    test.values.map((id) => holds([id])),
    ' AND ',
  );
  if (test.op === 'hasAll') return sql`(${all})`;
  const x = raw(`x${r.alias()}`);
  const listed = memberOf(r, sql`${x}.id`, 'text', test.values);
  return sql`(${all} AND NOT EXISTS (${pairs} AND ${l}.${raw(link.other)} NOT IN (SELECT ${x}._n FROM ${target} ${x} WHERE ${listed})))`;
}

/**
 * A bound condition as SQL over the record called `owner`. True exactly where the condition holds; elsewhere
 * false or unknown, so it may stand in WHERE, CASE WHEN and EXISTS, and `not` is IS NOT TRUE.
 */
export function condition(r: Rendering, bound: Bound, owner: Sql): Sql {
  switch (bound.kind) {
    case 'const':
      return bound.value ? TRUE : FALSE;
    case 'and':
    case 'or': {
      const decided = bound.kind === 'and' ? FALSE : TRUE;
      const neutral = bound.kind === 'and' ? TRUE : FALSE;
      const parts: Sql[] = [];
      for (const child of bound.of) {
        const part = condition(r, child, owner);
        if (part === decided) return decided;
        if (part !== neutral) parts.push(part);
      }
      if (parts.length === 0) return neutral;
      return parts.length === 1
        ? (parts[0] as Sql)
        : sql`(${join(parts, bound.kind === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not': {
      const inner = condition(r, bound.of, owner);
      if (inner === TRUE) return FALSE;
      return inner === FALSE ? TRUE : sql`(${inner}) IS NOT TRUE`;
    }
    case 'atom': {
      const column = r.layout.fields.get(bound.field);
      if (!column) return FALSE;
      return column.kind === 'link'
        ? linkTest(r, bound.field, owner, bound.test)
        : columnTest(r, column, owner, bound.test);
    }
    case 'linked': {
      const link = r.layout.fields.get(bound.link);
      if (link?.kind !== 'link' || link.field.target !== bound.target) return FALSE;
      const l = raw(`l${r.alias()}`);
      const x = raw(`x${r.alias()}`);
      const some = condition(r, bound.some, x);
      if (some === FALSE) return FALSE;
      const pairs = sql`SELECT 1 FROM ${raw(link.pairs)} ${l}`;
      const mine = sql`${l}.${raw(link.own)} = ${owner}._n`;
      if (some === TRUE) return exists(sql`${pairs} WHERE ${mine}`);
      const target = raw(tableName(bound.target));
      if (r.asSets && !r.common?.has(bound)) {
        const joined = sql`${raw(link.pairs)} ${l} JOIN ${target} ${x} ON ${x}._n = ${l}.${raw(link.other)}`;
        return sql`${owner}._n IN (SELECT ${l}.${raw(link.own)} FROM ${joined} WHERE ${some})`;
      }
      return exists(
        sql`${pairs} JOIN ${target} ${x} ON ${x}._n = ${l}.${raw(link.other)} WHERE ${mine} AND ${some}`,
      );
    }
    case 'rollup': {
      const value = rollupValue(r, bound.rollup, owner, (one, of) => condition(r, one, of));
      return valueTest(r, value, rollupStorage(r.layout, bound.rollup), bound.test);
    }
    case 'record':
      return memberOf(r, sql`${owner}.id`, 'text', bound.ids);
  }
}
