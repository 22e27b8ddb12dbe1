import { isDenial } from '@tessera/model';
import pg from 'pg';
import type { PostgresPlace } from '../place.ts';
import { type Param, raw, type Sql, sql } from '../sql-text.ts';
import { copyPostgres } from './copy-postgres.ts';
import type { ColumnType, Dialect, Queries, Row, TypedColumn, Words } from './dialect.ts';
import { Mutex } from './mutex.ts';

const arrayType = (type: ColumnType) => raw(type === 'text' ? 'text[]' : 'bigint[]');

export const postgresWords: Words = {
  name: 'postgres',
  memberOf: (expression, type, list) => sql`${expression} = ANY(${list}::${arrayType(type)})`,
  position: (text, part) => sql`position(${part} in ${text})`,
  ending: (text, count) => sql`right(${text}, ${raw(String(count))})`,
  columnType: (type) => (type === 'text' ? 'text COLLATE "C"' : 'bigint'),
  tableSuffix: '',
  appendOnly: (table, key) => [
    `CREATE FUNCTION ${table}_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN IF NEW.${key} > coalesce((SELECT max(${key}) FROM ${table}), 0) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION '${table} only grows'; END $$`,
    `CREATE TRIGGER ${table}_rows BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${table}_grows()`,
    `CREATE TRIGGER ${table}_whole BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION ${table}_grows()`,
  ],
};

/** 64-bit integers come back as numbers: no cell exceeds 10^15, and sums are taken in parts. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === 20) return (text: string) => Number(text);
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

const numbered = new Map<string, string>();

/** `?` as `$1`, `$2` ...; remembered by text. */
function numberPlaceholders(text: string): string {
  const known = numbered.get(text);
  if (known !== undefined) return known;
  let count = 0;
  const result = text.replace(/\?/g, () => `$${++count}`);
  if (numbered.size > 2000) numbered.clear();
  numbered.set(text, result);
  return result;
}

const textArray = (list: readonly (string | number)[]) => list as (string | number)[];

/** Statements over one client; over a pool only such as need no transaction. */
export class PostgresConnection implements Queries {
  readonly #client: pg.ClientBase | pg.Pool;

  constructor(client: pg.ClientBase | pg.Pool) {
    this.#client = client;
  }

  async #query(
    text: string,
    params: readonly Param[] | readonly Param[][],
  ): Promise<pg.QueryArrayResult<unknown[]>> {
    return this.#client.query({ text, values: params as unknown[], rowMode: 'array' });
  }

  async all(query: Sql): Promise<readonly Row[]> {
    return (await this.#query(numberPlaceholders(query.text), query.params))
      .rows as unknown as Row[];
  }

  async run(query: Sql): Promise<number> {
    return (await this.#query(numberPlaceholders(query.text), query.params)).rowCount ?? 0;
  }

  async insertMany(
    table: string,
    columns: readonly TypedColumn[],
    rows: readonly Row[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const names = columns.map((column) => column.name).join(', ');
    const arrays = columns
      .map((column, i) => `$${i + 1}::${arrayType(column.type).text}`)
      .join(', ');
    await this.#query(
      `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays})`,
      columns.map((_, i) => textArray(rows.map((row) => row[i] as string | number))),
    );
  }

  async updateMany(
    table: string,
    key: TypedColumn,
    columns: readonly TypedColumn[],
    rows: readonly Row[],
  ): Promise<void> {
    if (columns.length === 0 || rows.length === 0) return;
    const all = [key, ...columns];
    const arrays = all.map((column, i) => `$${i + 1}::${arrayType(column.type).text}`).join(', ');
    const set = columns.map((column, i) => `${column.name} = v.c${i + 1}`).join(', ');
    const names = all.map((_, i) => `c${i}`).join(', ');
    await this.#query(
      `UPDATE ${table} SET ${set} FROM unnest(${arrays}) AS v(${names}) WHERE ${table}.${key.name} = v.c0`,
      all.map((_, i) => textArray(rows.map((row) => row[i] as string | number))),
    );
  }
}

/** A pool whose connections see `schema` alone. */
export function openPostgresPool(options: PostgresPlace): pg.Pool {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(options.schema))
    throw new Error('A PostgreSQL schema needs a plain name.');
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 4,
    options: `-c search_path=${options.schema} -c timezone=UTC`,
    types,
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** Opens a workspace's schema. */
export async function openPostgres(options: PostgresPlace): Promise<Dialect> {
  const pool = openPostgresPool(options);
  await pool.query(`CREATE SCHEMA IF NOT EXISTS ${options.schema}`);
  const writing = new Mutex();
  const lock = sql`SELECT pg_advisory_xact_lock(hashtextextended(${options.schema}, 0))`;

  async function within<T>(
    start: string,
    first: Sql | null,
    work: (queries: Queries) => Promise<T>,
    committed?: (result: T) => void,
  ): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(start);
      const connection = new PostgresConnection(client);
      if (first) await connection.all(first);
      const result = await work(connection);
      const refused = isDenial(result);
      await client.query(refused ? 'ROLLBACK' : 'COMMIT');
      if (!refused) committed?.(result);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    ...postgresWords,
    read: (work) => within('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', null, work),
    transaction: (work, committed) => writing.run(() => within('BEGIN', lock, work, committed)),
    isDuplicate: (error) => error instanceof pg.DatabaseError && error.code === '23505',
    backUp: async () => null,
    copyTo: (place, without, finish) =>
      within('BEGIN ISOLATION LEVEL REPEATABLE READ', null, (queries) =>
        copyPostgres(queries, options.schema, place, without, finish),
      ),
    async close() {
      await writing.run(() => pool.end());
    },
  };
}
