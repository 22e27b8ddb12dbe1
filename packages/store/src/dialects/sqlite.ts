import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { isDenial } from '@tessera/model';
import Database from 'better-sqlite3';
import type { Place, SqlitePlace } from '../place.ts';
import { type Param, raw, type Sql, sql } from '../sql-text.ts';
import type { Dialect, Queries, Row, TypedColumn, Words } from './dialect.ts';
import { Mutex } from './mutex.ts';

/** Statements stay prepared, the least recently used ones are dropped beyond this many. */
const statementsKept = 500;

export const sqliteWords: Words = {
  name: 'sqlite',
  memberOf: (expression, _type, list) =>
    sql`${expression} IN (SELECT value FROM json_each(${list}))`,
  position: (text, part) => sql`instr(${text}, ${part})`,
  ending: (text, count) => sql`substr(${text}, ${raw(String(-count))})`,
  columnType: (type) => (type === 'text' ? 'TEXT' : 'INTEGER'),
  tableSuffix: ' STRICT',
  appendOnly: (table, key) => [
    `CREATE TRIGGER ${table}_stays BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END`,
    `CREATE TRIGGER ${table}_keeps BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END`,
    // INSERT OR REPLACE deletes without the trigger above.
    `CREATE TRIGGER ${table}_grows BEFORE INSERT ON ${table} WHEN NEW.${key} <= (SELECT max(${key}) FROM ${table}) BEGIN SELECT RAISE(ABORT, '${table} only grows'); END`,
  ],
};

type Plain = string | number | null;

function plain(params: readonly Param[]): Plain[] {
  const out: Plain[] = new Array(params.length);
  for (let i = 0; i < params.length; i++) {
    const param = params[i] as Param;
    out[i] = typeof param === 'object' && param !== null ? JSON.stringify(param) : param;
  }
  return out;
}

/** A connection with its prepared statements. */
export class SqliteConnection implements Queries {
  readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.database = database;
  }

  #prepare(text: string): Database.Statement {
    const known = this.#statements.get(text);
    if (known) {
      this.#statements.delete(text);
      this.#statements.set(text, known);
      return known;
    }
    const statement = this.database.prepare(text);
    if (statement.reader) statement.raw(true);
    this.#statements.set(text, statement);
    if (this.#statements.size > statementsKept) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    return statement;
  }

  async all(query: Sql): Promise<readonly Row[]> {
    return this.#prepare(query.text).all(plain(query.params)) as Row[];
  }

  async run(query: Sql): Promise<number> {
    return this.#prepare(query.text).run(plain(query.params)).changes;
  }

  async insertMany(
    table: string,
    columns: readonly TypedColumn[],
    rows: readonly Row[],
  ): Promise<void> {
    const names = columns.map((column) => column.name).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const insert = this.#prepare(`INSERT INTO ${table} (${names}) VALUES (${marks})`);
    for (const row of rows) insert.run(row);
  }

  async updateMany(
    table: string,
    key: TypedColumn,
    columns: readonly TypedColumn[],
    rows: readonly Row[],
  ): Promise<void> {
    if (columns.length === 0) return;
    const set = columns.map((column) => `${column.name} = ?`).join(', ');
    const update = this.#prepare(`UPDATE ${table} SET ${set} WHERE ${key.name} = ?`);
    for (const [first, ...rest] of rows) update.run([...rest, first ?? null]);
  }
}

/** Opens a file with the settings every database of ours has. `synchronous=FULL`: what was acknowledged survives. */
export function openSqliteFile(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  database.pragma('cache_size = -65536');
  database.pragma('mmap_size = 1073741824');
  database.pragma('temp_store = MEMORY');
  // 16 MB between checkpoints: pages that change often are copied back once instead of four times.
  database.pragma('wal_autocheckpoint = 4000');
  database.pragma('trusted_schema = OFF');
  return database;
}

/** A file of ours for reading alone, beside whoever writes it. Throws when it is not there. */
export function openSqliteForReading(file: string): SqliteConnection {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('busy_timeout = 5000');
  database.pragma('trusted_schema = OFF');
  return new SqliteConnection(database);
}

// Prepared once like every statement: written out anew they took as long as a small query.
const begin = raw('BEGIN');
const beginWriting = raw('BEGIN IMMEDIATE');
const commit = raw('COMMIT');
const rollback = raw('ROLLBACK');

/** Opens a workspace's file: one connection that writes, one that reads beside it. */
export function openSqlite(options: SqlitePlace): Dialect {
  const writer = new SqliteConnection(openSqliteFile(options.file));
  const readable = new Database(options.file, { readonly: true });
  readable.pragma('busy_timeout = 5000');
  readable.pragma('cache_size = -65536');
  readable.pragma('mmap_size = 1073741824');
  readable.pragma('temp_store = MEMORY');
  const reader = new SqliteConnection(readable);
  const writing = new Mutex();
  const reading = new Mutex();

  async function within<T>(
    connection: SqliteConnection,
    start: Sql,
    work: () => Promise<T>,
    committed?: (result: T) => void,
  ): Promise<T> {
    await connection.run(start);
    try {
      const result = await work();
      if (isDenial(result)) await connection.run(rollback);
      else {
        await connection.run(commit);
        committed?.(result);
      }
      return result;
    } catch (error) {
      if (connection.database.inTransaction) await connection.run(rollback);
      throw error;
    }
  }

  return {
    ...sqliteWords,
    read: (work) => reading.run(() => within(reader, begin, () => work(reader))),
    transaction: (work, committed) =>
      writing.run(() => within(writer, beginWriting, () => work(writer), committed)),
    isDuplicate: (error) =>
      error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE',
    async backUp(label) {
      const copy = `${options.file}.${label}.backup`;
      await writing.run(() => writer.run(sql`VACUUM INTO ${copy}`));
      return copy;
    },
    copyTo: (place, without, finish) =>
      copySqlite(place, without, finish, (file) =>
        // Behind the mutex of the writer: a backup that saw writes would begin anew again and again.
        writing.run(async () => void (await writer.database.backup(file))),
      ),
    async close() {
      await reading.run(async () => readable.close());
      await writing.run(async () => {
        writer.database.pragma('optimize');
        writer.database.close();
      });
    },
  };
}

/** Fills a new file under a name that no workspace has, and gives it its own once it is whole. */
async function copySqlite(
  place: Place,
  without: readonly string[],
  finish: (queries: Queries) => Promise<void>,
  copy: (file: string) => Promise<void>,
): Promise<void> {
  if (place.kind !== 'sqlite') throw new Error('A file is copied to a file.');
  if (existsSync(place.file)) throw new Error('There is something in this place already.');
  const file = `${place.file}.copying`;
  try {
    await copy(file);
    const connection = new SqliteConnection(openSqliteFile(file));
    try {
      await connection.run(beginWriting);
      for (const table of without) await emptied(connection, table);
      await finish(connection);
      await connection.run(commit);
    } finally {
      connection.database.close();
    }
    await rename(file, place.file);
  } finally {
    for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
  }
}

/** Takes the rows of a table away, also of one that only grows. */
async function emptied(connection: SqliteConnection, table: string): Promise<void> {
  const triggers = await connection.all(
    sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ${table}`,
  );
  for (const [name] of triggers) await connection.run(raw(`DROP TRIGGER ${name}`));
  await connection.run(raw(`DELETE FROM ${table}`));
  for (const [, text] of triggers) await connection.run(raw(text as string));
}
