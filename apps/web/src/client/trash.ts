import { queryOptions } from '@tanstack/react-query';
import type { ChangeAnswer, DeletedRecordsAnswer, TrashAnswer } from '@tessera/protocol';
import { path, request } from './http.ts';

/** Removed tables and fields; only for holders of manageSchema. */
export const trashQuery = (ws: string) =>
  queryOptions({
    queryKey: ['trash', ws],
    queryFn: ({ signal }) => request<TrashAnswer>('GET', path`/workspaces/${ws}/trash`, { signal }),
    staleTime: 0,
  });

/** Deleted records of a table that I may put back. */
export const deletedQuery = (ws: string, table: string) =>
  queryOptions({
    queryKey: ['trash', ws, table],
    queryFn: ({ signal }) =>
      request<DeletedRecordsAnswer>('GET', path`/workspaces/${ws}/tables/${table}/trash`, {
        signal,
      }),
    staleTime: 0,
  });

/** Puts a removed table or field back. */
export function restoreItem(ws: string, item: string): Promise<{ readonly id: string }> {
  return request('POST', path`/workspaces/${ws}/trash/${item}/restore`);
}

/** Puts deleted records back under their ids. */
export function restoreRecords(
  ws: string,
  table: string,
  ids: readonly string[],
): Promise<ChangeAnswer> {
  return request('POST', path`/workspaces/${ws}/tables/${table}/trash/restore`, { body: { ids } });
}

/** Drops one removed table or field for good. */
export function dropItem(ws: string, item: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/trash/${item}`);
}

/** Drops all removed tables and fields for good. */
export function emptyTrash(ws: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/trash`);
}
