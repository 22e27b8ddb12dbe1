import type pg from 'pg';
import { openPostgresPool, PostgresConnection } from '../dialects/postgres.ts';
import type { PostgresPlace } from '../place.ts';
import { accountsOf } from './accounts.ts';
import type { AccountsDatabase } from './accounts-database.ts';
import { accountStatements, migrationsAfter } from './tables.ts';

/** A pool of its own in a schema of its own. */
export async function openPostgresAccounts(place: PostgresPlace): Promise<AccountsDatabase> {
  const handle = openPostgresPool(place);
  try {
    await handle.query(`CREATE SCHEMA IF NOT EXISTS ${place.schema}`);
    for (const statement of migrationsAfter(await formatOf(handle, place.schema)))
      await handle.query(statement);
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

/** The format of the tables that are there; null for an empty place. */
async function formatOf(handle: pg.Pool, schema: string): Promise<unknown> {
  const known = await handle.query('SELECT to_regclass($1) IS NOT NULL AS known', [
    `${schema}.accounts_format`,
  ]);
  if (known.rows[0]?.known !== true) return null;
  const { rows } = await handle.query('SELECT max(version) AS version FROM accounts_format');
  return rows[0]?.version;
}
