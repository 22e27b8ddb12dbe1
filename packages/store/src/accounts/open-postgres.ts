import { openPostgresPool, PostgresConnection } from '../dialects/postgres.ts';
import type { PostgresPlace } from '../place.ts';
import { accountsOf } from './accounts.ts';
import type { AccountsDatabase } from './accounts-database.ts';
import { accountStatements } from './tables.ts';

/** A pool of its own in a schema of its own. */
export async function openPostgresAccounts(place: PostgresPlace): Promise<AccountsDatabase> {
  const handle = openPostgresPool(place);
  try {
    await handle.query(`CREATE SCHEMA IF NOT EXISTS ${place.schema}`);
    for (const statement of accountStatements('postgres')) await handle.query(statement);
  } catch (error) {
    await handle.end();
    throw error;
  }
  return {
    provider: 'pg',
    drizzle: async () => (await import('./postgres-drizzle.ts')).postgresDrizzle(handle),
    handle,
    accounts: accountsOf(new PostgresConnection(handle), 'postgres'),
    close: () => handle.end(),
  };
}
