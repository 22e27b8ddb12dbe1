import {
  type GroupReference,
  isDerivedReference,
  isLinkReference,
  type LinkReference,
  type Reference,
} from '@tessera/permissions';
import { readable } from './cells.ts';
import { derivedValue } from './derived.ts';
import { condition, FALSE, type Rendering, TRUE } from './expressions.ts';
import { tableName } from './layout.ts';
import { masked, NULL, type OrderKey, orderKeys, sortValue } from './order.ts';
import { raw, type Sql, sql } from './sql-text.ts';

const t = raw('t');

/** The value of a reference where it may be read: a cell, or the `_n` of a link's first visible target. */
export function readableValue(r: Rendering, by: Reference): Sql | null {
  const column = r.layout.fields.get(by.field);
  const derived = isDerivedReference(by);
  if (!column && !derived) return null;
  if (condition(r, by.when, t) === FALSE) return null;
  if (derived) {
    const value = derivedValue(r, by, t);
    return value && masked(r, value, by.when, t);
  }
  if (column?.kind === 'column') return masked(r, readable(column, t), by.when, t);
  if (!column || !isLinkReference(by)) return null;
  const l = raw(`l${r.alias()}`);
  const x = raw(`x${r.alias()}`);
  const visible = condition(r, by.visible, x);
  if (visible === FALSE) return null;
  const first = sql`(SELECT ${x}._n FROM ${raw(column.pairs)} ${l} JOIN ${raw(tableName(by.target))} ${x} ON ${x}._n = ${l}.${raw(column.other)} WHERE ${l}.${raw(column.own)} = t._n AND ${visible} ORDER BY ${l}.${raw(column.position)} LIMIT 1)`;
  return masked(r, first, by.when, t);
}

/** Where a cell may be read and holds nothing. A forward link to unseen records alone is not empty. */
export function emptyWhere(r: Rendering, by: Reference, value: Sql | null): Sql {
  const column = r.layout.fields.get(by.field);
  const open = condition(r, by.when, t);
  if ((!column && !isDerivedReference(by)) || open === FALSE) return FALSE;
  if (column?.kind === 'link' && column.field.side === 'forward') {
    return sql`(${open} AND NOT EXISTS (SELECT 1 FROM ${raw(column.pairs)} e WHERE e.${raw(column.own)} = t._n))`;
  }
  return value === null ? open : sql`(${open} AND ${value} IS NULL)`;
}

/** 1 where the key of a group may not be read, or is a link to unseen records alone; null where that cannot be. */
function closedWhere(r: Rendering, by: Reference, value: Sql | null): Sql | null {
  const empty = emptyWhere(r, by, value);
  const open = condition(r, by.when, t);
  const column = r.layout.fields.get(by.field);
  if (open === TRUE && (column?.kind === 'column' || isDerivedReference(by))) return null;
  const known = value === null ? empty : sql`(${value} IS NOT NULL OR ${empty})`;
  return sql`CASE WHEN ${open} AND ${known} THEN 0 ELSE 1 END`;
}

/** What the title of a linked record is sorted by, masked. */
function titleOf(r: Rendering, by: LinkReference, target: Sql): Sql {
  const column = by.title ? r.layout.fields.get(by.title.field) : undefined;
  if (!by.title || column?.kind !== 'column') return NULL;
  const x = raw(`x${r.alias()}`);
  const value = masked(r, sortValue(r, column, x), by.title.when, x);
  if (value === NULL) return NULL;
  return sql`(SELECT ${value} FROM ${raw(tableName(by.target))} ${x} WHERE ${x}._n = ${target})`;
}

/** How much of 'YYYY-MM-DD' names a month or a year. */
const unitLength = { day: 10, month: 7, year: 4 };

/** What tells one record's group from another's, and where the group stands. */
export interface GroupKey {
  /** The value that all records of a group have in common. */
  readonly key: Sql;
  /** 1 where it may not be read; null: it may be read everywhere. */
  readonly closed: Sql | null;
  /** What groups are ordered by before their keys; null: by nothing else. */
  readonly sorted: (key: Sql) => Sql | null;
  readonly direction: 'asc' | 'desc';
}

/** The key of one level of groups. */
export function groupKey(r: Rendering, { by, direction, unit }: GroupReference): GroupKey {
  const value = readableValue(r, by);
  const closed = closedWhere(r, by, value);
  if (value === null) return { key: NULL, closed, sorted: () => null, direction };
  if (isLinkReference(by)) {
    const sorted = (key: Sql) => {
      const title = titleOf(r, by, key);
      return title === NULL ? null : title;
    };
    return { key: value, closed, sorted, direction };
  }
  if (unit !== undefined) {
    const key = sql`substr(${value}, 1, ${raw(String(unitLength[unit]))})`;
    return { key, closed, sorted: () => null, direction };
  }
  const [order] = orderKeys(r, [{ by, direction }], t);
  return { key: value, closed, sorted: () => order?.value ?? null, direction };
}

/**
 * The order in which records stand group by group: readable keys as their groups are ordered, then those that may not
 * be read. Records whose group may not be read are not told apart by further levels.
 */
export function groupedOrder(
  r: Rendering,
  grouped: readonly GroupReference[],
): readonly OrderKey[] {
  const keys: OrderKey[] = [];
  let open: Sql | null = null;
  for (const one of grouped) {
    const { key, closed, sorted, direction } = groupKey(r, one);
    const before = open;
    const within = (value: Sql) =>
      before === null ? value : sql`CASE WHEN ${before} THEN ${value} END`;
    if (closed) keys.push({ value: within(closed), direction: 'asc' });
    const order = sorted(key);
    if (order) keys.push({ value: within(order), direction });
    if (key !== NULL) keys.push({ value: within(key), direction });
    if (!closed) continue;
    const here = sql`${closed} = 0`;
    open = open === null ? here : sql`${open} AND ${here}`;
  }
  return keys;
}
