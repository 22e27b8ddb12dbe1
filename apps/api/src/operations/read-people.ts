import { type Denial, isDenial, type Member, type Organisation } from '@tessera/model';
import { subjectOf } from '@tessera/permissions';
import type { MembersAnswer, OrganisationAnswer, OutMember } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { isOneself } from './enter-view-as.ts';
import { requireRight } from './rights.ts';

/** The directory, and for holders of manageSecurity who has a second step. */
export async function readMembers(context: MemberContext): Promise<MembersAnswer> {
  const { app, workspace, access } = context;
  if (!access.workspace.has('manageSecurity')) return readDirectory(context);
  const having = await app.accounts.membersWithSecondStep(workspace.id);
  const { members } = readDirectory(context);
  return { members: members.map((member) => ({ ...member, twoStep: having.has(member.id) })) };
}

/** The directory: names of all; the rest for oneself and for holders of manageMembers. */
export function readDirectory(context: MemberContext): MembersAnswer {
  const organisation = context.workspace.store.organisation();
  return {
    members: organisation.members.map((member) => outMember(context, organisation, member)),
  };
}

/** A member as this one may know him. */
export function outMember(
  context: MemberContext,
  organisation: Organisation,
  member: Member,
): OutMember {
  const { id, name, status, email, title, manager } = member;
  if (!isOneself(context, id) && !context.access.workspace.has('manageMembers'))
    return { id, name };
  const held = organisation.memberships.filter(
    ({ holder }) => holder.kind === 'member' && holder.id === id,
  );
  return {
    id,
    name,
    status,
    email,
    ...(title !== undefined && { title }),
    manager,
    roles: held.flatMap(({ group, from, until }) =>
      group.kind === 'role'
        ? [
            {
              role: group.id,
              ...(from !== undefined && { from }),
              ...(until !== undefined && { until }),
            },
          ]
        : [],
    ),
    teams: held.flatMap(({ group }) => (group.kind === 'team' ? [group.id] : [])),
    departments: held.flatMap(({ group }) => (group.kind === 'department' ? [group.id] : [])),
  };
}

/** Roles, teams and departments, for whoever manages members or rules. */
export function readOrganisation(context: MemberContext): OrganisationAnswer | Denial {
  const refused = requireRight(context, 'manageMembers', 'managePolicy');
  if (isDenial(refused)) return refused;
  const organisation = context.workspace.store.organisation();
  const { roles, teams, departments, memberships, members } = organisation;
  const count = new Map<string, number>();
  for (const { id, status } of members) {
    if (status === 'deactivated') continue;
    for (const role of subjectOf(organisation, id, context.now).roles) {
      count.set(role, (count.get(role) ?? 0) + 1);
    }
  }
  return {
    roles: roles.map((role) => {
      const holders = memberships
        .filter(({ group }) => group.kind === 'role' && group.id === role.id)
        .map(({ holder }) => holder);
      return {
        id: role.id,
        name: role.name,
        ...(role.description !== undefined && { description: role.description }),
        ...(role.builtIn !== undefined && { builtIn: role.builtIn }),
        teams: holders.flatMap((holder) => (holder.kind === 'team' ? [holder.id] : [])),
        departments: holders.flatMap((holder) =>
          holder.kind === 'department' ? [{ id: holder.id, subtree: holder.subtree }] : [],
        ),
        members: count.get(role.id) ?? 0,
      };
    }),
    teams: teams.map(({ id, name }) => ({ id, name })),
    departments: departments.map(({ id, name, parent }) => ({ id, name, parent })),
  };
}
