import type {
  Condition,
  Grant,
  GrantId,
  Guarantee,
  Policy,
  Restriction,
  ScopePart,
} from '@tessera/model';

/** Ways for a record to lie in a scope, as the form of a rule offers them; links come as `via:<field>`. */
export const partKinds = [
  'own',
  'directReports',
  'allReports',
  'team',
  'department',
  'departmentTree',
  'unowned',
  'sharedWithMe',
  'where',
] as const;
export type PartKind = (typeof partKinds)[number];

/** One line of the form: a way, and the condition it is narrowed by (for `where` the condition itself). */
export interface PartLine {
  readonly kind: PartKind | `via:${string}`;
  readonly condition?: Condition;
}

export function lineOf(part: ScopePart): PartLine {
  const narrowed = part.and && { condition: part.and };
  switch (part.kind) {
    case 'reports':
      return { kind: part.depth === 'direct' ? 'directReports' : 'allReports', ...narrowed };
    case 'via':
      return { kind: `via:${part.link}`, ...narrowed };
    case 'where':
      return {
        kind: 'where',
        condition: part.and ? { op: 'and', of: [part.condition, part.and] } : part.condition,
      };
    default:
      return { kind: part.kind, ...narrowed };
  }
}

/** The part of a scope; null for a condition that is not finished. */
export function partOfLine({ kind, condition }: PartLine): ScopePart | null {
  const and = condition && { and: condition };
  if (kind === 'where') return condition ? { kind, condition } : null;
  if (kind === 'directReports') return { kind: 'reports', depth: 'direct', ...and };
  if (kind === 'allReports') return { kind: 'reports', depth: 'all', ...and };
  if (kind.startsWith('via:')) return { kind: 'via', link: kind.slice(4), ...and };
  return { kind: kind as Exclude<PartKind, 'where' | 'directReports' | 'allReports'>, ...and };
}

/** The lines of a grant that the form can show; null where its scope has none. */
export function linesOf({ scope }: Grant): readonly PartLine[] | null {
  if (scope.kind !== 'any') return null;
  return scope.of.map(lineOf);
}

/** Puts a grant in the place of the one of its id, or behind the others. */
export function putGrant(policy: Policy, grant: Grant): Policy {
  const known = policy.grants.some(({ id }) => id === grant.id);
  const grants = known
    ? policy.grants.map((one) => (one.id === grant.id ? grant : one))
    : [...policy.grants, grant];
  return { ...policy, grants };
}

/** Whether a rule is no part of a role: it is given to others than roles, or for a time. */
export function standsAlone({ to, from, until, origin }: Grant): boolean {
  return to.kind !== 'role' || from !== undefined || until !== undefined || origin !== 'role';
}

/** The same for a restriction. */
export function putRestriction(policy: Policy, restriction: Restriction): Policy {
  const known = policy.restrictions.some(({ id }) => id === restriction.id);
  const restrictions = known
    ? policy.restrictions.map((one) => (one.id === restriction.id ? restriction : one))
    : [...policy.restrictions, restriction];
  return { ...policy, restrictions };
}

export function removeRestriction(policy: Policy, id: string): Policy {
  return { ...policy, restrictions: policy.restrictions.filter((one) => one.id !== id) };
}

/** The same for a guarantee. */
export function putGuarantee(policy: Policy, guarantee: Guarantee): Policy {
  const { guarantees = [] } = policy;
  const known = guarantees.some(({ id }) => id === guarantee.id);
  return {
    ...policy,
    guarantees: known
      ? guarantees.map((one) => (one.id === guarantee.id ? guarantee : one))
      : [...guarantees, guarantee],
  };
}

export function removeGuarantee(policy: Policy, id: string): Policy {
  return { ...policy, guarantees: (policy.guarantees ?? []).filter((one) => one.id !== id) };
}

/** A policy in which `to` may what `from` may: the same rules, and the same keys to locks. */
export function copyRole(
  policy: Policy,
  from: string,
  to: string,
  makeGrantId: () => GrantId,
): Policy {
  const isFrom = (one: Grant['to']) => one.kind === 'role' && one.id === from;
  const copies = policy.grants
    .filter((grant) => isFrom(grant.to))
    .map((grant): Grant => ({ ...grant, id: makeGrantId(), to: { kind: 'role', id: to } }));
  return {
    ...policy,
    grants: [...policy.grants, ...copies],
    restrictions: policy.restrictions.map((lock) => {
      const keys = lock.exempt.filter((key) => isFrom(key.to));
      if (keys.length === 0) return lock;
      const added = keys.map((key) => ({ ...key, to: { kind: 'role' as const, id: to } }));
      return { ...lock, exempt: [...lock.exempt, ...added] };
    }),
  };
}
