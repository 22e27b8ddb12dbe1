import type { AggregateFunction, CellValue } from '@tessera/model';
import {
  isLinkReference,
  type LinkReference,
  type ReadGroup,
  type Reference,
  type SecuredGroups,
} from '@tessera/permissions';
import { decode, readable } from './cells.ts';
import type { Queries, Row, Value, Words } from './dialects/dialect.ts';
import { average, recombine, wholeNumber } from './exact.ts';
import { condition, FALSE, type Rendering, rendering, TRUE } from './expressions.ts';
import { type AnyColumn, type Layout, tableName } from './layout.ts';
import { masked, NULL, orderKeys, sortValue } from './order.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** More groups than a person can look at are not sent. */
const mostGroups = 1000;

const t = raw('t');

/** The value of a reference where it may be read: a cell, or the `_n` of a link's first visible target. */
function readableValue(r: Rendering, by: Reference): Sql | null {
  const column = r.layout.fields.get(by.field);
  if (!column) return null;
  if (condition(r, by.when, t) === FALSE) return null;
  if (column.kind === 'column') return masked(r, readable(column, t), by.when, t);
  if (!isLinkReference(by)) return null;
  const l = raw(`l${r.alias()}`);
  const x = raw(`x${r.alias()}`);
  const visible = condition(r, by.visible, x);
  if (visible === FALSE) return null;
  const first = sql`(SELECT ${x}._n FROM ${raw(column.pairs)} ${l} JOIN ${raw(tableName(by.target))} ${x} ON ${x}._n = ${l}.${raw(column.other)} WHERE ${l}.${raw(column.own)} = t._n AND ${visible} ORDER BY ${l}.${raw(column.position)} LIMIT 1)`;
  return masked(r, first, by.when, t);
}

/** Where a cell may be read and holds nothing. A forward link to unseen records alone is not empty. */
function emptyWhere(r: Rendering, by: Reference, value: Sql | null): Sql {
  const column = r.layout.fields.get(by.field);
  const open = condition(r, by.when, t);
  if (!column || open === FALSE) return FALSE;
  if (column.kind === 'link' && column.field.side === 'forward') {
    return sql`(${open} AND NOT EXISTS (SELECT 1 FROM ${raw(column.pairs)} e WHERE e.${raw(column.own)} = t._n))`;
  }
  return value === null ? open : sql`(${open} AND ${value} IS NULL)`;
}

/** 1 where the key of a group may not be read, or is a link to unseen records alone. */
function closedWhere(r: Rendering, by: Reference, value: Sql | null): Sql {
  const empty = emptyWhere(r, by, value);
  const open = condition(r, by.when, t);
  const column = r.layout.fields.get(by.field);
  if (open === TRUE && column?.kind === 'column') return raw('0');
  const known = value === null ? empty : sql`(${value} IS NOT NULL OR ${empty})`;
  return sql`CASE WHEN ${open} AND ${known} THEN 0 ELSE 1 END`;
}

interface Measure {
  readonly input: readonly Sql[];
  /** The aggregates over the input columns called by these names. */
  output(names: readonly Sql[]): readonly Sql[];
  read(values: readonly (Value | undefined)[]): CellValue;
}

const nothing: Measure = { input: [], output: () => [], read: () => null };
const counted = (input: readonly Sql[], output: (names: readonly Sql[]) => Sql): Measure => ({
  input,
  output: (names) => [output(names)],
  read: ([value]) => Number(value ?? 0),
});

function sums(column: AnyColumn | undefined, value: Sql | null, fn: 'sum' | 'average'): Measure {
  if (!value || column?.kind !== 'column' || column.storage !== 'number') return nothing;
  const precision = 'precision' in column.field ? column.field.precision : 0;
  return {
    input: [value],
    output: ([m]) => [
      sql`CAST(sum(${m as Sql} / 1000000) AS text)`,
      sql`CAST(sum(${m as Sql} % 1000000) AS text)`,
      sql`count(${m as Sql})`,
    ],
    read([millions, rest, count]) {
      if (typeof millions !== 'string' || typeof rest !== 'string') return null;
      const sum = recombine(millions, rest);
      return fn === 'sum' ? wholeNumber(sum) : average(sum, Number(count), precision);
    },
  };
}

function measure(r: Rendering, fn: AggregateFunction, by: Reference | null): Measure {
  if (fn === 'count') return counted([], () => raw('count(*)'));
  if (!by) return nothing;
  const column = r.layout.fields.get(by.field);
  const value = readableValue(r, by);
  switch (fn) {
    case 'filled':
      return counted([value ?? NULL], ([m]) => sql`count(${m as Sql})`);
    case 'unique':
      return counted([value ?? NULL], ([m]) => sql`count(DISTINCT ${m as Sql})`);
    case 'empty':
      return counted(
        [sql`CASE WHEN ${emptyWhere(r, by, value)} THEN 1 END`],
        ([m]) => sql`count(${m as Sql})`,
      );
    case 'sum':
    case 'average':
      return sums(column, value, fn);
    case 'min':
    case 'max':
      if (!value || !column || !['number', 'date', 'instant'].includes(column.storage))
        return nothing;
      return {
        input: [value],
        output: ([m]) => [sql`${raw(fn)}(${m as Sql})`],
        read: ([found]) => found ?? null,
      };
  }
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

/** The ids and masked titles of the targets that name groups. */
async function titles(queries: Queries, r: Rendering, by: Reference, targets: readonly number[]) {
  const found = new Map<Value, { id: string; title: CellValue }>();
  if (!isLinkReference(by) || targets.length === 0) return found;
  const x = raw('x');
  const column = by.title ? r.layout.fields.get(by.title.field) : undefined;
  const shown =
    by.title && column?.kind === 'column' ? masked(r, readable(column, x), by.title.when, x) : NULL;
  const among = r.words.memberOf(raw('x._n'), 'integer', targets);
  const text = sql`SELECT x._n, x.id, ${shown} FROM ${raw(tableName(by.target))} x WHERE ${among} AND ${condition(r, by.visible, x)}`;
  for (const [n, id, title] of await queries.all(text)) {
    found.set(n as Value, {
      id: id as string,
      title: column?.kind === 'column' ? decode(column, title) : null,
    });
  }
  return found;
}

/** Groups and measures over readable cells only. */
export async function selectGroups(
  queries: Queries,
  words: Words,
  layout: Layout,
  query: SecuredGroups,
): Promise<readonly ReadGroup[]> {
  const table = layout.tables.get(query.table);
  const r = rendering(words, layout);
  const where = table ? condition({ ...r, asSets: true }, query.where, t) : FALSE;
  const measures = query.aggregates.map(({ fn, by }) => measure(r, fn, by));
  if (!table || where === FALSE) {
    return query.group.length > 0 ? [] : [{ keys: [], measures: measures.map((m) => m.read([])) }];
  }

  const inner: Sql[] = [raw('t._n')];
  const outer: Sql[] = [];
  const order: Sql[] = [];
  for (let i = 0; i < query.group.length; i++) {
    const by = query.group[i] as Reference;
    const value = readableValue(r, by);
    const place = raw(String(i));
    inner.push(sql`${value ?? NULL} AS k${place}`, sql`${closedWhere(r, by, value)} AS h${place}`);
    let sorted: Sql;
    if (isLinkReference(by)) sorted = value === null ? NULL : titleOf(r, by, raw(`k${i}`));
    else {
      const [key] = orderKeys(r, [{ by, direction: 'asc' }], t);
      inner.push(sql`${key?.value ?? NULL} AS s${place}`);
      sorted = sql`min(s${place})`;
    }
    outer.push(raw(`k${i}`), raw(`h${i}`));
    order.push(raw(`h${i}`));
    if (sorted !== NULL) order.push(sql`${sorted} ASC NULLS LAST`);
    order.push(raw(`k${i} ASC NULLS LAST`));
  }
  const places: number[] = [];
  let inputs = 0;
  for (const one of measures) {
    const names = one.input.map(() => raw(`m${inputs++}`));
    one.input.forEach((input, i) => void inner.push(sql`${input} AS ${names[i] as Sql}`));
    places.push(outer.length);
    outer.push(...one.output(names));
  }
  const source = sql`SELECT ${join(inner, ', ')} FROM ${raw(table.name)} t WHERE ${where}`;
  const keys = query.group.flatMap((_, i) => [raw(`k${i}`), raw(`h${i}`)]);
  const grouped =
    keys.length === 0
      ? raw('')
      : sql` GROUP BY ${join(keys, ', ')} ORDER BY ${join(order, ', ')} LIMIT ${mostGroups}`;
  const selected = outer.length === 0 ? raw('count(*)') : join(outer, ', ');
  const found = await queries.all(sql`SELECT ${selected} FROM (${source}) q${grouped}`);

  const named: Awaited<ReturnType<typeof titles>>[] = [];
  for (let i = 0; i < query.group.length; i++) {
    const targets = new Set(found.map((row) => row[2 * i]).filter((n) => typeof n === 'number'));
    named.push(await titles(queries, r, query.group[i] as Reference, [...targets]));
  }
  const keyOf = (row: Row, i: number): ReadGroup['keys'][number] => {
    if (row[2 * i + 1] === 1) return { value: null, noAccess: true };
    const value = row[2 * i] ?? null;
    const column = layout.fields.get((query.group[i] as Reference).field);
    if (column?.kind !== 'link')
      return { value: column ? decode(column, value) : null, noAccess: false };
    const target = named[i]?.get(value);
    return { value: target?.id ?? null, title: target?.title ?? null, noAccess: false };
  };
  return found.map((row) => {
    const groupKeys = query.group.map((_, i) => keyOf(row, i));
    const closed = groupKeys.some((key) => key.noAccess);
    const values = measures.map((one, i) => {
      const place = places[i] as number;
      return closed ? null : one.read(row.slice(place, place + 3));
    });
    return { keys: groupKeys, measures: values };
  });
}
