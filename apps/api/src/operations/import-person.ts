import {
  type Denial,
  denial,
  fold,
  isDenial,
  type Member,
  type Organisation,
} from '@tessera/model';
import { type MemberChangeRequest, memberRequest } from '@tessera/protocol';
import type { StaffRow } from '../import/staff-rows.ts';
import { resolveGroups } from './import-person-groups.ts';
import {
  addPerson,
  changePerson,
  ended,
  isCalled,
  organisationOf,
  type Staff,
} from './import-staff.ts';

/** Adds or updates one person; what has to wait for others of the file is put into `later`. */
export async function writePerson(
  staff: Staff,
  person: StaffRow,
  later: (() => Promise<void>)[],
): Promise<void> {
  const { row, given } = person;
  const { tally, reasons, options } = staff;
  if (given.name === '') {
    tally.refused(row, reasons.missing('name'));
    return;
  }
  const organisation = organisationOf(staff);
  const known = knownMember(staff, organisation, given);
  if (known === 'several') {
    tally.refused(row, reasons.notUnique('name'));
    return;
  }
  const match = options.onMatch === 'add' ? undefined : known;
  if (match !== undefined && options.onMatch === 'skip') {
    tally.skipped(row);
    return;
  }
  const wanted = resolveGroups(staff, organisation, person, match);
  if (wanted === null) return;
  const { waits, rules, request } = wanted;
  const done =
    match === undefined
      ? await add(staff, given, request)
      : await changePerson(staff, match.id, request);
  if (isDenial(done)) {
    tally.refused(row, reasons.denied(done));
    return;
  }
  if (match === undefined) tally.created(row);
  else tally.updated(row);
  staff.taken(person, done.id, rules);
  if (waits) later.push(() => setManager(staff, person, done.id));
}

/** The member a row is about: by address, or without one by the name of one who was there before. */
function knownMember(
  staff: Staff,
  { members }: Organisation,
  given: StaffRow['given'],
): Member | 'several' | undefined {
  if (given.email !== '') {
    return members.find(({ email }) => email.toLowerCase() === given.email.toLowerCase());
  }
  const named = members.filter(
    ({ id, name }) => staff.before.has(id) && fold(name) === fold(given.name),
  );
  return named.length > 1 ? 'several' : named[0];
}

async function add(
  staff: Staff,
  given: StaffRow['given'],
  request: MemberChangeRequest,
): Promise<{ readonly id: string } | Denial> {
  const email = given.email || staff.addressFor(given.name);
  if (email === undefined) return denial('invalid', staff.reasons.missing('email'));
  const parsed = memberRequest.safeParse({ ...request, email });
  return parsed.success
    ? await addPerson(staff, parsed.data)
    : denial('invalid', staff.reasons.invalidPerson);
}

/** Gives a person the manager who came later in the file; one who could not be added is unmatched. */
async function setManager(
  staff: Staff,
  { row, given: texts }: StaffRow,
  id: string,
): Promise<void> {
  const leaders = organisationOf(staff).members.filter((one) => isCalled(one, texts.manager));
  const [leader] = leaders;
  const done =
    leader === undefined || leaders.length > 1
      ? ended
      : await changePerson(staff, id, { manager: leader.id });
  if (isDenial(done)) staff.tally.unmatched('manager', texts.manager, row);
}
