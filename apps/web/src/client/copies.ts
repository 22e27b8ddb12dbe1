import { queryOptions } from '@tanstack/react-query';
import type { CopiesAnswer, CopyAnswer, OutCopy } from '@tessera/protocol';
import { path, request } from './http.ts';

/** The copies of a workspace one may enter; only for holders of both rights it takes. */
export const copiesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'copies'],
    queryFn: async ({ signal }): Promise<readonly OutCopy[]> => {
      const answer = await request<CopiesAnswer>('GET', path`/workspaces/${ws}/copies`, { signal });
      return answer.copies;
    },
  });

/** Copies a workspace, to try rules in the copy. */
export async function makeCopy(ws: string, reason: string): Promise<OutCopy> {
  const answer = await request<CopyAnswer>('POST', path`/workspaces/${ws}/copies`, {
    body: { reason },
  });
  return answer.copy;
}

/** Takes a copy away with all it holds. */
export function removeCopy(ws: string, copy: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/copies/${copy}`);
}
