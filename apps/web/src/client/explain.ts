import { queryOptions } from '@tanstack/react-query';
import type { ExplainAnswer, WhoCanAnswer } from '@tessera/protocol';
import { path, request } from './http.ts';

/** What is asked: seeing a record, or changing a field of it. */
export interface Asked {
  readonly table: string;
  readonly record: string;
  readonly field?: string;
  readonly action: 'view' | 'edit';
}

const queryOf = ({ table, record, field, action }: Asked) => ({ table, record, field, action });

/** Why I may or may not. Asked anew each time: rules and records change. */
export const whyQuery = (ws: string, asked: Asked) =>
  queryOptions({
    queryKey: ['workspace', ws, 'why', asked],
    staleTime: 0,
    queryFn: ({ signal }) =>
      request<ExplainAnswer>('GET', path`/workspaces/${ws}/explain`, {
        query: queryOf(asked),
        signal,
      }),
  });

/** Who can see a record, or could at the end of a past day (`YYYY-MM-DD`). */
export const whoQuery = (ws: string, asked: Asked, day?: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'who', asked, day],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      request<WhoCanAnswer>('GET', path`/workspaces/${ws}/who-can`, {
        query: { ...queryOf(asked), at: day },
        signal,
      }),
  });
