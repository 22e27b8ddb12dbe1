import { queryOptions } from '@tanstack/react-query';
import type {
  HandedOverAnswer,
  HoldingsAnswer,
  LeaveRequest,
  TransferRequest,
} from '@tessera/protocol';
import { path, request } from './http.ts';

/** What a member owns, as far as I may see it; asked anew each time it is looked at. */
export const holdingsQuery = (ws: string, id: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'holdings', id],
    queryFn: async ({ signal }) =>
      (
        await request<HoldingsAnswer>('GET', path`/workspaces/${ws}/members/${id}/holdings`, {
          signal,
        })
      ).tables,
    gcTime: 0,
    staleTime: 0,
  });

/** Deactivates a member and hands over the records. */
export function leave(ws: string, id: string, body: LeaveRequest): Promise<HandedOverAnswer> {
  return request('POST', path`/workspaces/${ws}/members/${id}/leave`, { body });
}

/** Gives a member another post. */
export function transfer(ws: string, id: string, body: TransferRequest): Promise<HandedOverAnswer> {
  return request('POST', path`/workspaces/${ws}/members/${id}/transfer`, { body });
}
