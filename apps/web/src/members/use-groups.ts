import { useQueryClient } from '@tanstack/react-query';
import type { DepartmentRequest, GroupRequest } from '@tessera/protocol';
import {
  changeGroup,
  createGroup,
  deleteGroup,
  type GroupKind,
  membersQuery,
  organisationQuery,
} from '../client/people.ts';

/** Creating, changing and deleting groups of one kind; what is shown is loaded again afterwards. */
export function useGroups(ws: string, kind: GroupKind) {
  const client = useQueryClient();
  const then = async (work: Promise<unknown>) => {
    await work;
    await Promise.all([
      client.invalidateQueries(organisationQuery(ws)),
      client.invalidateQueries(membersQuery(ws)),
    ]);
  };
  return {
    create: (body: GroupRequest | DepartmentRequest) => then(createGroup(ws, kind, body)),
    change: (id: string, body: Partial<GroupRequest> | Partial<DepartmentRequest>) =>
      then(changeGroup(ws, kind, id, body)),
    remove: (id: string) => then(deleteGroup(ws, kind, id)),
  };
}
