import { queryOptions } from '@tanstack/react-query';
import type { FirstStepsAnswer, FirstStepsRequest } from '@tessera/protocol';
import { path, request } from './http.ts';

/** What I may do first, and what of it is done. */
export const firstStepsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'first-steps'],
    queryFn: ({ signal }) =>
      request<FirstStepsAnswer>('GET', path`/workspaces/${ws}/first-steps`, { signal }),
  });

export function changeFirstSteps(ws: string, body: FirstStepsRequest): Promise<FirstStepsAnswer> {
  return request('PATCH', path`/workspaces/${ws}/first-steps`, { body });
}
