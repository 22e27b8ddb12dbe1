import { setImmediate as breathe } from 'node:timers/promises';
import { type Denial, denial, fold, isDenial } from '@tessera/model';
import type { ImportOptions, ImportReport, InvitedAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { importTally } from '../import/import-tally.ts';
import { isMemberColumn, type MemberColumn } from '../import/member-columns.ts';
import { readSheet } from '../import/read-sheet.ts';
import { reasonsIn } from '../import/reasons.ts';
import { addressMaker, type StaffRow, staffRow } from '../import/staff-rows.ts';
import { writePerson } from './import-person.ts';
import { addManagers, prepareGroups, type Staff } from './import-staff.ts';
import { previewPeople, type TakenRow } from './preview-people.ts';
import { requireRight } from './rights.ts';

/** People of one file. More are brought in several files. */
const most = 5000;

/**
 * Imports people: a row with the address of a member (or, without one, the name of exactly one who was here before)
 * updates that member, any other adds one and makes an invitation. Roles, those of the rules for posts among them, and
 * teams are added to what a member has, departments replace it. Everything goes through the operations for single
 * members, so that their rules hold. A dry run does the same in memory, and shows who would see what.
 */
export async function importMembers(
  context: MemberContext,
  file: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport | Denial> {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const sheet = await readSheet(file, options);
  if (isDenial(sheet)) return sheet;
  if (sheet.rows.length > most) {
    return denial('too_large', `A list of members may have at most ${most} rows.`);
  }
  const columns = columnsOf(options, sheet.width);
  if (isDenial(columns)) return columns;
  const tally = importTally(sheet);
  const organisation = context.workspace.store.organisation();
  const invitations: InvitedAnswer[] = [];
  const takenRows: TakenRow[] = [];
  const rows = sheet.rows.map((row) => staffRow(row, columns, options.names, tally));
  const staff: Staff = {
    context,
    options,
    tally,
    reasons: reasonsIn(context.member.language ?? context.workspace.store.info().language),
    prospect: options.dryRun === true ? { organisation } : null,
    addressFor: addressMaker(organisation, options.members?.emailDomain),
    before: new Map(organisation.members.map(({ id }) => [id, true])),
    comes: namesToCome(rows),
    invited: (answer) => invitations.push(answer),
    taken: ({ row, given }, member, rules) =>
      takenRows.push({ row: row.number, name: given.name, member, rules }),
  };
  const groups = await prepareGroups(staff, rows);
  if (isDenial(groups)) return groups;
  await addManagers(staff, rows);
  // Managers first, so that most people find theirs; those who do not are given theirs at the end.
  const later: (() => Promise<void>)[] = [];
  for (const person of managersFirst(rows)) {
    await writePerson(staff, person, later);
    await breathe();
  }
  for (const finish of later) await finish();
  return {
    ...tally.report(staff.reasons.title),
    invitations: invitations.map(({ member, link, mail }) => ({
      member: member.id,
      email: member.email ?? '',
      link,
      ...(mail !== undefined && { mail }),
    })),
    ...(staff.prospect && {
      preview: await previewPeople(context, staff.prospect.organisation, takenRows),
    }),
  };
}

function columnsOf(
  options: ImportOptions,
  width: number,
): ReadonlyMap<MemberColumn, number> | Denial {
  const columns = new Map<MemberColumn, number>();
  for (const { column, field } of options.columns) {
    if (!isMemberColumn(field))
      return denial('invalid', `There is no column "${field}" of members.`);
    if (columns.has(field)) return denial('invalid', `The column "${field}" is given twice.`);
    if (column >= width) return denial('invalid', `The file has no column ${column + 1}.`);
    columns.set(field, column);
  }
  return columns.has('name')
    ? columns
    : denial('invalid', 'One column must hold the names of the members.');
}

/** Names that stand in exactly one row, folded. */
function namesToCome(rows: readonly StaffRow[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { given } of rows)
    counts.set(fold(given.name), (counts.get(fold(given.name)) ?? 0) + 1);
  return new Set([...counts].flatMap(([name, count]) => (count === 1 ? [name] : [])));
}

function managersFirst(rows: readonly StaffRow[]): readonly StaffRow[] {
  const managers = new Set(rows.map(({ given }) => fold(given.manager)));
  const leads = ({ given }: StaffRow) => managers.has(fold(given.name));
  return [...rows.filter(leads), ...rows.filter((row) => !leads(row))];
}
