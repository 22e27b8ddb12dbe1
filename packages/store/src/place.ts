/** A file of its own; it is made when it is not there. */
export interface SqlitePlace {
  readonly kind: 'sqlite';
  readonly file: string;
}

/** A schema of its own, made when it is not there: lower case letters, digits and `_`. */
export interface PostgresPlace {
  readonly kind: 'postgres';
  readonly url: string;
  readonly schema: string;
  /** Connections of the pool; 4 when absent. */
  readonly connections?: number;
}

/** Where a workspace, or the accounts, live. */
export type Place = SqlitePlace | PostgresPlace;
