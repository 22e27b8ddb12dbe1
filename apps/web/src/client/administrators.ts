import { queryOptions } from '@tanstack/react-query';
import type { AdministratorsAnswer, GiveDutyRequest, TakeDutyRequest } from '@tessera/protocol';
import { path, request } from './http.ts';

/** Who holds which duty of administration. */
export const administratorsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'administrators'],
    queryFn: async ({ signal }): Promise<AdministratorsAnswer> =>
      request<AdministratorsAnswer>('GET', path`/workspaces/${ws}/administrators`, { signal }),
  });

export function giveDuty(ws: string, body: GiveDutyRequest): Promise<AdministratorsAnswer> {
  return request('POST', path`/workspaces/${ws}/administrators/give`, { body });
}

export function takeDuty(ws: string, body: TakeDutyRequest): Promise<AdministratorsAnswer> {
  return request('POST', path`/workspaces/${ws}/administrators/take`, { body });
}
