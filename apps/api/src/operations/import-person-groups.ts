import { fold, type Member, type Organisation } from '@tessera/model';
import type { MemberChangeRequest } from '@tessera/protocol';
import { byName, type StaffRow, severalOf } from '../import/staff-rows.ts';
import { isCalled, type Staff } from './import-staff.ts';

/** What a row asks for, with ids in place of names; `waits`: the manager comes later in the file. */
export type Wanted = MemberChangeRequest & { readonly waits: boolean };

/** Roles, groups and manager by their names; null when the row is refused because one matches nothing. */
export function resolveGroups(
  staff: Staff,
  organisation: Organisation,
  { row, given }: StaffRow,
  match: Member | undefined,
): Wanted | null {
  const { options, tally, reasons, imagined } = staff;
  let refused: string | undefined;
  const miss = (column: string, name: string) => {
    tally.unmatched(column, name, row);
    if (options.unmatched !== 'empty') refused ??= reasons.unmatched(column, name);
  };
  const all = (
    column: string,
    text: string,
    find: (name: string) => { readonly id: string } | undefined,
  ) =>
    severalOf(text).flatMap((name) => {
      const found = find(name);
      if (found === undefined && !(staff.dryRun && imagined.get(fold(name)) === column)) {
        miss(column, name);
      }
      return found?.id ?? [];
    });
  const roles = all(
    'role',
    given.role || (match ? '' : (options.members?.role ?? '')),
    byName(organisation.roles),
  );
  const teams = all('team', given.team, byName(organisation.teams));
  const departments = all('department', given.department, byName(organisation.departments));
  const leaders = organisation.members.filter((one) => isCalled(one, given.manager));
  const [leader] = leaders;
  const comes =
    staff.comes.has(fold(given.manager)) || imagined.get(fold(given.manager)) === 'member';
  const waits = given.manager !== '' && leader === undefined && comes;
  if (given.manager !== '' && leaders.length !== 1 && !waits) miss('manager', given.manager);
  if (refused !== undefined) {
    tally.refused(row, refused);
    return null;
  }
  const held = organisation.memberships.filter(({ holder }) => holder.id === match?.id);
  const heldRoles = held.flatMap(({ group, from, until }) =>
    group.kind === 'role'
      ? [
          {
            role: group.id,
            ...(from !== undefined && { from }),
            ...(until !== undefined && { until }),
          },
        ]
      : [],
  );
  const newRoles = roles.filter((id) => !heldRoles.some(({ role }) => role === id));
  const heldTeams = held.flatMap(({ group }) => (group.kind === 'team' ? [group.id] : []));
  return {
    name: given.name,
    waits,
    ...(newRoles.length > 0 && {
      roles: [...heldRoles, ...[...new Set(newRoles)].map((role) => ({ role }))],
    }),
    ...(teams.length > 0 && { teams: [...new Set([...heldTeams, ...teams])] }),
    ...(departments.length > 0 && { departments: [...new Set(departments)] }),
    ...(leaders.length === 1 && leader !== undefined && { manager: leader.id }),
  };
}
