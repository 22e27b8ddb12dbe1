import type { Bound } from '@tessera/model';
import {
  isDerivedReference,
  isLinkReference,
  type Reference,
  type SecuredRows,
} from '@tessera/permissions';
import { readable } from './cells.ts';
import { derivedValue } from './derived.ts';
import { condition, FALSE, type Rendering, TRUE } from './expressions.ts';
import { type StoredColumn, tableName } from './layout.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** Nothing, for everyone. */
export const NULL = raw('NULL');

/** `expression` where `when` holds, NULL elsewhere. */
export function masked(r: Rendering, expression: Sql, when: Bound, owner: Sql): Sql {
  const visible = condition(r, when, owner);
  if (visible === TRUE) return expression;
  return visible === FALSE ? NULL : sql`CASE WHEN ${visible} THEN ${expression} END`;
}

/** The place of a choice in its list, NULL for none; for several choices the foremost. */
function optionPosition(r: Rendering, column: StoredColumn, cell: Sql, several: boolean): Sql {
  const options = 'options' in column.field ? column.field.options : [];
  if (options.length === 0) return NULL;
  const branches = options.map((option, i) =>
    several
      ? sql`WHEN ${r.words.position(cell, `,${option.id},`)} > 0 THEN ${raw(String(i))}`
      : sql`WHEN ${option.id} THEN ${raw(String(i))}`,
  );
  return several
    ? sql`CASE ${join(branches, ' ')} END`
    : sql`CASE ${cell} ${join(branches, ' ')} END`;
}

/** What a column is sorted by: one value, NULL when empty. */
export function sortValue(r: Rendering, column: StoredColumn, owner: Sql): Sql {
  const cell = sql`${owner}.${raw(column.name)}`;
  switch (column.storage) {
    case 'text':
      return sql`${owner}.${raw(column.sort ?? column.key ?? column.name)}`;
    case 'boolean':
      return readable(column, owner);
    case 'id':
      if (column.field.type === 'singleSelect') return optionPosition(r, column, cell, false);
      return sql`(SELECT m.sort_key FROM s_member m WHERE m.id = ${cell})`;
    case 'ids':
      return optionPosition(r, column, cell, true);
    default:
      return cell;
  }
}

/** What a reference is sorted by: links by the smallest visible title among their visible targets. */
function referenceValue(r: Rendering, by: Reference, owner: Sql): Sql | null {
  if (isDerivedReference(by)) {
    const value = derivedValue(r, by, owner, (read, x) => sortValue(r, read, x));
    return value && masked(r, value, by.when, owner);
  }
  const column = r.layout.fields.get(by.field);
  if (!column) return null;
  if (column.kind === 'column') return masked(r, sortValue(r, column, owner), by.when, owner);
  if (!isLinkReference(by) || by.title === null) return null;
  const title = r.layout.fields.get(by.title.field);
  if (title?.kind !== 'column') return null;
  const l = raw(`l${r.alias()}`);
  const x = raw(`x${r.alias()}`);
  const shown = condition(r, by.visible, x);
  if (shown === FALSE) return null;
  const value = masked(r, sortValue(r, title, x), by.title.when, x);
  const smallest = sql`(SELECT min(${value}) FROM ${raw(column.pairs)} ${l} JOIN ${raw(tableName(by.target))} ${x} ON ${x}._n = ${l}.${raw(column.other)} WHERE ${l}.${raw(column.own)} = ${owner}._n AND ${shown})`;
  return masked(r, smallest, by.when, owner);
}

/** One key of an order: the expression and its direction. */
export interface OrderKey {
  readonly value: Sql;
  readonly direction: 'asc' | 'desc';
}

/** The keys of an order. A reference that shows nothing to anyone orders nothing. */
export function orderKeys(
  r: Rendering,
  order: SecuredRows['order'],
  owner: Sql,
): readonly OrderKey[] {
  const keys: OrderKey[] = [];
  for (const { by, direction } of order) {
    const value = referenceValue(r, by, owner);
    if (value && value !== NULL) keys.push({ value, direction });
  }
  return keys;
}

/**
 * ORDER BY with empty and hidden cells last in both directions and ties by order of creation. NULLS LAST says the
 * same as `(x IS NULL), x`, and lets SQLite walk an index.
 */
export function orderBy(keys: readonly OrderKey[], owner: Sql): Sql {
  const parts = keys.map(
    (key) => sql`${key.value} ${raw(key.direction === 'asc' ? 'ASC' : 'DESC')} NULLS LAST`,
  );
  return sql`ORDER BY ${join([...parts, sql`${owner}._n ASC`], ', ')}`;
}
