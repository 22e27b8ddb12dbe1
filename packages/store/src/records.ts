import type { CellValue, FieldId, RecordId } from '@tessera/model';
import type { Facts, FactsNeeded } from '@tessera/permissions';
import { decodeRow, selected } from './cells.ts';
import type { Queries } from './dialects/dialect.ts';
import { condition, FALSE, type Rendering } from './expressions.ts';
import { type LinkColumn, type TableLayout, tableName } from './layout.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** A whole record as a transaction found it, with the places of the records its reverse links list. */
export interface LoadedRecord {
  readonly n: number;
  readonly id: RecordId;
  readonly cells: Record<FieldId, CellValue>;
  /** `_n` of the records in each reverse link cell, in the order of the cell. */
  readonly places: Record<FieldId, number[]>;
}

type Key = { readonly ids: readonly RecordId[] } | { readonly places: readonly number[] };

function among(
  r: Rendering,
  column: Sql,
  type: 'text' | 'integer',
  values: readonly (string | number)[],
): Sql {
  return values.length === 1
    ? sql`${column} = ${values[0] as string | number}`
    : r.words.memberOf(column, type, values);
}

async function addLinks(
  queries: Queries,
  r: Rendering,
  link: LinkColumn,
  records: ReadonlyMap<number, LoadedRecord>,
): Promise<void> {
  const own = sql`l.${raw(link.own)}`;
  const target = raw(tableName(link.field.target));
  const reverse = link.field.side === 'reverse';
  const rows = await queries.all(
    sql`SELECT ${own}, x.id, x._n FROM ${raw(link.pairs)} l JOIN ${target} x ON x._n = l.${raw(link.other)} WHERE ${among(r, own, 'integer', [...records.keys()])} ORDER BY ${own}, l.${raw(link.position)}`,
  );
  const field = link.field.id;
  for (const [n, id, place] of rows) {
    const record = records.get(n as number);
    if (!record) continue;
    const cell = record.cells[field] as string[] | undefined;
    if (cell) cell.push(id as string);
    else record.cells[field] = [id as string];
    if (!reverse) continue;
    const places = record.places[field];
    if (places) places.push(place as number);
    else record.places[field] = [place as number];
  }
}

/** Whole records with all their link cells, unmasked: for deciding and for effects, never for an answer. */
export async function loadRecords(
  queries: Queries,
  r: Rendering,
  table: TableLayout,
  key: Key,
): Promise<Map<RecordId, LoadedRecord>> {
  const found = new Map<RecordId, LoadedRecord>();
  const wanted = 'ids' in key ? key.ids : key.places;
  if (wanted.length === 0) return found;
  const t = raw('t');
  const columns = join(
    [raw('t._n'), raw('t.id'), ...table.columns.map((column) => selected(column, t))],
    ', ',
  );
  const which =
    'ids' in key ? among(r, raw('t.id'), 'text', wanted) : among(r, raw('t._n'), 'integer', wanted);
  const byPlace = new Map<number, LoadedRecord>();
  for (const row of await queries.all(
    sql`SELECT ${columns} FROM ${raw(table.name)} t WHERE ${which}`,
  )) {
    const record = {
      n: row[0] as number,
      id: row[1] as string,
      cells: decodeRow(table.columns, row, 2),
      places: {},
    };
    found.set(record.id, record);
    byPlace.set(record.n, record);
  }
  if (byPlace.size > 0) for (const link of table.links) await addLinks(queries, r, link, byPlace);
  return found;
}

/** Answers the linked conditions of a plan: for each, the listed targets for which it holds. */
export async function loadLinked(
  queries: Queries,
  r: Rendering,
  needs: FactsNeeded,
  records: ReadonlyMap<RecordId, LoadedRecord>,
): Promise<Facts['linked']> {
  const answers = new Map<string, ReadonlySet<RecordId>>();
  const x = raw('x');
  for (const { key, link, target, some, ids } of needs.linked) {
    const asked = new Set(ids);
    for (const record of records.values()) {
      const cell = record.cells[link];
      if (Array.isArray(cell)) for (const id of cell as readonly string[]) asked.add(id);
    }
    const holds = condition(r, some, x);
    if (asked.size === 0 || holds === FALSE || !r.layout.tables.has(target)) {
      answers.set(key, new Set());
      continue;
    }
    const listed = among(r, raw('x.id'), 'text', [...asked]);
    const rows = await queries.all(
      sql`SELECT x.id FROM ${raw(tableName(target))} x WHERE ${listed} AND ${holds}`,
    );
    answers.set(key, new Set(rows.map((row) => row[0] as string)));
  }
  return answers;
}
