import {
  type Denial,
  denial,
  fold,
  isDenial,
  type Member,
  type Organisation,
} from '@tessera/model';
import { type MemberChangeRequest, memberRequest } from '@tessera/protocol';
import type { OrganisationChange } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import type { StaffRow } from '../import/staff-rows.ts';
import { addMember, changeMember } from './change-members.ts';
import { resolveGroups } from './import-person-groups.ts';
import { contextNow, ended, isCalled, organisationOf, type Staff } from './import-staff.ts';
import { checkPeopleChange } from './people-rules.ts';

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
  const { manager, waits, ...rest } = wanted;
  const request = { ...rest, ...(manager !== undefined && { manager }) };
  const done =
    match === undefined ? await add(staff, given, request) : await update(staff, match, request);
  if (isDenial(done)) {
    tally.refused(row, reasons.denied(done));
    return;
  }
  if (match === undefined) tally.created(row);
  else tally.updated(row);
  if (waits && !staff.dryRun) {
    later.push(() => setManager(staff, person, done.id));
  }
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
  if (!parsed.success) return denial('invalid', staff.reasons.invalidPerson);
  const now = contextNow(staff);
  if (isDenial(now)) return now;
  if (staff.dryRun) return tryAdd(now, parsed.data.name, email, request);
  const added = await addMember(now, parsed.data);
  if (isDenial(added)) return added;
  staff.invited(added);
  return { id: added.member.id };
}

async function update(
  staff: Staff,
  match: Member,
  request: MemberChangeRequest,
): Promise<{ readonly id: string } | Denial> {
  const now = contextNow(staff);
  if (isDenial(now) || staff.dryRun) return isDenial(now) ? now : tryUpdate(now, match, request);
  return await changeMember(now, match.id, request);
}

/** What the rules say to a new member, without adding one. */
function tryAdd(
  context: MemberContext,
  name: string,
  email: string,
  request: MemberChangeRequest,
): { readonly id: string } | Denial {
  const id = context.app.makeId('member');
  const member: Member = { id, name, email, status: 'invited', manager: request.manager ?? null };
  return (
    checkPeopleChange(context, [{ kind: 'putMember', member }, ...given(id, request)]) ?? { id }
  );
}

function tryUpdate(
  context: MemberContext,
  match: Member,
  request: MemberChangeRequest,
): { readonly id: string } | Denial {
  const member = { ...match, ...(request.manager !== undefined && { manager: request.manager }) };
  const changes = [{ kind: 'putMember' as const, member }, ...given(match.id, request)];
  return checkPeopleChange(context, changes) ?? { id: match.id };
}

function given(id: string, request: MemberChangeRequest): readonly OrganisationChange[] {
  const holder = { kind: 'member', id } as const;
  const groups = [
    ...(request.roles ?? []).map(({ role }) => ({ kind: 'role' as const, id: role })),
    ...(request.teams ?? []).map((team) => ({ kind: 'team' as const, id: team })),
    ...(request.departments ?? []).map((one) => ({ kind: 'department' as const, id: one })),
  ];
  return groups.map((group) => ({ kind: 'addMembership', membership: { group, holder } }));
}

/** Gives a person the manager who came later in the file; one who could not be added is unmatched. */
async function setManager(
  staff: Staff,
  { row, given: texts }: StaffRow,
  id: string,
): Promise<void> {
  const leaders = organisationOf(staff).members.filter((one) => isCalled(one, texts.manager));
  const [leader] = leaders;
  const now = contextNow(staff);
  const done =
    leader === undefined || leaders.length > 1 || isDenial(now)
      ? ended
      : await changeMember(now, id, { manager: leader.id });
  if (isDenial(done)) staff.tally.unmatched('manager', texts.manager, row);
}
