import { join } from 'node:path';
import type { WorkspaceId } from '@tessera/model';
import type { Place } from '@tessera/store';
import type { Config } from './config.ts';

/** Where the accounts of an installation are kept. */
export function accountsPlace({ data, databaseUrl }: Config): Place {
  return databaseUrl === undefined
    ? { kind: 'sqlite', file: join(data, 'accounts.sqlite') }
    : { kind: 'postgres', url: databaseUrl, schema: 'tessera_accounts' };
}

/** Where a workspace is kept: one file, or one PostgreSQL schema. */
export function workspacePlace({ data, databaseUrl }: Config, id: WorkspaceId): Place {
  return databaseUrl === undefined
    ? { kind: 'sqlite', file: join(data, 'workspaces', `${id}.sqlite`) }
    : { kind: 'postgres', url: databaseUrl, schema: `tessera_${id}` };
}
