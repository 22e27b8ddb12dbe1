import {
  type Denial,
  denial,
  fold,
  isDenial,
  type Member,
  type Organisation,
} from '@tessera/model';
import { type ImportOptions, type InvitedAnswer, memberRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import type { ImportTally } from '../import/import-tally.ts';
import type { Reasons } from '../import/reasons.ts';
import { byName, type StaffRow, severalOf } from '../import/staff-rows.ts';
import { addDepartment } from './change-groups.ts';
import { addMember } from './change-members.ts';
import { memberContext } from './enter-workspace.ts';

/** An import of people under way. */
export interface Staff {
  readonly context: MemberContext;
  readonly options: ImportOptions;
  readonly tally: ImportTally;
  readonly reasons: Reasons;
  readonly dryRun: boolean;
  readonly addressFor: (name: string) => string | undefined;
  /** Members who were there before the import, or were added only as somebody's manager. */
  readonly before: Map<string, true>;
  /** Names (folded) of exactly one row each. */
  readonly comes: ReadonlySet<string>;
  /** Dry run: departments and members that would exist, by folded name. */
  readonly imagined: Map<string, 'department' | 'member'>;
  invited(answer: InvitedAnswer): void;
}

export const ended: Denial = denial('forbidden', 'Your access ended during the import.');

/** The importing member's rights as they are by now. */
export function contextNow({ context }: Staff): MemberContext | Denial {
  return memberContext(context.app, context.workspace, context.member.id) ?? ended;
}

/** The people as they are by now. */
export const organisationOf = ({ context }: Staff): Organisation =>
  context.workspace.store.organisation();

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
    staff.imagined.set(key, 'department');
    if (staff.dryRun) continue;
    const now = contextNow(staff);
    const added = isDenial(now) ? now : await addDepartment(now, { name });
    if (isDenial(added)) return added;
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
    staff.imagined.set(key, 'member');
    if (staff.dryRun) continue;
    const now = contextNow(staff);
    const added = isDenial(now) ? now : await addMember(now, parsed.data);
    if (isDenial(added)) continue;
    staff.before.set(added.member.id, true);
    staff.invited(added);
  }
}

/** Whether a text of the file, a name or an address, means a member. */
export const isCalled = (member: Member, given: string) =>
  fold(member.name) === fold(given) || member.email.toLowerCase() === given.toLowerCase();
