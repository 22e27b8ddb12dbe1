import { type Bound, boundKey, type CellValue, type FieldId, type RecordId } from '@tessera/model';
import type { DerivedReference, LinkReference, ReadRow, SecuredRows } from '@tessera/permissions';
import { decode, decodeRow, readable, selected } from './cells.ts';
import { derivedCells } from './derived.ts';
import type { Queries, Row, Value } from './dialects/dialect.ts';
import { condition, FALSE, type Rendering, TRUE } from './expressions.ts';
import type { LinkColumn, StoredColumn, TableLayout } from './layout.ts';
import { tableName } from './layout.ts';
import { masked } from './order.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

const t = raw('t');
const p = raw('p');

/** One statement for rows: its shape tells where in a row each answer stands. */
export interface PageStatement {
  readonly text: Sql;
  readonly columns: readonly StoredColumn[];
  readonly links: readonly { readonly reference: LinkReference; readonly column: LinkColumn }[];
  readonly derived: readonly DerivedReference[];
}

/** Collects the distinct conditions of a statement, so that each is computed once per record. */
class Conditions {
  readonly rendered: Sql[] = [];
  /** Whether some condition is named more than once. */
  isShared = false;
  readonly #places = new Map<string, Sql>();
  readonly #r: Rendering;

  constructor(r: Rendering) {
    this.#r = r;
  }

  /** TRUE, FALSE, or the name of the computed column that is 1 where the condition holds. */
  place(bound: Bound): Sql {
    if (bound.kind === 'const') return bound.value ? TRUE : FALSE;
    const key = boundKey(bound);
    const known = this.#places.get(key);
    if (known) {
      this.isShared ||= known !== TRUE && known !== FALSE;
      return known;
    }
    const rendered = condition(this.#r, bound, t);
    let place = rendered;
    if (rendered !== TRUE && rendered !== FALSE) {
      place = raw(`w${this.rendered.length}`);
      this.rendered.push(sql`CASE WHEN ${rendered} THEN 1 ELSE 0 END AS ${place}`);
    }
    this.#places.set(key, place);
    return place;
  }
}

const holds = (place: Sql): Sql =>
  place === TRUE || place === FALSE ? place : sql`${p}.${place} = 1`;

/**
 * The statement for the records of a page. The inner select computes each distinct condition once per record; the outer
 * one shows every conditional column as CASE WHEN and adds up the bitmap (PERMISSIONS section 4).
 */
export function pageStatement(
  r: Rendering,
  table: TableLayout,
  query: SecuredRows,
  where: Sql,
): PageStatement {
  const onPage: Rendering = { ...r, asSets: false };
  const conditions = new Conditions(onPage);
  const columns: StoredColumn[] = [];
  const shown: Sql[] = [];
  const inner: Sql[] = [];
  for (const reference of query.columns) {
    const column = r.layout.fields.get(reference.field);
    if (column?.kind !== 'column') continue;
    const place = conditions.place(reference.when);
    if (place === FALSE) continue;
    const name = raw(column.name);
    inner.push(sql`${selected(column, t)} AS ${name}`);
    shown.push(
      place === TRUE ? sql`${p}.${name}` : sql`CASE WHEN ${holds(place)} THEN ${p}.${name} END`,
    );
    columns.push(column);
  }
  const links: { reference: LinkReference; column: LinkColumn }[] = [];
  const linkShown: Sql[] = [];
  for (const reference of query.links) {
    const column = r.layout.fields.get(reference.field);
    if (column?.kind !== 'link') continue;
    const place = conditions.place(reference.when);
    if (place === FALSE) continue;
    linkShown.push(place === TRUE ? raw('1') : sql`${p}.${place}`);
    links.push({ reference, column });
  }
  const derived: DerivedReference[] = [];
  const derivedShown: Sql[] = [];
  for (const reference of query.derived) {
    const place = conditions.place(reference.when);
    if (place === FALSE) continue;
    derivedShown.push(place === TRUE ? raw('1') : sql`${p}.${place}`);
    derived.push(reference);
  }
  const bits: Sql[] = [];
  for (let i = 0; i < query.bits.length; i++) {
    const place = conditions.place(query.bits[i] as Bound);
    const bit = raw(String(2 ** i));
    if (place === TRUE) bits.push(bit);
    else if (place !== FALSE) bits.push(sql`${p}.${place} * ${bit}`);
  }
  const bitmap = bits.length === 0 ? raw('0') : join(bits, ' + ');

  const innerList = join([sql`t._n`, sql`t.id`, ...inner, ...conditions.rendered], ', ');
  const found = sql`SELECT ${innerList} FROM ${raw(table.name)} t WHERE ${where}`;
  const outer = join([sql`p._n`, sql`p.id`, bitmap, ...shown, ...linkShown, ...derivedShown], ', ');
  // Two orders and a limit keep a database from writing a condition out again at each place that names it.
  const [once, again] = conditions.isShared
    ? [sql` ORDER BY t._n LIMIT ${query.limit}`, raw(' ORDER BY p._n')]
    : [raw(''), raw('')];
  return { text: sql`SELECT ${outer} FROM (${found}${once}) p${again}`, columns, links, derived };
}

type LinkCell = { targets: { id: RecordId; title: CellValue }[]; unseen: boolean };

/** The link cells of a page: one query per link column, whatever the number of records. */
async function linkCells(
  queries: Queries,
  r: Rendering,
  reference: LinkReference,
  column: LinkColumn,
  records: readonly number[],
): Promise<ReadonlyMap<Value, LinkCell>> {
  const cells = new Map<Value, LinkCell>();
  const x = raw('x');
  const visible = condition(r, reference.visible, x);
  const forward = column.field.side === 'forward';
  if (records.length === 0 || (visible === FALSE && !forward)) return cells;
  const titleColumn = reference.title ? r.layout.fields.get(reference.title.field) : undefined;
  const title =
    reference.title && titleColumn?.kind === 'column'
      ? masked(r, readable(titleColumn, x), reference.title.when, x)
      : raw('NULL');
  const own = sql`l.${raw(column.own)}`;
  const seen = visible === TRUE ? raw('1') : sql`CASE WHEN ${visible} THEN 1 ELSE 0 END`;
  const from = sql`FROM ${raw(column.pairs)} l JOIN ${raw(tableName(reference.target))} x ON x._n = l.${raw(column.other)}`;
  const among = r.words.memberOf(own, 'integer', records);
  const inner = sql`SELECT ${own} AS own, x.id AS id, ${title} AS title, ${seen} AS seen, l.${raw(column.position)} AS place ${from} WHERE ${among}${forward ? raw('') : sql` AND ${visible}`}`;
  const text = sql`SELECT own, CASE WHEN seen = 1 THEN id END, CASE WHEN seen = 1 THEN title END FROM (${inner}) q ORDER BY own, place`;
  for (const [record, id, value] of await queries.all(text)) {
    let cell = cells.get(record as Value);
    if (!cell) {
      cell = { targets: [], unseen: false };
      cells.set(record as Value, cell);
    }
    if (id === null) cell.unseen = true;
    else
      cell.targets.push({
        id: id as string,
        title: titleColumn?.kind === 'column' ? decode(titleColumn, value) : null,
      });
  }
  return cells;
}

const noTargets: LinkCell = { targets: [], unseen: false };

/** The rows of a page, with their link cells. */
export async function rowsOf(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  statement: PageStatement,
  found: readonly Row[],
): Promise<ReadRow[]> {
  const { columns, links, derived } = statement;
  const onPage: Rendering = { ...r, asSets: false };
  const firstLink = 3 + columns.length;
  const linked: ReadonlyMap<Value, LinkCell>[] = [];
  for (let i = 0; i < links.length; i++) {
    const { reference, column } = links[i] as PageStatement['links'][number];
    const open = found.filter((row) => row[firstLink + i] === 1).map((row) => row[0] as number);
    linked.push(await linkCells(queries, onPage, reference, column, open));
  }
  const firstDerived = firstLink + links.length;
  const asked: ReadonlyMap<Value, readonly CellValue[]>[] = [];
  for (const [i, reference] of derived.entries()) {
    const open = found.filter((row) => row[firstDerived + i] === 1).map((row) => row[0] as number);
    asked.push(await derivedCells(queries, onPage, table, reference, open));
  }
  return found.map((row) => {
    const stored = decodeRow(columns, row, 3);
    const lists: Record<FieldId, readonly CellValue[]> = {};
    for (const [i, { field, many }] of derived.entries()) {
      if (row[firstDerived + i] !== 1) continue;
      const values = asked[i]?.get(row[0] as Value) ?? [];
      if (many) lists[field] = values;
      else if (values[0] !== undefined && values[0] !== null) stored[field] = values[0];
    }
    const cells: Record<FieldId, LinkCell> = {};
    for (let i = 0; i < links.length; i++) {
      if (row[firstLink + i] !== 1) continue;
      const field = (links[i] as PageStatement['links'][number]).column.field.id;
      cells[field] = linked[i]?.get(row[0] as Value) ?? noTargets;
    }
    return {
      id: row[1] as string,
      cells: stored,
      lists,
      links: cells,
      bits: row[2] as number,
    };
  });
}
