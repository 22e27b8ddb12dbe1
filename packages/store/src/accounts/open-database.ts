import type { Place } from '../place.ts';
import type { AccountsDatabase } from './accounts-database.ts';

/** Opens the accounts database and makes its tables where they are missing. Loads one database's libraries only. */
export async function openDatabase(place: Place): Promise<AccountsDatabase> {
  if (place.kind === 'sqlite') {
    const { openSqliteAccounts } = await import('./open-sqlite.ts');
    return openSqliteAccounts(place);
  }
  const { openPostgresAccounts } = await import('./open-postgres.ts');
  return openPostgresAccounts(place);
}
