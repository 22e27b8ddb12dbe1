import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Accounts } from './accounts.ts';

interface Common {
  readonly accounts: Accounts;
  close(): Promise<void>;
}

/** What better-auth's drizzle adapter takes. drizzle is many files: loaded when somebody signs in, not at the start. */
interface Drizzle<Database> {
  readonly database: Database;
  /** Tables by better-auth's model names. */
  readonly schema: Readonly<Record<string, object>>;
}

/** The accounts database: a drizzle instance for better-auth, our own questions beside it. `provider` is the adapter's word. */
export type AccountsDatabase = Common &
  (
    | {
        readonly provider: 'sqlite';
        drizzle(): Promise<Drizzle<BetterSQLite3Database>>;
        readonly handle: Database.Database;
      }
    | {
        readonly provider: 'pg';
        drizzle(): Promise<Drizzle<NodePgDatabase>>;
        readonly handle: pg.Pool;
      }
  );
