import { queryOptions } from '@tanstack/react-query';
import type { ShareRequest, SharesAnswer } from '@tessera/protocol';
import { path, request } from './http.ts';

const address = (ws: string, table: string, record: string) =>
  path`/workspaces/${ws}/tables/${table}/records/${record}/shares`;

/** Whom a record is shared with; only for those who may share it. */
export const sharesQuery = (ws: string, table: string, record: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'shares', table, record],
    staleTime: 0,
    queryFn: ({ signal }) => request<SharesAnswer>('GET', address(ws, table, record), { signal }),
  });

/** Shares a record, in place of the share its recipient has of it. */
export function shareRecord(
  ws: string,
  table: string,
  record: string,
  body: ShareRequest,
): Promise<unknown> {
  return request('POST', address(ws, table, record), { body });
}

/** Takes a share back. */
export function unshareRecord(
  ws: string,
  table: string,
  record: string,
  share: string,
): Promise<unknown> {
  return request(
    'DELETE',
    path`/workspaces/${ws}/tables/${table}/records/${record}/shares/${share}`,
  );
}
