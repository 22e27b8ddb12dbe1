import Database from 'better-sqlite3';
import pg from 'pg';
import type { Place } from '../src/place.ts';

/** Somebody with a hand on the database itself, past the program. Gives the refusal of the first statement that fails. */
export async function meddle(place: Place, statements: readonly string[]): Promise<string | null> {
  if (place.kind === 'sqlite') {
    const database = new Database(place.file);
    try {
      for (const statement of statements) database.exec(statement);
      return null;
    } catch (error) {
      return (error as Error).message;
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({
    connectionString: place.url,
    options: `-c search_path=${place.schema}`,
  });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
}

/** What has to be done before the log can be forged at all. */
export function unlock(place: Place): readonly string[] {
  return place.kind === 'sqlite'
    ? ['stays', 'keeps', 'grows'].map((name) => `DROP TRIGGER IF EXISTS s_audit_${name}`)
    : ['ALTER TABLE s_audit DISABLE TRIGGER ALL'];
}
