import { queryOptions } from '@tanstack/react-query';
import type { PostRulesAnswer, PostRulesRequest } from '@tessera/protocol';
import { path, request } from './http.ts';

/** Which roles go with which posts. */
export const postRulesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'post-rules'],
    queryFn: async ({ signal }): Promise<PostRulesAnswer> =>
      request<PostRulesAnswer>('GET', path`/workspaces/${ws}/post-rules`, { signal }),
  });

export function savePostRules(ws: string, body: PostRulesRequest): Promise<PostRulesAnswer> {
  return request('PUT', path`/workspaces/${ws}/post-rules`, { body });
}
