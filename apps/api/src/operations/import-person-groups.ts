import { fold, type Member, type Organisation, type PostRule, rulesForPost } from '@tessera/model';
import type { MemberChangeRequest } from '@tessera/protocol';
import { byName, type StaffRow, severalOf } from '../import/staff-rows.ts';
import { isCalled, type Staff } from './import-staff.ts';

/** What a row asks for, with ids in place of names. */
export interface Wanted {
  readonly request: MemberChangeRequest;
  /** The manager comes later in the file. */
  readonly waits: boolean;
  /** Ids of the rules for posts that gave roles. */
  readonly rules: readonly string[];
}

/** Roles, groups and manager by their names; null when the row is refused because one matches nothing. */
export function resolveGroups(
  staff: Staff,
  organisation: Organisation,
  { row, given }: StaffRow,
  match: Member | undefined,
): Wanted | null {
  const { options, tally, reasons } = staff;
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
      if (found === undefined) miss(column, name);
      return found?.id ?? [];
    });
  const teams = all('team', given.team, byName(organisation.teams));
  const departments = all('department', given.department, byName(organisation.departments));
  const held = organisation.memberships.filter(({ holder }) => holder.id === match?.id);
  const rules = rulesFor(staff, organisation, { given, match, departments, held });
  const byFile = all('role', given.role, byName(organisation.roles));
  const byRules = rules.flatMap((rule) => rule.roles);
  const none = match === undefined && byRules.length === 0 && given.role === '';
  const roles = none
    ? all('role', options.members?.role ?? '', byName(organisation.roles))
    : [...byFile, ...byRules];
  const leaders = organisation.members.filter((one) => isCalled(one, given.manager));
  const [leader] = leaders;
  const waits =
    given.manager !== '' && leader === undefined && staff.comes.has(fold(given.manager));
  if (given.manager !== '' && leaders.length !== 1 && !waits) miss('manager', given.manager);
  if (refused !== undefined) {
    tally.refused(row, refused);
    return null;
  }
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
    waits,
    rules: rules.map(({ id }) => id),
    request: {
      name: given.name,
      ...(given.title !== '' && { title: given.title }),
      ...(newRoles.length > 0 && {
        roles: [...heldRoles, ...[...new Set(newRoles)].map((role) => ({ role }))],
      }),
      ...(teams.length > 0 && { teams: [...new Set([...heldTeams, ...teams])] }),
      ...(departments.length > 0 && { departments: [...new Set(departments)] }),
      ...(leaders.length === 1 && leader !== undefined && { manager: leader.id }),
    },
  };
}

/** The rules for posts that fit what a row says, and where it says nothing, what the member is already. */
function rulesFor(
  { options }: Staff,
  organisation: Organisation,
  person: {
    readonly given: StaffRow['given'];
    readonly match: Member | undefined;
    readonly departments: readonly string[];
    readonly held: Organisation['memberships'];
  },
): readonly PostRule[] {
  if (options.members?.postRules === false) return [];
  const { given, match, departments, held } = person;
  const before = held.flatMap(({ group }) => (group.kind === 'department' ? [group.id] : []));
  const post = {
    departments: departments.length > 0 ? departments : before,
    title: given.title || match?.title,
  };
  return rulesForPost(organisation.postRules ?? [], post, organisation.departments);
}
