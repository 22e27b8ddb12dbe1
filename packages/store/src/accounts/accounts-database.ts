import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Accounts } from './accounts.ts';

interface Common {
  /** drizzle tables by better-auth's model names, for its drizzle adapter. */
  readonly schema: Readonly<Record<string, object>>;
  readonly accounts: Accounts;
  close(): Promise<void>;
}

/** The accounts database: a drizzle instance for better-auth, our own questions beside it. `provider` is the adapter's word. */
export type AccountsDatabase = Common &
  (
    | {
        readonly provider: 'sqlite';
        readonly drizzle: BetterSQLite3Database;
        readonly handle: Database.Database;
      }
    | { readonly provider: 'pg'; readonly drizzle: NodePgDatabase; readonly handle: pg.Pool }
  );
