import type { Membership, Organisation } from '@tessera/model';
import type { OrganisationChange } from '@tessera/store';

/**
 * What an organisation will be after changes, for deciding whether they may be made. Whether they are sound
 * (ids that exist, no circles) the store decides when it writes them.
 */
export function organisationAfter(
  before: Organisation,
  changes: readonly OrganisationChange[],
): Organisation {
  let { members, roles, teams, departments, memberships } = before;
  for (const change of changes) {
    switch (change.kind) {
      case 'putMember':
        members = put(members, change.member);
        break;
      case 'putRole': {
        const { kind: _, ...role } = change;
        roles = put(roles, role);
        break;
      }
      case 'removeRole':
        roles = roles.filter(({ id }) => id !== change.id);
        memberships = withoutGroup(memberships, 'role', change.id);
        break;
      case 'putTeam':
        teams = put(teams, { id: change.id, name: change.name });
        break;
      case 'removeTeam':
        teams = teams.filter(({ id }) => id !== change.id);
        memberships = withoutGroup(memberships, 'team', change.id);
        break;
      case 'putDepartment':
        departments = put(departments, {
          id: change.id,
          name: change.name,
          parent: change.parent,
        });
        break;
      case 'removeDepartment':
        departments = departments.filter(({ id }) => id !== change.id);
        memberships = withoutGroup(memberships, 'department', change.id);
        break;
      case 'addMembership':
        memberships = [...memberships, change.membership];
        break;
      case 'removeMembership':
        memberships = memberships.filter(
          ({ group, holder }) =>
            group.kind !== change.group.kind ||
            group.id !== change.group.id ||
            holder.kind !== change.holder.kind ||
            holder.id !== change.holder.id,
        );
        break;
    }
  }
  return { version: before.version + 1, members, roles, teams, departments, memberships };
}

function put<T extends { readonly id: string }>(items: readonly T[], item: T): readonly T[] {
  return items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item];
}

function withoutGroup(
  memberships: readonly Membership[],
  kind: Membership['group']['kind'],
  id: string,
): readonly Membership[] {
  return memberships.filter(
    ({ group, holder }) =>
      !(group.kind === kind && group.id === id) && !(holder.kind === kind && holder.id === id),
  );
}
