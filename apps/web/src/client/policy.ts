import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Policy } from '@tessera/model';
import type {
  GuaranteesAnswer,
  PolicyAnswer,
  PolicyDifferenceAnswer,
  PolicyLintAnswer,
  PolicyPreviewAnswer,
  PolicyVersionsAnswer,
} from '@tessera/protocol';
import { path, request } from './http.ts';

export const policyQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'policy'],
    queryFn: async ({ signal }): Promise<Policy> => {
      const answer = await request<PolicyAnswer>('GET', path`/workspaces/${ws}/policy`, { signal });
      return answer.policy;
    },
  });

/**
 * Saves a whole policy made from version `policy.version`; a conflict when somebody saved since. What it newly gives
 * beside records has to be confirmed.
 */
export async function savePolicy(
  ws: string,
  policy: Policy,
  reason: string,
  confirmed?: true,
): Promise<Policy> {
  const { version, grants, restrictions, guarantees = [] } = policy;
  const answer = await request<PolicyAnswer>('PUT', path`/workspaces/${ws}/policy`, {
    body: { version, grants, restrictions, guarantees, reason, confirmed },
  });
  return answer.policy;
}

/** What to look at in the rules as they are. It goes by people and structure too, so it is asked anew each time. */
export const policyLintQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'policy', 'lint'],
    staleTime: 0,
    queryFn: ({ signal }) =>
      request<PolicyLintAnswer>('GET', path`/workspaces/${ws}/policy/lint`, { signal }),
  });

/** The same for rules that are not saved; throws what a save would be refused with. */
export function lintDraft(ws: string, policy: Policy): Promise<PolicyLintAnswer> {
  const { version, grants, restrictions } = policy;
  return request('POST', path`/workspaces/${ws}/policy/lint`, {
    body: { version, grants, restrictions },
  });
}

/** What rules that are not saved would change for whom; throws what a save would be refused with. */
export function previewDraft(
  ws: string,
  policy: Policy,
  signal: AbortSignal,
): Promise<PolicyPreviewAnswer> {
  const { version, grants, restrictions } = policy;
  return request('POST', path`/workspaces/${ws}/policy/preview`, {
    body: { version, grants, restrictions },
    signal,
  });
}

/** What breaks the guarantees as rules, people and records are. */
export const guaranteesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'policy', 'guarantees'],
    staleTime: 0,
    queryFn: ({ signal }) =>
      request<GuaranteesAnswer>('GET', path`/workspaces/${ws}/policy/guarantees`, { signal }),
  });

/** Every version of the rules, newest first, fifty at a time. Under the key of the rules: a save makes it stale. */
export const policyVersionsQuery = (ws: string) =>
  infiniteQueryOptions({
    queryKey: ['workspace', ws, 'policy', 'versions'],
    queryFn: ({ pageParam, signal }) =>
      request<PolicyVersionsAnswer>('GET', path`/workspaces/${ws}/policy/versions`, {
        query: { before: pageParam || undefined },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ versions, more }) => (more ? versions.at(-1)?.version : undefined),
  });

/** The rules as one version had them; versions never change. */
export const policyVersionQuery = (ws: string, version: number) =>
  queryOptions({
    queryKey: ['policy-version', ws, version],
    queryFn: async ({ signal }): Promise<Policy> => {
      const answer = await request<PolicyAnswer>(
        'GET',
        path`/workspaces/${ws}/policy/versions/${String(version)}`,
        { signal },
      );
      return answer.policy;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What was done to the rules between two versions; versions never change. */
export const policyDifferenceQuery = (ws: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['policy-difference', ws, from, to],
    queryFn: ({ signal }) =>
      request<PolicyDifferenceAnswer>('GET', path`/workspaces/${ws}/policy/compare`, {
        query: { from, to },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Saves the rules of an earlier version again, in place of version `base`; confirmed like any other save. */
export async function restorePolicy(
  ws: string,
  version: number,
  base: number,
  reason: string,
  confirmed?: true,
): Promise<Policy> {
  const answer = await request<PolicyAnswer>(
    'POST',
    path`/workspaces/${ws}/policy/versions/${String(version)}/restore`,
    { body: { base, reason, confirmed } },
  );
  return answer.policy;
}
