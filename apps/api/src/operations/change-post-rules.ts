import { type Denial, denial, isDenial, type PostRule } from '@tessera/model';
import type { PostRulesAnswer, PostRulesRequest } from '@tessera/protocol';
import { digest } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { byName } from '../import/staff-rows.ts';
import { commitChecked } from './change-members.ts';
import { mayGiveRole } from './people-rules.ts';
import { requireRight } from './rights.ts';

/** The rules that say which roles go with a post, for whoever manages members. */
export function readPostRules(context: MemberContext): PostRulesAnswer | Denial {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const { roles, postRules = [] } = context.workspace.store.organisation();
  return {
    version: versionOf(postRules),
    rules: postRules.map((rule) => ({ ...rule, roles: [...rule.roles] })),
    givable: roles.map(({ id }) => id).filter((id) => mayGiveRole(context, id)),
  };
}

/**
 * Replaces the rules for posts. A rule that is new or says something else may give only what its writer may give
 * himself: it works later, in the hands of somebody who may more.
 */
export async function changePostRules(
  context: MemberContext,
  request: PostRulesRequest,
): Promise<PostRulesAnswer | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const { roles, departments, postRules = [] } = context.workspace.store.organisation();
    if (request.version !== versionOf(postRules)) return stale;
    const before = new Map(postRules.map((rule) => [rule.id, rule]));
    const department = byName(departments);
    const rules: PostRule[] = [];
    for (const { id, ...given } of request.rules) {
      const known = id === undefined ? undefined : before.get(id);
      if (id !== undefined && known === undefined) return noSuchRule;
      // Each rule once: what is left of the former ones is what a later one may name.
      if (known) before.delete(known.id);
      const place = given.department && {
        ...given.department,
        id: department(given.department.id)?.id ?? given.department.id,
      };
      const rule: PostRule = {
        id: known?.id ?? context.app.makeId('postRule'),
        department: place,
        title: given.title,
        roles: [...new Set(given.roles)],
      };
      if (!rule.roles.every((one) => roles.some((role) => role.id === one))) return noSuchRole;
      const same = known !== undefined && JSON.stringify(known) === JSON.stringify(rule);
      if (!same && !rule.roles.every((one) => mayGiveRole(context, one))) return beyond;
      rules.push(rule);
    }
    const done = await commitChecked(context, [{ kind: 'setPostRules', rules }]);
    return isDenial(done) ? done : readPostRules(context);
  });
}

const stale = denial('conflict', 'The rules for posts were changed in the meantime.');
const noSuchRule = denial('invalid', 'There is no such rule for posts.');
const noSuchRole = denial('invalid', 'There is no such role.');
const beyond = denial('forbidden', 'You may not give or take rights that you do not have.');

const versionOf = (rules: readonly PostRule[]) => digest(JSON.stringify(rules)).slice(0, 22);
