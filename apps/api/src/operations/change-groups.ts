import { type Denial, denial, isDenial, type Membership } from '@tessera/model';
import type { DepartmentRequest, GroupRequest, RoleHoldersRequest } from '@tessera/protocol';
import type { OrganisationChange } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import { commitChecked } from './change-members.ts';
import type { Assurance } from './guarded-duties.ts';
import { requireRight } from './rights.ts';

export type GroupKind = 'role' | 'team';

interface Done {
  readonly id: string;
}

/** Adds a role or a team. */
export async function addGroup(
  context: MemberContext,
  kind: GroupKind,
  request: GroupRequest,
): Promise<Done | Denial> {
  const id = context.app.makeId(kind);
  return await change(
    context,
    () => [groupChange(kind, id, request.name, request.description)],
    id,
  );
}

/** Renames a role or a team. */
export async function changeGroup(
  context: MemberContext,
  kind: GroupKind,
  id: string,
  request: { readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<Done | Denial> {
  return await change(
    context,
    () => {
      const { roles, teams } = context.workspace.store.organisation();
      const before = (kind === 'role' ? roles : teams).find((one) => one.id === id);
      if (before === undefined) return noSuch(kind);
      if ('builtIn' in before) return denial('forbidden', 'The owner role stays as it is.');
      const description = roles.find((one) => one.id === id)?.description;
      return [
        groupChange(kind, id, request.name ?? before.name, request.description ?? description),
      ];
    },
    id,
  );
}

/** Adds a department. */
export async function addDepartment(
  context: MemberContext,
  request: DepartmentRequest,
): Promise<Done | Denial> {
  const id = context.app.makeId('department');
  const { name, parent } = request;
  return await change(
    context,
    () => [{ kind: 'putDepartment', id, name, parent: parent ?? null }],
    id,
  );
}

/** Renames or moves a department. */
export async function changeDepartment(
  context: MemberContext,
  id: string,
  request: { readonly name?: string | undefined; readonly parent?: string | null | undefined },
): Promise<Done | Denial> {
  return await change(
    context,
    () => {
      const { departments } = context.workspace.store.organisation();
      const before = departments.find((one) => one.id === id);
      if (before === undefined) return noSuch('department');
      const parent = request.parent === undefined ? before.parent : request.parent;
      return [{ kind: 'putDepartment', id, name: request.name ?? before.name, parent }];
    },
    id,
  );
}

/** Removes a role, team or department that no rule names, neither of access nor for posts. */
export async function removeGroup(
  context: MemberContext,
  kind: 'role' | 'team' | 'department',
  id: string,
): Promise<Done | Denial> {
  return await change(
    context,
    () => {
      const { roles, teams, departments } = context.workspace.store.organisation();
      const all = { role: roles, team: teams, department: departments }[kind];
      if (!all.some((one) => one.id === id)) return noSuch(kind);
      if (isNamed(context, kind, id)) {
        return denial('conflict', `A rule names this ${kind}; change the rule first.`);
      }
      switch (kind) {
        case 'role':
          return [{ kind: 'removeRole', id }];
        case 'team':
          return [{ kind: 'removeTeam', id }];
        case 'department':
          return [{ kind: 'removeDepartment', id }];
      }
    },
    id,
  );
}

/** Gives a role to exactly these teams and departments; members who hold it themselves keep it. */
export async function changeRoleHolders(
  context: MemberContext,
  id: string,
  request: RoleHoldersRequest,
): Promise<Done | Denial> {
  return await change(
    context,
    () => {
      const { roles, memberships } = context.workspace.store.organisation();
      if (!roles.some((role) => role.id === id)) return noSuch('role');
      const group = { kind: 'role', id } as const;
      const holders: Membership['holder'][] = [
        ...request.teams.map((team) => ({ kind: 'team' as const, id: team })),
        ...request.departments.map((department) => ({
          kind: 'department' as const,
          ...department,
        })),
      ];
      const before = memberships.filter(
        (one) => one.group.kind === 'role' && one.group.id === id && one.holder.kind !== 'member',
      );
      return [
        ...before.map(({ holder }) => ({ kind: 'removeMembership' as const, group, holder })),
        ...holders.map((holder) => ({
          kind: 'addMembership' as const,
          membership: { group, holder },
        })),
      ];
    },
    id,
    request,
  );
}

/** Decides and makes changes of groups, one at a time. */
async function change(
  context: MemberContext,
  changes: () => readonly OrganisationChange[] | Denial,
  id: string,
  assurance: Assurance = {},
): Promise<Done | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const wanted = changes();
    if (isDenial(wanted)) return wanted;
    const done = await commitChecked(context, wanted, assurance);
    return isDenial(done) ? done : { id };
  });
}

function groupChange(
  kind: GroupKind,
  id: string,
  name: string,
  description: string | undefined,
): OrganisationChange {
  if (kind === 'team') return { kind: 'putTeam', id, name };
  return { kind: 'putRole', id, name, ...(description !== undefined && { description }) };
}

function isNamed(context: MemberContext, kind: string, id: string): boolean {
  const { postRules = [] } = context.workspace.store.organisation();
  if (kind === 'role' && postRules.some(({ roles }) => roles.includes(id))) return true;
  if (kind === 'department' && postRules.some(({ department }) => department?.id === id))
    return true;
  const { grants, restrictions, guarantees = [] } = context.workspace.store.policy();
  const principals = [
    ...grants.map(({ to }) => to),
    ...restrictions.flatMap(({ exempt }) => exempt.map(({ to }) => to)),
    ...guarantees.flatMap(({ who, except }) => [who, ...except]),
  ];
  return principals.some((to) => to.kind === kind && 'id' in to && to.id === id);
}

function noSuch(kind: 'role' | 'team' | 'department'): Denial {
  return denial('not_found', `There is no such ${kind}.`);
}
