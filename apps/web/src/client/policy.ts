import { queryOptions } from '@tanstack/react-query';
import type { Policy } from '@tessera/model';
import type { PolicyAnswer } from '@tessera/protocol';
import { path, request } from './http.ts';

export const policyQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'policy'],
    queryFn: async ({ signal }): Promise<Policy> => {
      const answer = await request<PolicyAnswer>('GET', path`/workspaces/${ws}/policy`, { signal });
      return answer.policy;
    },
  });

/** Saves a whole policy made from version `policy.version`; a conflict when somebody saved since. */
export async function savePolicy(ws: string, policy: Policy, reason: string): Promise<Policy> {
  const { version, grants, restrictions } = policy;
  const answer = await request<PolicyAnswer>('PUT', path`/workspaces/${ws}/policy`, {
    body: { version, grants, restrictions, reason },
  });
  return answer.policy;
}
