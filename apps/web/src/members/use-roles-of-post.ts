import { useQuery } from '@tanstack/react-query';
import { type Post, rolesForPost } from '@tessera/model';
import type { OrganisationAnswer, OutMember } from '@tessera/protocol';
import { postRulesQuery } from '../client/post-rules.ts';
import { formOf, type MemberForm } from './member-form.ts';

/**
 * The roles that somebody should have in a new post by the rules for posts: those of the former post go, those of the
 * new one come, all others stay. Null when that is what the form says, or the post is the former one.
 */
export function useRolesOfPost(
  ws: string,
  { departments }: OrganisationAnswer,
  member: OutMember,
  form: MemberForm,
): readonly string[] | null {
  const { data } = useQuery(postRulesQuery(ws));
  const rules = data?.rules ?? [];
  const rolesOf = (post: Post) => rolesForPost(rules, post, departments);
  const before = formOf(member);
  const former = rolesOf(before);
  const next = rolesOf(form);
  if (former.join() === next.join()) return null;
  const kept = before.roles.map(({ role }) => role).filter((role) => !former.includes(role));
  const wanted = [...new Set([...kept, ...next])];
  const shown = new Set(form.roles.map(({ role }) => role));
  const same = wanted.length === shown.size && wanted.every((role) => shown.has(role));
  return same ? null : wanted;
}
