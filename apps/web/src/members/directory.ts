import type { OrganisationAnswer, OutMember } from '@tessera/protocol';

/** Names behind ids, for showing and searching people. */
export interface Names {
  readonly member: (id: string) => string;
  readonly role: (id: string) => string;
  readonly team: (id: string) => string;
  readonly department: (id: string) => string;
}

function lookup(list: readonly { readonly id: string; readonly name: string }[]) {
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return (id: string) => names.get(id) ?? '';
}

export function namesOf(
  members: readonly OutMember[],
  organisation: OrganisationAnswer | undefined,
): Names {
  return {
    member: lookup(members),
    role: lookup(organisation?.roles ?? []),
    team: lookup(organisation?.teams ?? []),
    department: lookup(organisation?.departments ?? []),
  };
}

/** Members who fit every word of a search, in any of the texts shown of them. */
export function findMembers(
  members: readonly OutMember[],
  names: Names,
  search: string,
): readonly OutMember[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return members;
  return members.filter((member) => {
    const text = [
      member.name,
      member.email ?? '',
      member.title ?? '',
      ...(member.roles ?? []).map(({ role }) => names.role(role)),
      ...(member.teams ?? []).map(names.team),
      ...(member.departments ?? []).map(names.department),
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
