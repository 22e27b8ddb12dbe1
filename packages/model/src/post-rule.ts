import type { DepartmentId, RoleId } from './ids.ts';
import type { Department, PostRule } from './organisation.ts';
import { fold } from './text-key.ts';

/** What rules look at in a person. */
export interface Post {
  readonly departments: readonly DepartmentId[];
  readonly title?: string | null | undefined;
}

/** The rules that fit a post, in their order. */
export function rulesForPost(
  rules: readonly PostRule[],
  post: Post,
  departments: readonly Department[],
): readonly PostRule[] {
  const own = new Set(post.departments);
  const byId = new Map(departments.map((one) => [one.id, one]));
  const above = new Set<DepartmentId>();
  for (const start of own) {
    let at: DepartmentId | null | undefined = start;
    while (at && !above.has(at)) {
      above.add(at);
      at = byId.get(at)?.parent;
    }
  }
  const title = fold(post.title ?? '');
  return rules.filter((rule) => {
    const wanted = rule.department;
    const where = wanted?.below ? above : own;
    return (
      (wanted === null ||
        [...where].some((id) => id === wanted.id || isNamed(byId.get(id), wanted.id))) &&
      (rule.title === null || fits(rule.title, title))
    );
  });
}

/** The roles that go with a post, each once. */
export function rolesForPost(
  rules: readonly PostRule[],
  post: Post,
  departments: readonly Department[],
): readonly RoleId[] {
  return [...new Set(rulesForPost(rules, post, departments).flatMap(({ roles }) => roles))];
}

function isNamed(department: Department | undefined, name: string): boolean {
  return department !== undefined && fold(department.name) === fold(name);
}

function fits({ op, text }: NonNullable<PostRule['title']>, title: string): boolean {
  const wanted = fold(text);
  return wanted !== '' && (op === 'is' ? title === wanted : title.includes(wanted));
}
