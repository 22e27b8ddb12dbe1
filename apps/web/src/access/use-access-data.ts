import { useQuery } from '@tanstack/react-query';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { policyQuery } from '../client/policy.ts';
import { structureQuery, workspaceQuery } from '../client/workspaces.ts';

/** Everything the pages about access need, loaded side by side. */
export function useAccessData(ws: string) {
  const workspace = useQuery(workspaceQuery(ws));
  const actions = workspace.data?.actions ?? [];
  const rules = actions.includes('managePolicy');
  const people = actions.includes('manageMembers');
  const schema = useQuery({ ...structureQuery(ws), enabled: rules });
  const members = useQuery(membersQuery(ws));
  const organisation = useQuery({ ...organisationQuery(ws), enabled: rules || people });
  const policy = useQuery({ ...policyQuery(ws), enabled: rules });
  return {
    workspace: workspace.data,
    rules,
    people,
    schema: schema.data,
    members: members.data,
    organisation: organisation.data,
    policy: policy.data,
    error: schema.error ?? members.error ?? organisation.error ?? policy.error,
    retry: () => {
      for (const query of [schema, members, organisation, policy])
        if (query.isError) void query.refetch();
    },
  };
}
