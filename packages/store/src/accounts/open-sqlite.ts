import { openSqliteFile, SqliteConnection } from '../dialects/sqlite.ts';
import type { SqlitePlace } from '../place.ts';
import { accountsOf } from './accounts.ts';
import type { AccountsDatabase } from './accounts-database.ts';
import { accountStatements, migrationsAfter } from './tables.ts';

/** One connection for better-auth and for us: each of our questions is one statement, so neither waits for the other. */
export function openSqliteAccounts({ file }: SqlitePlace): AccountsDatabase {
  const handle = openSqliteFile(file);
  handle.transaction(() => {
    const known = handle
      .prepare("SELECT 1 FROM sqlite_master WHERE name = 'accounts_format'")
      .pluck()
      .get();
    const before = known
      ? handle.prepare('SELECT max(version) FROM accounts_format').pluck().get()
      : null;
    for (const statement of migrationsAfter(before)) handle.exec(statement);
    for (const statement of accountStatements('sqlite')) handle.exec(statement);
  })();
  return {
    provider: 'sqlite',
    drizzle: async () => (await import('./sqlite-drizzle.ts')).sqliteDrizzle(handle),
    handle,
    accounts: accountsOf(new SqliteConnection(handle), 'sqlite'),
    close: async () => void handle.close(),
  };
}
