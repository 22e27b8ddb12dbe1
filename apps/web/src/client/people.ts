import { queryOptions } from '@tanstack/react-query';
import type {
  DepartmentRequest,
  GroupRequest,
  InvitedAnswer,
  MemberChangeRequest,
  MemberRequest,
  MembersAnswer,
  OrganisationAnswer,
  OutMember,
  RoleHoldersRequest,
} from '@tessera/protocol';
import { path, request } from './http.ts';

export const membersQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'members'],
    queryFn: async ({ signal }): Promise<readonly OutMember[]> => {
      const answer = await request<MembersAnswer>('GET', path`/workspaces/${ws}/members`, {
        signal,
      });
      return answer.members;
    },
  });

/** Roles with their holders, teams, departments. */
export const organisationQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'organisation'],
    queryFn: async ({ signal }): Promise<OrganisationAnswer> =>
      request<OrganisationAnswer>('GET', path`/workspaces/${ws}/organisation`, { signal }),
  });

export function inviteMember(ws: string, body: MemberRequest): Promise<InvitedAnswer> {
  return request('POST', path`/workspaces/${ws}/members`, { body });
}

export function changeMember(ws: string, id: string, body: MemberChangeRequest): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}/members/${id}`, { body });
}

/** A new link for somebody invited; the former one ends. */
export function renewInvitation(ws: string, id: string): Promise<InvitedAnswer> {
  return request('POST', path`/workspaces/${ws}/members/${id}/invitation`, { body: {} });
}

export type GroupKind = 'roles' | 'teams' | 'departments';

export function createGroup(
  ws: string,
  kind: GroupKind,
  body: GroupRequest | DepartmentRequest,
): Promise<{ readonly id?: string }> {
  return request('POST', path`/workspaces/${ws}/${kind}`, { body });
}

export function changeGroup(
  ws: string,
  kind: GroupKind,
  id: string,
  body: Partial<GroupRequest> | Partial<DepartmentRequest>,
): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}/${kind}/${id}`, { body });
}

export function deleteGroup(ws: string, kind: GroupKind, id: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/${kind}/${id}`);
}

export function changeRoleHolders(
  ws: string,
  role: string,
  body: RoleHoldersRequest,
): Promise<unknown> {
  return request('PUT', path`/workspaces/${ws}/roles/${role}/holders`, { body });
}
