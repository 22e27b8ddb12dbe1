import { averagePrecision, type Bound, type Rollup } from '@tessera/model';
import { readable } from './cells.ts';
import { type Layout, type StoredColumn, tableName } from './layout.ts';
import { raw, type Sql, sql } from './sql-text.ts';

/** Sums stay below this, as the cells of number fields do. */
const largest = raw('1000000000000000');

interface Rendering {
  readonly layout: Layout;
  alias(): number;
}

/** The linked records that count, called `x`: FROM and WHERE of a query about one record; null where none ever does. */
export function linkedRecords(
  r: Rendering,
  { link, target, over }: Pick<Rollup, 'link' | 'target' | 'over'>,
  owner: Sql,
  render: (bound: Bound, owner: Sql) => Sql,
): { readonly x: Sql; readonly from: Sql } | null {
  const column = r.layout.fields.get(link);
  if (column?.kind !== 'link' || column.field.target !== target) return null;
  const l = raw(`l${r.alias()}`);
  const x = raw(`x${r.alias()}`);
  const counts = render(over, x);
  if (counts.text === 'FALSE') return null;
  const among = counts.text === 'TRUE' ? raw('') : sql` AND ${counts}`;
  return {
    x,
    from: sql`FROM ${raw(column.pairs)} ${l} JOIN ${raw(tableName(target))} ${x} ON ${x}._n = ${l}.${raw(column.other)} WHERE ${l}.${raw(column.own)} = ${owner}._n${among}`,
  };
}

const isCounting = (fn: Rollup['fn']) =>
  fn === 'count' || fn === 'filled' || fn === 'empty' || fn === 'unique';

/** How the value of a rollup is kept and compared. */
export function rollupStorage(
  layout: Layout,
  { fn, of }: Rollup,
): Pick<StoredColumn, 'storage' | 'type'> & { readonly precision: number } {
  const column = of === null ? undefined : layout.fields.get(of);
  const whole = { storage: 'number', type: 'integer', precision: 0 } as const;
  if (isCounting(fn) || column?.kind !== 'column') return whole;
  const given = 'precision' in column.field ? column.field.precision : 0;
  const precision = fn === 'average' ? averagePrecision(given) : given;
  return { storage: column.storage, type: column.type, precision };
}

/** The value of a rollup for the record called `owner`: whole numbers exactly, NULL where it is empty. */
export function rollupValue(
  r: Rendering,
  rollup: Rollup,
  owner: Sql,
  render: (bound: Bound, owner: Sql) => Sql,
): Sql {
  const { fn, of } = rollup;
  const { type } = rollupStorage(r.layout, rollup);
  const kind = raw(type === 'integer' ? 'bigint' : 'text');
  const nothing = sql`CAST(${raw(isCounting(fn) ? '0' : 'NULL')} AS ${kind})`;
  const records = linkedRecords(r, rollup, owner, render);
  if (!records) return nothing;
  const { x, from } = records;
  if (fn === 'count') return sql`(SELECT count(*) ${from})`;
  const column = of === null ? undefined : r.layout.fields.get(of);
  if (column?.kind !== 'column') return nothing;
  const cell = readable(column, x);
  switch (fn) {
    case 'filled':
      return sql`(SELECT count(${cell}) ${from})`;
    case 'empty':
      return sql`(SELECT count(*) - count(${cell}) ${from})`;
    case 'unique':
      return sql`(SELECT count(DISTINCT ${cell}) ${from})`;
    case 'min':
    case 'max':
      return sql`(SELECT ${raw(fn)}(${cell}) ${from})`;
    case 'sum':
      return sql`(SELECT ${withinLimit(cell, (sum) => sum)} ${from})`;
    case 'average': {
      const more = averagePrecision(precisionOf(column)) - precisionOf(column);
      return sql`(SELECT ${withinLimit(cell, (sum) => rounded(sum, cell, 10 ** more))} ${from})`;
    }
  }
}

const precisionOf = ({ field }: StoredColumn) => ('precision' in field ? field.precision : 0);

/** Something of the exact sum, NULL where either has 10^15 or more. Taken apart so that 64 bits suffice (`exact.ts`). */
function withinLimit(cell: Sql, make: (sum: Sql) => Sql): Sql {
  const millions = sql`sum(${cell} / 1000000)`;
  const sum = sql`CAST(${millions} * 1000000 + sum(${cell} % 1000000) AS bigint)`;
  const made = make(sum);
  const fits = (value: Sql) => sql`abs(${value}) < ${largest}`;
  return sql`CASE WHEN abs(${millions}) < 2000000000 THEN CASE WHEN ${fits(sum)} THEN CASE WHEN ${fits(made)} THEN ${made} END END END`;
}

/** The average with more digits by a factor, rounded half away from zero by whole numbers alone. */
function rounded(sum: Sql, cell: Sql, factor: number): Sql {
  const count = sql`count(${cell})`;
  return sql`((2 * ${raw(String(factor))} * ${sum} + CASE WHEN ${sum} < 0 THEN -${count} ELSE ${count} END) / (2 * ${count}))`;
}
