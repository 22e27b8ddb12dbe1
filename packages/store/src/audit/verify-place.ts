import { AppError, type AuditHead, type AuditVerdict } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import type { Place } from '../place.ts';
import { raw } from '../sql-text.ts';
import { verifyLog } from './verify.ts';

/** The format that brought the log. */
const since = 6;

/**
 * Verifies the log of the workspace in a place without changing anything there, whether a server has it open or not.
 * Throws `not_found` when there is no workspace, `unavailable` when it was written before there was a log.
 */
export async function verifyPlace(place: Place, known?: AuditHead): Promise<AuditVerdict> {
  const { read, close } = await openReading(place);
  try {
    const workspace = await read(workspaceIn);
    return await verifyLog(read, workspace, known);
  } finally {
    await close();
  }
}

async function workspaceIn(queries: Queries): Promise<string> {
  const one = async (text: string) => (await queries.all(raw(text)))[0]?.[0] ?? null;
  const format = await one('SELECT max(version) FROM s_format').catch(() => null);
  const id = format === null ? null : await one('SELECT id FROM s_info');
  if (id === null) throw new AppError('not_found', 'There is no workspace in this place.');
  if (Number(format) < since)
    throw new AppError('unavailable', 'This workspace keeps no log yet: start the server once.');
  return id as string;
}

async function openReading(place: Place): Promise<{
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}> {
  if (place.kind === 'sqlite') {
    const { openSqliteForReading } = await import('../dialects/sqlite.ts');
    const connection = openSqliteForReading(place.file);
    return {
      read: (work) => work(connection),
      close: async () => void connection.database.close(),
    };
  }
  const { openPostgresPool, PostgresConnection } = await import('../dialects/postgres.ts');
  const pool = openPostgresPool({ ...place, connections: 1 });
  const connection = new PostgresConnection(pool);
  return { read: (work) => work(connection), close: () => pool.end() };
}
