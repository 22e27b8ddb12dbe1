import type { MemberRequest, OutMember } from '@tessera/protocol';

/** A role that is held, perhaps for a time. Epoch milliseconds. */
export type GivenRole = NonNullable<OutMember['roles']>[number];

/** A member as the invitation and the edit panel show it. */
export interface MemberForm {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly manager: string | null;
  readonly roles: readonly GivenRole[];
  readonly teams: readonly string[];
  readonly departments: readonly string[];
}

export const emptyForm: MemberForm = {
  name: '',
  email: '',
  title: '',
  manager: null,
  roles: [],
  teams: [],
  departments: [],
};

/** The form with exactly these roles: those that were there keep their terms, others are held without an end. */
export function withRoles(form: MemberForm, wanted: readonly string[]): MemberForm {
  const kept = form.roles.filter(({ role }) => wanted.includes(role));
  const added = wanted.filter((role) => !kept.some((one) => one.role === role));
  return { ...form, roles: [...kept, ...added.map((role) => ({ role }))] };
}

export function formOf(member: OutMember): MemberForm {
  return {
    name: member.name,
    email: member.email ?? '',
    title: member.title ?? '',
    manager: member.manager ?? null,
    roles: member.roles ?? [],
    teams: member.teams ?? [],
    departments: member.departments ?? [],
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

const roleKey = ({ role, from, until }: GivenRole) => `${role} ${from} ${until}`;

/** Only what differs, so that nobody's change in the meantime is undone, and nothing is asked that may not change. */
export function changesOf(member: OutMember, form: MemberForm): Partial<MemberRequest> {
  const before = formOf(member);
  return {
    ...(form.name.trim() !== before.name && { name: form.name.trim() }),
    ...(form.email.trim() !== before.email && { email: form.email.trim() }),
    ...(form.title.trim() !== before.title && { title: form.title.trim() }),
    ...(form.manager !== before.manager && { manager: form.manager }),
    ...(!sameSet(form.roles.map(roleKey), before.roles.map(roleKey)) && {
      roles: [...form.roles],
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
    ...(form.title.trim() && { title: form.title.trim() }),
    ...(form.manager !== null && { manager: form.manager }),
    roles: [...form.roles],
    teams: [...form.teams],
    departments: [...form.departments],
  };
}
