import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkspaceId } from '@tessera/model';
import type { Place } from './place.ts';

/** Where an installation keeps everything: a folder, or a PostgreSQL database beside it. */
export interface Home {
  /** Absolute. */
  readonly data: string;
  /** `postgres://...`; absent: SQLite files in `data`. */
  readonly databaseUrl?: string;
}

const accountsSchema = 'tessera_accounts';

/** Where the accounts of an installation are kept. */
export function accountsPlace({ data, databaseUrl }: Home): Place {
  return databaseUrl === undefined
    ? { kind: 'sqlite', file: join(data, 'accounts.sqlite') }
    : { kind: 'postgres', url: databaseUrl, schema: accountsSchema };
}

/** Where a workspace is kept: one file, or one PostgreSQL schema. */
export function workspacePlace({ data, databaseUrl }: Home, id: WorkspaceId): Place {
  return databaseUrl === undefined
    ? { kind: 'sqlite', file: join(data, 'workspaces', `${id}.sqlite`) }
    : { kind: 'postgres', url: databaseUrl, schema: `tessera_${id}` };
}

/** The workspaces of an installation as they are there, whatever the accounts know. Throws when there is none. */
export async function workspacesIn({ data, databaseUrl }: Home): Promise<readonly WorkspaceId[]> {
  if (databaseUrl === undefined) {
    const files = await readdir(join(data, 'workspaces'));
    return files.flatMap((name) => /^(\w+)\.sqlite$/.exec(name)?.[1] ?? []).sort();
  }
  const { openPostgresPool } = await import('./dialects/postgres.ts');
  const pool = openPostgresPool({
    kind: 'postgres',
    url: databaseUrl,
    schema: accountsSchema,
    connections: 1,
  });
  try {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT substr(nspname, 9) AS name FROM pg_namespace WHERE nspname LIKE 'tessera\\_%' AND nspname <> '${accountsSchema}' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await pool.end();
  }
}
