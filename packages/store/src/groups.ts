import type { AggregateFunction, CellValue, StorageClass } from '@tessera/model';
import {
  type GroupReference,
  isDerivedReference,
  isLinkReference,
  type ReadGroup,
  type Reference,
  type SecuredGroups,
} from '@tessera/permissions';
import { decode, readable } from './cells.ts';
import { derivedStorage } from './derived.ts';
import type { Queries, Row, Value, Words } from './dialects/dialect.ts';
import { average, recombine, wholeNumber } from './exact.ts';
import { condition, FALSE, type Rendering, rendering } from './expressions.ts';
import { emptyWhere, groupKey, readableValue } from './group-keys.ts';
import { type Layout, tableName } from './layout.ts';
import { masked, NULL } from './order.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** More groups than a person can look at are not sent. */
const mostGroups = 1000;

const t = raw('t');

interface Measure {
  readonly input: readonly Sql[];
  /** The aggregates over the input columns called by these names. */
  output(names: readonly Sql[]): readonly Sql[];
  read(values: readonly (Value | undefined)[]): CellValue;
}

type Stored = { readonly storage: StorageClass; readonly precision: number };

const nothing: Measure = { input: [], output: () => [], read: () => null };
const counted = (input: readonly Sql[], output: (names: readonly Sql[]) => Sql): Measure => ({
  input,
  output: (names) => [output(names)],
  read: ([value]) => Number(value ?? 0),
});

/** How the values of a reference are kept; of links nothing is measured but whether they are there. */
function storageOf(layout: Layout, by: Reference): Stored | null {
  if (isDerivedReference(by)) return derivedStorage(layout, by);
  const column = layout.fields.get(by.field);
  if (column?.kind !== 'column') return null;
  return {
    storage: column.storage,
    precision: 'precision' in column.field ? column.field.precision : 0,
  };
}

function sums(stored: Stored | null, value: Sql | null, fn: 'sum' | 'average'): Measure {
  if (!value || stored?.storage !== 'number') return nothing;
  const { precision } = stored;
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
  const stored = storageOf(r.layout, by);
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
      return sums(stored, value, fn);
    case 'min':
    case 'max':
      if (!value || !stored || !['number', 'date', 'instant'].includes(stored.storage))
        return nothing;
      return {
        input: [value],
        output: ([m]) => [sql`${raw(fn)}(${m as Sql})`],
        read: ([found]) => found ?? null,
      };
  }
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
    const level = query.group[i] as GroupReference;
    const { key, closed, sorted } = groupKey(r, level);
    const place = raw(String(i));
    const direction = raw(level.direction === 'asc' ? 'ASC' : 'DESC');
    inner.push(sql`${key} AS k${place}`, sql`${closed ?? raw('0')} AS h${place}`);
    outer.push(raw(`k${i}`), raw(`h${i}`));
    order.push(raw(`h${i}`));
    if (isLinkReference(level.by)) {
      const title = sorted(raw(`k${i}`));
      if (title) order.push(sql`${title} ${direction} NULLS LAST`);
    } else {
      const value = sorted(key);
      if (value) {
        inner.push(sql`${value} AS s${place}`);
        order.push(sql`min(s${place}) ${direction} NULLS LAST`);
      }
    }
    order.push(sql`k${place} ${direction} NULLS LAST`);
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
    named.push(await titles(queries, r, (query.group[i] as GroupReference).by, [...targets]));
  }
  const keyOf = (row: Row, i: number): ReadGroup['keys'][number] => {
    if (row[2 * i + 1] === 1) return { value: null, noAccess: true };
    const value = row[2 * i] ?? null;
    const { by } = query.group[i] as GroupReference;
    if (isDerivedReference(by))
      return { value: derivedStorage(layout, by).decode(value), noAccess: false };
    const column = layout.fields.get(by.field);
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
