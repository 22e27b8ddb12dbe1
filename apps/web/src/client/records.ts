import { queryOptions } from '@tanstack/react-query';
import type {
  ChangeAnswer,
  CreateRequest,
  GroupAnswer,
  QueryAnswer,
  QueryRequest,
  UpdateManyRequest,
} from '@tessera/protocol';
import { path, request } from './http.ts';
import { restoreRecords } from './trash.ts';

/** Records of one workspace, over HTTP. Every call throws AppError. */
export interface RecordsClient {
  query(table: string, question: QueryRequest, signal?: AbortSignal): Promise<QueryAnswer>;
  /** One measure per wanted aggregate over everything that matches. */
  aggregate(table: string, question: QueryRequest): Promise<readonly (number | string | null)[]>;
  /** The groups of one level, each with one measure per wanted aggregate. */
  groups(table: string, question: QueryRequest): Promise<GroupAnswer['groups']>;
  create(table: string, records: CreateRequest['records']): Promise<ChangeAnswer>;
  update(table: string, records: UpdateManyRequest['records']): Promise<ChangeAnswer>;
  remove(table: string, ids: readonly string[]): Promise<void>;
  /** Deleted records under their own ids again; a refusal when I may not put them back. */
  restore(table: string, ids: readonly string[]): Promise<ChangeAnswer>;
}

/** The records of a workspace. */
export function recordsClient(workspace: string): RecordsClient {
  const base = (table: string) => path`/workspaces/${workspace}/tables/${table}/records`;
  return {
    query: (table, body, signal) =>
      request('POST', `${base(table)}/query`, { body, ...(signal && { signal }) }),
    aggregate: async (table, body) => {
      const answer = await request<GroupAnswer>('POST', `${base(table)}/query`, { body });
      return answer.groups[0]?.measures ?? [];
    },
    groups: async (table, body) => {
      const answer = await request<GroupAnswer>('POST', `${base(table)}/query`, { body });
      return answer.groups;
    },
    create: (table, records) => request('POST', base(table), { body: { records } }),
    update: (table, records) => request('PATCH', base(table), { body: { records } }),
    restore: (table, ids) => restoreRecords(workspace, table, ids),
    remove: (table, ids) => request('DELETE', base(table), { body: { ids } }),
  };
}

/** The first record of a table that I see, and how many there are. */
export const firstRecordQuery = (ws: string, table: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'firstRecord', table],
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const { records, total } = await recordsClient(ws).query(table, { limit: 1 }, signal);
      return { record: records[0] ?? null, total };
    },
  });
