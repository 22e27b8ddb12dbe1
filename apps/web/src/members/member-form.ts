import type { MemberRequest, OutMember } from '@tessera/protocol';

/** A member as the invitation and the edit panel show it. Roles for a time are kept apart and never changed. */
export interface MemberForm {
  readonly name: string;
  readonly email: string;
  readonly manager: string | null;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly departments: readonly string[];
}

type GivenRole = NonNullable<OutMember['roles']>[number];

export const emptyForm: MemberForm = {
  name: '',
  email: '',
  manager: null,
  roles: [],
  teams: [],
  departments: [],
};

export function timedRoles(member: OutMember): readonly GivenRole[] {
  return (member.roles ?? []).filter((role) => role.from !== undefined || role.until !== undefined);
}

export function formOf(member: OutMember): MemberForm {
  return {
    name: member.name,
    email: member.email ?? '',
    manager: member.manager ?? null,
    roles: (member.roles ?? [])
      .filter((role) => role.from === undefined && role.until === undefined)
      .map((role) => role.role),
    teams: member.teams ?? [],
    departments: member.departments ?? [],
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** Only what differs, so that nobody's change in the meantime is undone, and nothing is asked that may not change. */
export function changesOf(member: OutMember, form: MemberForm): Partial<MemberRequest> {
  const before = formOf(member);
  return {
    ...(form.name.trim() !== before.name && { name: form.name.trim() }),
    ...(form.email.trim() !== before.email && { email: form.email.trim() }),
    ...(form.manager !== before.manager && { manager: form.manager }),
    ...(!sameSet(form.roles, before.roles) && {
      roles: [...timedRoles(member), ...form.roles.map((role) => ({ role }))],
    }),
    ...(!sameSet(form.teams, before.teams) && { teams: [...form.teams] }),
    ...(!sameSet(form.departments, before.departments) && {
      departments: [...form.departments],
    }),
  };
}

export function invitationOf(form: MemberForm): MemberRequest {
  return {
    name: form.name.trim(),
    email: form.email.trim(),
    ...(form.manager !== null && { manager: form.manager }),
    roles: form.roles.map((role) => ({ role })),
    teams: [...form.teams],
    departments: [...form.departments],
  };
}
