import type { Principal } from '@tessera/model';
import type { OrganisationAnswer, OutMember, OutService } from '@tessera/protocol';
import { departmentItems } from '../members/department-tree.ts';
import type { ComboboxItem } from '../ui/Combobox.tsx';

/** A principal as the value of a list. */
export function principalKey(to: Principal): string {
  if (to.kind === 'everyone') return 'everyone';
  return to.kind === 'department' && to.subtree ? `departmentTree:${to.id}` : `${to.kind}:${to.id}`;
}

export function principalOf(key: string): Principal {
  const [kind = '', id = ''] = key.split(':');
  if (kind === 'everyone') return { kind };
  if (kind === 'departmentTree') return { kind: 'department', id, subtree: true };
  if (kind === 'department') return { kind, id, subtree: false };
  return { kind: kind as 'role' | 'team' | 'member' | 'service', id };
}

/** Programs a rule can name; only single rules do. */
export function serviceItems(services: readonly OutService[], hint: string): ComboboxItem[] {
  return services.map(({ id, name }) => ({ value: `service:${id}`, label: name, hint }));
}

/** Whom a lock can be opened to: roles first, then groups, then people. */
export function principalItems(
  organisation: OrganisationAnswer,
  members: readonly OutMember[],
  words: Readonly<Record<'role' | 'team' | 'departmentTree' | 'member', string>>,
): readonly ComboboxItem[] {
  const named = (
    kind: keyof typeof words,
    list: readonly { readonly id: string; readonly name: string }[],
  ) => list.map(({ id, name }) => ({ value: `${kind}:${id}`, label: name, hint: words[kind] }));
  return [
    ...named('role', organisation.roles),
    ...named('team', organisation.teams),
    ...departmentItems(organisation.departments).map(({ value, label }) => ({
      value: `departmentTree:${value}`,
      label,
      hint: words.departmentTree,
    })),
    ...named('member', members),
  ];
}
