import {
  applySchemaChange,
  type CellValue,
  type ConvertContext,
  cellText,
  choicesOf,
  convertCell,
  type Denial,
  denial,
  deriveCells,
  type Field,
  type FieldOf,
  fieldsById,
  fold,
  isDenial,
  needsChoices,
  noSuchTable,
  type RecordId,
  type Schema,
  sameCell,
  staleFields,
  type Table,
  tablesById,
  titleFieldOf,
  unknownField,
} from '@tessera/model';
import { decode, encodeInto } from './cells.ts';
import { createIndexes, createPairs, definition } from './ddl.ts';
import type { Queries, Row, TypedColumn, Value, Words } from './dialects/dialect.ts';
import { fillMade } from './fill-made.ts';
import { writeHistory } from './history.ts';
import {
  columnOf,
  formerName,
  indexName,
  pairsName,
  type StoredColumn,
  sqlColumns,
  tableName,
} from './layout.ts';
import { loadPinyin, needsPinyin } from './sort-key.ts';
import { raw, sql } from './sql-text.ts';
import type { Authorship, FieldConversion } from './store.ts';
import { advance } from './system/counters.ts';
import { rewriteTrashed } from './system/trashed-records.ts';

const batch = 1000;
const place: TypedColumn = { name: '_n', type: 'integer' };

interface Found {
  readonly n: number;
  readonly id: RecordId;
  readonly cell: CellValue;
}

/**
 * Gives a field another type and every one of its cells the new form, with history. Within one transaction; a Denial
 * undoes all.
 */
export async function convertField(
  queries: Queries,
  words: Words,
  schema: Schema,
  conversion: FieldConversion,
  authorship: Authorship,
): Promise<Schema | Denial> {
  const table = tablesById(schema).get(conversion.table);
  const from = table && fieldsById(table).get(conversion.field.id);
  if (!table) return noSuchTable;
  if (!from) return unknownField(conversion.field.id);
  const given = conversion.field;
  const context = await withTitles(queries, words, schema, conversion.context, from, given);
  const field = needsChoices(from, given)
    ? await withChoices(queries, words, table, from, given, conversion, context)
    : given;
  const { reverse } = conversion;
  const change = { kind: 'convertField' as const, table: table.id, field };
  const next = applySchemaChange(schema, reverse ? { ...change, reverse } : change);
  if (isDenial(next)) return next;
  const after = tablesById(next).get(table.id);
  if (!after) return noSuchTable;

  const run = (text: string) => queries.run(raw(text));
  const old = columnOf(table.id, from);
  const former = old.kind === 'column' ? { ...old, name: formerName(from.id) } : old;
  for (const purpose of ['own', 'title', 'sort'])
    await run(`DROP INDEX IF EXISTS ${indexName(from.id, purpose)}`);
  const name = tableName(table.id);
  if (old.kind === 'column' && former.kind === 'column') {
    for (const key of sqlColumns(old).slice(1))
      await run(`ALTER TABLE ${name} DROP COLUMN ${key.name}`);
    await run(`ALTER TABLE ${name} RENAME COLUMN ${old.name} TO ${former.name}`);
  }
  const made = columnOf(after.id, field);
  if (made.kind === 'column') {
    for (const column of sqlColumns(made))
      await run(`ALTER TABLE ${name} ADD COLUMN ${definition(words, column)}`);
  } else {
    for (const statement of createPairs(words, field)) await run(statement);
  }

  let lost = 0;
  for await (const found of pages(queries, words, table, from, former)) {
    const cells = found.map(({ cell }) => convertCell(from, field, cell, context));
    lost += cells.filter(({ fate }) => fate === 'lost').length;
    if (lost > conversion.mayLose) return losesMore;
    const written = found.map((one, i) => ({ ...one, now: cells[i]?.cell ?? null }));
    if (made.kind === 'column') await fillColumn(queries, name, made, written);
    else if (field.type === 'link') await fillPairs(queries, words, field, written);
    const seq = await advance(queries, 'seq');
    const changed = written.filter(({ cell, now }) => !sameCell(cell, now));
    await writeHistory(
      queries,
      seq,
      authorship,
      changed.map(({ id, cell, now }) => ({
        table: table.id,
        id,
        before: { [field.id]: cell },
        after: { [field.id]: now },
        changed: [field.id],
      })),
      placesOf(changed),
    );
  }
  await rewriteTrashed(queries, table.id, field.id, (kept, cells) => {
    // What a formula made of a record that was deleted since may have been made by another formula.
    const anew = { timeZone: context.timeZone, only: new Set([from.id]) };
    const cell =
      from.type === 'formula' ? deriveCells(table.fields, cells, anew).cells[from.id] : kept;
    return convertCell(from, field, cell ?? null, context).cell;
  });
  if (former.kind === 'column') await run(`ALTER TABLE ${name} DROP COLUMN ${former.name}`);
  else await run(`DROP TABLE IF EXISTS ${former.pairs}`);
  await createIndexes(queries, words, after, field.id);
  const { timeZone } = conversion.context;
  await fillMade(queries, after, staleFields(table, after), timeZone);
  return next;
}

const losesMore = denial(
  'conflict',
  'The cells have changed meanwhile, and more would be lost than you were shown. Please look again.',
);

function placesOf(found: readonly Found[]): (effect: { readonly id: RecordId }) => number {
  const places = new Map(found.map(({ id, n }) => [id, n]));
  return ({ id }) => places.get(id) ?? 0;
}

/** The records of a table with one cell each, a batch at a time. */
async function* pages(
  queries: Queries,
  words: Words,
  table: Table,
  field: Field,
  column: ReturnType<typeof columnOf>,
): AsyncGenerator<readonly Found[]> {
  const name = raw(tableName(table.id));
  const cell = column.kind === 'column' ? raw(`, ${column.name}`) : raw('');
  for (let last = 0; ; ) {
    const rows = await queries.all(
      sql`SELECT _n, id${cell} FROM ${name} WHERE _n > ${last} ORDER BY _n LIMIT ${batch}`,
    );
    const end = rows.at(-1);
    if (!end) return;
    last = Number(end[0]);
    const places = rows.map((row) => Number(row[0]));
    const links =
      field.type === 'link' ? await targetsOf(queries, words, field, places) : new Map();
    yield rows.map((row) => ({
      n: Number(row[0]),
      id: row[1] as string,
      cell: column.kind === 'column' ? read(column, row[2]) : (links.get(Number(row[0])) ?? null),
    }));
  }
}

/** An unset checkbox reads as false, as through the door. */
function read(column: StoredColumn, value: Value | undefined): CellValue {
  return decode(column, value) ?? (column.storage === 'boolean' ? false : null);
}

async function targetsOf(
  queries: Queries,
  words: Words,
  field: FieldOf<'link'>,
  places: readonly number[],
): Promise<ReadonlyMap<number, readonly RecordId[]>> {
  const found = new Map<number, string[]>();
  const among = words.memberOf(raw('l.src'), 'integer', places);
  const target = raw(tableName(field.target));
  const rows = await queries.all(
    sql`SELECT l.src, x.id FROM ${raw(pairsName(field.id))} l JOIN ${target} x ON x._n = l.dst WHERE ${among} ORDER BY l.src, l.n`,
  );
  for (const [src, id] of rows) {
    const list = found.get(Number(src)) ?? [];
    list.push(id as string);
    found.set(Number(src), list);
  }
  return found;
}

async function fillColumn(
  queries: Queries,
  name: string,
  column: StoredColumn,
  written: readonly { readonly n: number; readonly now: CellValue }[],
): Promise<void> {
  const texts = written.map(({ now }) => now).filter((now) => typeof now === 'string');
  if (column.sort && needsPinyin(texts)) await loadPinyin();
  const rows = written
    .filter(({ now }) => now !== null)
    .map(({ n, now }) => {
      const row: Value[] = [n];
      encodeInto(row, column, now);
      return row;
    });
  await queries.updateMany(name, place, sqlColumns(column), rows);
}

async function fillPairs(
  queries: Queries,
  words: Words,
  field: FieldOf<'link'>,
  written: readonly { readonly n: number; readonly now: CellValue }[],
): Promise<void> {
  const named = new Set(written.flatMap(({ now }) => (Array.isArray(now) ? now : [])));
  if (named.size === 0) return;
  const found = await queries.all(
    sql`SELECT id, _n FROM ${raw(tableName(field.target))} WHERE ${words.memberOf(raw('id'), 'text', [...named])}`,
  );
  const places = new Map(found.map(([id, n]) => [id as string, Number(n)]));
  const pairs: Row[] = written.flatMap(({ n, now }) =>
    (Array.isArray(now) ? now : []).flatMap((id, at) => {
      const target = places.get(id);
      return target === undefined ? [] : [[n, target, at]];
    }),
  );
  const columns = ['src', 'dst', 'n'].map((column) => ({ name: column, type: 'integer' as const }));
  await queries.insertMany(pairsName(field.id), columns, pairs);
}

/** The choices that all cells need, looked at before any is converted. */
async function withChoices(
  queries: Queries,
  words: Words,
  table: Table,
  from: Field,
  to: FieldOf<'singleSelect' | 'multiSelect'>,
  conversion: FieldConversion,
  context: ConvertContext,
): Promise<Field> {
  const choices = choicesOf(from, to, context);
  for await (const found of pages(queries, words, table, from, columnOf(table.id, from)))
    for (const { cell } of found) if (cell !== null) choices.add(cell);
  return { ...to, options: choices.options(conversion.makeOptionId) };
}

/** The context with the titles of the table that a link leads to, where one is converted or made. */
async function withTitles(
  queries: Queries,
  words: Words,
  schema: Schema,
  context: FieldConversion['context'],
  from: Field,
  to: Field,
): Promise<ConvertContext> {
  const link = from.type === 'link' ? from : to.type === 'link' ? to : null;
  const target = link && tablesById(schema).get(link.target);
  const title = target && titleFieldOf(target);
  if (!target || !title) return context;
  const byId = new Map<RecordId, string>();
  const byTitle = new Map<string, RecordId | null>();
  for await (const found of pages(queries, words, target, title, columnOf(target.id, title))) {
    for (const { id, cell } of found) {
      const text = cellText(title, cell, context);
      if (text === '') continue;
      byId.set(id, text);
      // Of two records with one title it cannot be said which is meant.
      byTitle.set(fold(text), byTitle.has(fold(text)) ? null : id);
    }
  }
  return {
    ...context,
    title: (_field, id) => byId.get(id) ?? null,
    record: (_field, text) => byTitle.get(fold(text)) ?? null,
  };
}
