import {
  type Denial,
  denial,
  fold,
  isDenial,
  type Member,
  type Organisation,
} from '@tessera/model';
import {
  type ImportOptions,
  type InvitedAnswer,
  type MemberChangeRequest,
  type MemberRequest,
  memberRequest,
} from '@tessera/protocol';
import { applyOrganisationChanges, type OrganisationChange } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import type { ImportTally } from '../import/import-tally.ts';
import type { Reasons } from '../import/reasons.ts';
import { byName, type StaffRow, severalOf } from '../import/staff-rows.ts';
import { addDepartment } from './change-groups.ts';
import { addMember, changeMember } from './change-members.ts';
import { again } from './enter-view-as.ts';
import { refuseUnassured } from './guarded-duties.ts';
import { additionOf, changeOf } from './member-changes.ts';
import { checkPeopleChange } from './people-rules.ts';

/** An import of people under way. */
export interface Staff {
  readonly context: MemberContext;
  readonly options: ImportOptions;
  readonly tally: ImportTally;
  readonly reasons: Reasons;
  /** Of a dry run: the people as they would be by now. */
  readonly prospect: { organisation: Organisation } | null;
  readonly addressFor: (name: string) => string | undefined;
  /** Members who were there before the import, or were added only as somebody's manager. */
  readonly before: Map<string, true>;
  /** Names (folded) of exactly one row each. */
  readonly comes: ReadonlySet<string>;
  invited(answer: InvitedAnswer): void;
  /** A row was taken, for this member, by these rules for posts. */
  taken(person: StaffRow, member: string, rules: readonly string[]): void;
}

export const ended: Denial = denial('forbidden', 'Your access ended during the import.');

/** The importing member's rights as they are by now. */
export function contextNow({ context }: Staff): MemberContext | Denial {
  return again(context) ?? ended;
}

/** The people as they are by now; in a dry run, as they would be. */
export const organisationOf = ({ context, prospect }: Staff): Organisation =>
  prospect?.organisation ?? context.workspace.store.organisation();

/** Adds somebody, or in a dry run decides by the same rules whether that may be done. */
export async function addPerson(
  staff: Staff,
  request: MemberRequest,
): Promise<{ readonly id: string } | Denial> {
  const now = contextNow(staff);
  if (isDenial(now)) return now;
  if (staff.prospect) {
    const id = now.app.makeId('member');
    const made = additionOf(organisationOf(staff), id, request);
    return isDenial(made) ? made : (foresee(staff, now, made.changes) ?? { id });
  }
  const added = await addMember(now, request);
  if (isDenial(added)) return added;
  staff.invited(added);
  return { id: added.member.id };
}

/** Changes somebody, or in a dry run decides by the same rules whether that may be done. */
export async function changePerson(
  staff: Staff,
  id: string,
  request: MemberChangeRequest,
): Promise<{ readonly id: string } | Denial> {
  const now = contextNow(staff);
  if (isDenial(now) || !staff.prospect) {
    return isDenial(now) ? now : await changeMember(now, id, request);
  }
  const before = organisationOf(staff).members.find((one) => one.id === id);
  if (before === undefined) return ended;
  const made = changeOf(now, organisationOf(staff), before, request);
  return isDenial(made) ? made : (foresee(staff, now, made.changes) ?? { id });
}

function foresee(
  staff: Staff,
  context: MemberContext,
  changes: readonly OrganisationChange[],
): Denial | null {
  const before = organisationOf(staff);
  const refused =
    checkPeopleChange(context, changes, before) ?? refuseUnassured(context, changes, {}, before);
  if (refused) return refused;
  const after = applyOrganisationChanges(before, changes);
  if (isDenial(after)) return after;
  if (staff.prospect) staff.prospect.organisation = after;
  return null;
}

/** Adds departments that are not there yet, when asked to. */
export async function prepareGroups(
  staff: Staff,
  rows: readonly StaffRow[],
): Promise<Denial | null> {
  if (staff.options.members?.createDepartments !== true) return null;
  const wanted = new Map<string, string>();
  for (const { given } of rows) {
    for (const name of severalOf(given.department)) wanted.set(fold(name), name.slice(0, 100));
  }
  const known = new Set(organisationOf(staff).departments.map(({ name }) => fold(name)));
  for (const [key, name] of wanted) {
    if (known.has(key)) continue;
    const now = contextNow(staff);
    if (isDenial(now)) return now;
    const id = now.app.makeId('department');
    const refused = staff.prospect
      ? foresee(staff, now, [{ kind: 'putDepartment', id, name, parent: null }])
      : await addDepartment(now, { name });
    if (isDenial(refused)) return refused;
  }
  return null;
}

/**
 * Adds people who are named as managers only, when asked to, with the role that is for all. One who cannot be added
 * is unmatched in the rows.
 */
export async function addManagers(staff: Staff, rows: readonly StaffRow[]): Promise<void> {
  if (staff.options.members?.createManagers !== true) return;
  const role = byName(organisationOf(staff).roles)(staff.options.members?.role ?? '')?.id;
  const wanted = new Map(rows.map(({ given }) => [fold(given.manager), given.manager]));
  // Whoever has a row of his own is not made twice, nor is one of two people of a name chosen.
  const rowNames = new Set(rows.map(({ given }) => fold(given.name)));
  for (const [key, name] of wanted) {
    const known = organisationOf(staff).members.some((one) => isCalled(one, name));
    if (name === '' || known || rowNames.has(key)) continue;
    const email = name.includes('@') ? undefined : staff.addressFor(name);
    const parsed = memberRequest.safeParse({ name, email, ...(role && { roles: [{ role }] }) });
    if (!parsed.success) continue;
    const added = await addPerson(staff, parsed.data);
    if (!isDenial(added)) staff.before.set(added.id, true);
  }
}

/** Whether a text of the file, a name or an address, means a member. */
export const isCalled = (member: Member, given: string) =>
  fold(member.name) === fold(given) || member.email.toLowerCase() === given.toLowerCase();
