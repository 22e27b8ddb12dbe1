import {
  type Denial,
  denial,
  type Field,
  type FieldId,
  isDerived,
  isModified,
  type Removed,
  type Schema,
  staleFields,
  type Table,
  type TableId,
} from '@tessera/model';
import { autonumberCounter } from './computed.ts';
import type { Queries, TypedColumn, Words } from './dialects/dialect.ts';
import { fillMade } from './fill-made.ts';
import { fillModified, forgetfulFields } from './fill-modified.ts';
import {
  columnOf,
  indexName,
  pairsName,
  type StoredColumn,
  sqlColumns,
  tableName,
} from './layout.ts';
import { raw, sql } from './sql-text.ts';
import { advance } from './system/counters.ts';
import { rewriteTrashed } from './system/trashed-records.ts';
import { refuseDuplicates, uniqueIndexOn } from './unique.ts';

/** A column as it is declared. Typed and never NOT NULL: an empty cell is NULL. */
export function definition(words: Words, { name, type }: TypedColumn): string {
  return `${name} ${words.columnType(type)}`;
}

function stored(table: Table): StoredColumn[] {
  return table.fields
    .filter((field) => !isDerived(field))
    .map((field) => columnOf(table.id, field))
    .filter((column) => column.kind === 'column');
}

/**
 * Indexes of a table, name to definition: who owns a record, what it is called, who has a unique value. Every further index would slow
 * each write down; sorted columns get theirs when they are used (see `sort-indexes.ts`).
 */
function indexes(words: Words, table: Table): Map<string, string> {
  const found = new Map<string, string>();
  // SQLite keeps `_n` at the end of every index by itself.
  const tie = words.name === 'sqlite' ? '' : ', _n';
  for (const column of stored(table)) {
    const { field } = column;
    if (field.type === 'member' && field.ownership) {
      found.set(indexName(field.id, 'own'), `${tableName(table.id)} (${column.name}${tie})`);
    }
    if (field.id === table.titleField) {
      const title = column.sort ?? column.key ?? column.name;
      found.set(indexName(field.id, 'title'), `${tableName(table.id)} (${title}${tie})`);
    }
    if (field.unique) found.set(indexName(field.id, 'unique'), uniqueIndexOn(words, column));
  }
  return found;
}

function createTable(words: Words, table: Table): string {
  const id = `id ${words.columnType('text')} NOT NULL UNIQUE`;
  const place = `_n ${words.columnType('integer')} PRIMARY KEY`;
  const columns = stored(table)
    .flatMap(sqlColumns)
    .map((column) => definition(words, column));
  return `CREATE TABLE ${tableName(table.id)} (${[place, id, ...columns].join(', ')})${words.tableSuffix}`;
}

/** The side table of a link: pairs of `_n`, found from either side. */
export function createPairs(words: Words, field: Field): string[] {
  const integer = words.columnType('integer');
  const name = pairsName(field.id);
  const suffix = words.name === 'sqlite' ? ' STRICT, WITHOUT ROWID' : '';
  return [
    `CREATE TABLE ${name} (src ${integer} NOT NULL, dst ${integer} NOT NULL, n ${integer} NOT NULL, PRIMARY KEY (src, dst))${suffix}`,
    `CREATE INDEX ${indexName(field.id, 'dst')} ON ${name} (dst, src)`,
  ];
}

/** Makes the indexes of a table that one field has. */
export async function createIndexes(
  queries: Queries,
  words: Words,
  table: Table,
  field: FieldId,
): Promise<void> {
  const own = new Set(['own', 'title'].map((purpose) => indexName(field, purpose)));
  for (const [index, on] of indexes(words, table))
    if (own.has(index)) await queries.run(raw(`CREATE INDEX ${index} ON ${on}`));
}

/** Numbers the records that were added while an autonumber was in the trash; the others keep theirs. */
async function numberAgain(queries: Queries, table: Table, field: Field): Promise<void> {
  const name = raw(tableName(table.id));
  const column = columnOf(table.id, field);
  if (column.kind !== 'column') return;
  const target = raw(column.name);
  const [missing] = await queries.all(sql`SELECT count(*) FROM ${name} WHERE ${target} IS NULL`);
  const count = Number(missing?.[0] ?? 0);
  if (count === 0) return;
  const last = (await advance(queries, autonumberCounter(field.id), count)) - count;
  const ranked = sql`SELECT _n AS n, row_number() OVER (ORDER BY _n) AS k FROM ${name} WHERE ${target} IS NULL`;
  await queries.run(
    sql`UPDATE ${name} SET ${target} = ${last} + r.k FROM (${ranked}) r WHERE r.n = ${name}._n`,
  );
}

/** Fills a computed field of records that were there before it, from their order and their history. */
async function fill(queries: Queries, table: Table, field: Field): Promise<void> {
  const column = columnOf(table.id, field);
  if (column.kind !== 'column') return;
  const name = raw(tableName(table.id));
  const target = raw(column.name);
  if (field.type === 'autonumber') {
    const ranked = sql`SELECT _n AS n, row_number() OVER (ORDER BY _n) AS k FROM ${name}`;
    await queries.run(
      sql`UPDATE ${name} SET ${target} = r.k FROM (${ranked}) r WHERE r.n = ${name}._n`,
    );
    await queries.run(
      sql`INSERT INTO s_counter (name, value) SELECT ${autonumberCounter(field.id)}, count(*) FROM ${name}`,
    );
  } else if (field.type === 'createdTime' || field.type === 'createdBy') {
    const what = raw(field.type === 'createdTime' ? 'at' : 'by_member');
    await queries.run(
      sql`UPDATE ${name} SET ${target} = (SELECT h.${what} FROM s_history h WHERE h.record_n = ${name}._n AND h.record_id = ${name}.id AND h.kind = 'create' ORDER BY h.place LIMIT 1) WHERE ${target} IS NULL`,
    );
  } else if (isModified(field)) {
    await fillModified(queries, table, [field]);
  }
}

/** Cells of numbers stay below this. */
const largest = 10 ** 15;
const precisionOf = (field: Field): number => ('precision' in field ? field.precision : 0);

async function changeTable(
  queries: Queries,
  words: Words,
  before: Table,
  after: Table,
  parked: Parked,
  timeZone: string,
): Promise<Denial | null> {
  const run = (text: string) => queries.run(raw(text));
  const name = tableName(after.id);
  const was = new Map(before.fields.map((field) => [field.id, field]));
  const stale = staleFields(before, after);
  const isStale = new Set(stale.map(({ id }) => id));
  const oldIndexes = indexes(words, before);
  const newIndexes = indexes(words, after);
  for (const index of oldIndexes.keys())
    if (!newIndexes.has(index)) await run(`DROP INDEX IF EXISTS ${index}`);
  // What is gone from the schema stays in SQL: it is in the trash.
  for (const field of after.fields) {
    if (isDerived(field)) continue;
    const former = was.get(field.id);
    const column = columnOf(after.id, field);
    if (!former && parked.has(field.id)) {
      if (field.type === 'autonumber') await numberAgain(queries, after, field);
      else await fill(queries, after, field);
    } else if (!former && column.kind === 'link') {
      if (field.type === 'link' && field.side === 'forward') {
        for (const statement of createPairs(words, field)) await run(statement);
      }
    } else if (!former && column.kind === 'column') {
      for (const added of sqlColumns(column))
        await run(`ALTER TABLE ${name} ADD COLUMN ${definition(words, added)}`);
      await fill(queries, after, field);
    } else if (isStale.has(field.id)) {
      // Made anew below.
    } else if (former && column.kind === 'column' && precisionOf(former) !== precisionOf(field)) {
      const factor = 10 ** (precisionOf(field) - precisionOf(former));
      const [large] = await queries.all(
        sql`SELECT 1 FROM ${raw(name)} WHERE abs(${raw(column.name)}) >= ${largest / factor} LIMIT 1`,
      );
      if (large)
        return denial('invalid', `"${field.name}" holds numbers too large for more decimals.`);
      await run(`UPDATE ${name} SET ${column.name} = ${column.name} * ${factor}`);
      await rewriteTrashed(queries, after.id, field.id, (cell) =>
        typeof cell === 'number' && Math.abs(cell) < largest / factor ? cell * factor : null,
      );
    }
  }
  await fillMade(queries, after, stale, timeZone);
  await fillModified(queries, after, forgetfulFields(before, after));
  for (const field of after.fields) {
    if (!field.unique || was.get(field.id)?.unique) continue;
    const shared = await refuseDuplicates(queries, words, after, field);
    if (shared) return shared;
  }
  for (const [index, on] of newIndexes) {
    if (!oldIndexes.has(index)) await run(`CREATE INDEX ${index} ON ${on}`);
  }
  return null;
}

/** Ids of the tables and fields whose data is in SQL although no schema holds them: what is in the trash. */
export type Parked = ReadonlySet<string>;

/**
 * Brings the user tables from one schema to the next. What is removed keeps its data until it is dropped; what of
 * `parked` comes back finds it again.
 */
export async function changeTables(
  queries: Queries,
  words: Words,
  before: Schema,
  after: Schema,
  parked: Parked,
  timeZone: string,
): Promise<Denial | null> {
  const was = new Map(before.tables.map((table) => [table.id, table]));
  for (const table of after.tables) {
    const former = was.get(table.id);
    if (former || parked.has(table.id)) continue;
    await queries.run(raw(createTable(words, table)));
    for (const [index, on] of indexes(words, table))
      await queries.run(raw(`CREATE INDEX ${index} ON ${on}`));
  }
  for (const table of after.tables) {
    const former = was.get(table.id) ?? {
      ...table,
      fields: table.fields.filter((field) => field.type !== 'link'),
    };
    const refused =
      former === table ? null : await changeTable(queries, words, former, table, parked, timeZone);
    if (refused) return refused;
  }
  return null;
}

/** Drops what was removed, with its data. `tables`: those that are in SQL. */
export async function dropRemoved(
  queries: Queries,
  removed: Removed,
  tables: ReadonlySet<TableId>,
): Promise<void> {
  const run = (text: string) => queries.run(raw(text));
  const fields = removed.parts.map(({ table, field }) => ({ table, field }));
  if (removed.kind === 'table')
    fields.push(...removed.table.fields.map((field) => ({ table: removed.table.id, field })));
  for (const { table, field } of fields) {
    if (isDerived(field)) continue;
    const column = columnOf(table, field);
    if (column.kind === 'link') {
      if (column.field.side === 'forward') await run(`DROP TABLE IF EXISTS ${column.pairs}`);
    } else if (tables.has(table) && removed.kind === 'field') {
      await run(`DROP INDEX IF EXISTS ${indexName(field.id, 'sort')}`);
      for (const gone of sqlColumns(column))
        await run(`ALTER TABLE ${tableName(table)} DROP COLUMN ${gone.name}`);
    }
  }
  if (removed.kind === 'table') await run(`DROP TABLE IF EXISTS ${tableName(removed.table.id)}`);
}
