import type { Place } from '../place.ts';
import type { Param, Sql } from '../sql-text.ts';

export type Value = string | number | null;
export type Row = readonly Value[];

/** Column types of both databases: `integer` holds 64 bits. */
export type ColumnType = 'text' | 'integer';

export interface TypedColumn {
  /** Quoted already. */
  readonly name: string;
  readonly type: ColumnType;
}

/** Where two databases say the same thing with other words. */
export interface Words {
  readonly name: 'sqlite' | 'postgres';
  /** `expression` is a member of the list, which is one parameter however long it is. */
  memberOf(expression: Sql, type: ColumnType, list: readonly (string | number)[]): Sql;
  /** 1 and more where `part` stands in `text`, 0 where it does not; NULL for NULL. Compares code points. */
  position(text: Sql, part: Param): Sql;
  /** The last `count` characters. */
  ending(text: Sql, count: number): Sql;
  /** Type of a column in CREATE TABLE. Texts compare by code point in both. */
  columnType(type: ColumnType): string;
  /** What stands behind the columns of CREATE TABLE. */
  readonly tableSuffix: string;
  /** Statements that let a table only grow, each row behind the last by this key. */
  appendOnly(table: string, key: string): readonly string[];
}

/** Statements of one transaction or one snapshot. Rows are arrays in the order of the selected columns. */
export interface Queries {
  all(query: Sql): Promise<readonly Row[]>;
  /** Gives the number of rows that were changed. */
  run(query: Sql): Promise<number>;
  /** Many rows with the same columns, fast. */
  insertMany(table: string, columns: readonly TypedColumn[], rows: readonly Row[]): Promise<void>;
  /** Sets `columns` of the row whose `key` (the first value of each row) is given. */
  updateMany(
    table: string,
    key: TypedColumn,
    columns: readonly TypedColumn[],
    rows: readonly Row[],
  ): Promise<void>;
}

/** One database of one workspace: a single writer behind a mutex, readers beside it. */
export interface Dialect extends Words {
  /** All statements of `work` see one committed state. */
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * The only way to write, one at a time. Commits what `work` did, durably; rolls back when it throws or
   * resolves to a Denial. `committed` runs as soon as the data is safe, before anyone else can read it in SQLite.
   */
  transaction<T>(
    work: (queries: Queries) => Promise<T>,
    committed?: (result: T) => void,
  ): Promise<T>;
  /** Whether a statement failed because a value that must be unique is there already. */
  isDuplicate(error: unknown): boolean;
  /** Copies the database to a file before a migration; null where the operator's own backups are meant to do it. */
  backUp(label: string): Promise<string | null>;
  /**
   * Copies one committed state into an empty place of the same kind, all or nothing. Rows of the tables `without` stay
   * behind; `finish` writes in the copy before anybody can open it.
   */
  copyTo(
    place: Place,
    without: readonly string[],
    finish: (queries: Queries) => Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}
