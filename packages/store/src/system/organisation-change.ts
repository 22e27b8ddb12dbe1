import {
  type Denial,
  denial,
  isDenial,
  isId,
  type Member,
  type Membership,
  type Organisation,
} from '@tessera/model';
import type { OrganisationChange } from '../store.ts';

const refuse = (message: string): Denial => denial('invalid', message);

/** Names a membership, apart from its reason: there is one of each. */
export function membershipKey({ group, holder, from, until }: Membership): string {
  const subtree = holder.kind === 'department' && holder.subtree;
  return JSON.stringify([
    group.kind,
    group.id,
    holder.kind,
    holder.id,
    subtree,
    from ?? null,
    until ?? null,
  ]);
}

function put<T extends { readonly id: string }>(items: readonly T[], item: T): readonly T[] {
  return items.some((one) => one.id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item];
}

function has(items: readonly { readonly id: string }[], id: string): boolean {
  return items.some((one) => one.id === id);
}

/** True when following `up` from `start` comes back to it. */
function circular(start: string, up: (id: string) => string | null | undefined): boolean {
  const seen = new Set<string>();
  for (let at = up(start); at; at = up(at)) {
    if (at === start || seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function putMember(organisation: Organisation, member: Member): Organisation | Denial {
  const members = put(organisation.members, member);
  if (member.manager !== null && !has(members, member.manager))
    return refuse('There is no such manager.');
  const managers = new Map(members.map((one) => [one.id, one.manager]));
  if (circular(member.id, (id) => managers.get(id)))
    return refuse('A reporting line cannot be a circle.');
  return { ...organisation, members };
}

/** Groups stand in groups only upwards: roles are given to teams and departments, teams and departments to members. */
function addMembership(organisation: Organisation, membership: Membership): Organisation | Denial {
  const { group, holder, from, until } = membership;
  const groups = {
    role: organisation.roles,
    team: organisation.teams,
    department: organisation.departments,
  };
  const holders = {
    member: organisation.members,
    team: organisation.teams,
    department: organisation.departments,
  };
  if (!has(groups[group.kind], group.id)) return refuse('There is no such group.');
  if (!has(holders[holder.kind], holder.id)) return refuse('There is nobody of this id.');
  if (group.kind !== 'role' && holder.kind !== 'member')
    return refuse('Teams and departments hold members.');
  if (from !== undefined && until !== undefined && until <= from)
    return refuse('A membership ends after it begins.');
  const key = membershipKey(membership);
  const others = organisation.memberships.filter((one) => membershipKey(one) !== key);
  return { ...organisation, memberships: [...others, membership] };
}

/** A group that goes takes its memberships with it, on both sides. */
function without(
  organisation: Organisation,
  kind: Membership['group']['kind'],
  id: string,
): Organisation {
  const memberships = organisation.memberships.filter(
    ({ group, holder }) =>
      !(group.kind === kind && group.id === id) && !(holder.kind === kind && holder.id === id),
  );
  return { ...organisation, memberships };
}

function apply(organisation: Organisation, change: OrganisationChange): Organisation | Denial {
  switch (change.kind) {
    case 'putMember':
      return isId(change.member.id)
        ? putMember(organisation, change.member)
        : refuse('An id is not well-formed.');
    case 'putRole': {
      const { kind: _, ...role } = change;
      return { ...organisation, roles: put(organisation.roles, role) };
    }
    case 'removeRole': {
      const role = organisation.roles.find((one) => one.id === change.id);
      if (role?.builtIn) return refuse('The owner role stays.');
      return {
        ...without(organisation, 'role', change.id),
        roles: organisation.roles.filter((one) => one !== role),
      };
    }
    case 'putTeam':
      return {
        ...organisation,
        teams: put(organisation.teams, { id: change.id, name: change.name }),
      };
    case 'removeTeam': {
      const teams = organisation.teams.filter((one) => one.id !== change.id);
      return { ...without(organisation, 'team', change.id), teams };
    }
    case 'putDepartment': {
      const { id, name, parent } = change;
      const departments = put(organisation.departments, { id, name, parent });
      if (parent !== null && !has(departments, parent))
        return refuse('There is no such parent department.');
      const parents = new Map(departments.map((one) => [one.id, one.parent]));
      if (circular(id, (one) => parents.get(one)))
        return refuse('Departments cannot stand in a circle.');
      return { ...organisation, departments };
    }
    case 'removeDepartment': {
      if (organisation.departments.some((one) => one.parent === change.id)) {
        return refuse('A department goes after its sub-departments.');
      }
      const departments = organisation.departments.filter((one) => one.id !== change.id);
      return { ...without(organisation, 'department', change.id), departments };
    }
    case 'putService':
      return isId(change.service.id)
        ? { ...organisation, services: put(organisation.services ?? [], change.service) }
        : refuse('An id is not well-formed.');
    case 'setPostRules':
      return { ...organisation, postRules: change.rules };
    case 'addMembership':
      return addMembership(organisation, change.membership);
    case 'removeMembership': {
      const { group, holder } = change;
      const memberships = organisation.memberships.filter(
        (one) =>
          one.group.kind !== group.kind ||
          one.group.id !== group.id ||
          one.holder.kind !== holder.kind ||
          one.holder.id !== holder.id,
      );
      return { ...organisation, memberships };
    }
  }
}

/** The next organisation, its version one higher, or why a change is refused. All or nothing. */
export function applyOrganisationChanges(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
): Organisation | Denial {
  let current = organisation;
  for (const change of changes) {
    const next = apply(current, change);
    if (isDenial(next)) return next;
    current = next;
  }
  return { ...current, version: organisation.version + 1 };
}
