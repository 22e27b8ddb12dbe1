import type {
  Grant,
  Guarantee,
  Policy,
  PolicyDifference,
  Restriction,
  RuleChange,
} from '@tessera/model';

/** What was done to the rules between two policies, in the order of the later one, removed rules last. */
export function comparePolicies(before: Policy, after: Policy): PolicyDifference {
  return {
    grants: compareRules(before.grants, after.grants),
    restrictions: compareRules(before.restrictions, after.restrictions),
    guarantees: compareRules(before.guarantees ?? [], after.guarantees ?? []),
  };
}

/** Whether two rules, or two parts of rules, say the same: the order of keys and of actions, fields and classes means nothing. */
export function sameRule(a: unknown, b: unknown): boolean {
  return ruleText(a) === ruleText(b);
}

/** The same text for rules that say the same. */
export function ruleText(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (Array.isArray(item)) return sets.has(key) ? [...item].sort() : item;
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const sets: ReadonlySet<string> = new Set(['actions', 'fields', 'classes']);

function compareRules<Rule extends Grant | Restriction | Guarantee>(
  before: readonly Rule[],
  after: readonly Rule[],
): readonly RuleChange<Rule>[] {
  const was = new Map(before.map((rule) => [rule.id, rule]));
  const changes: RuleChange<Rule>[] = [];
  for (const rule of after) {
    const former = was.get(rule.id);
    was.delete(rule.id);
    if (!former) changes.push({ kind: 'added', after: rule });
    else if (!sameRule(former, rule))
      changes.push({
        kind: 'changed',
        before: former,
        after: rule,
        parts: differing(former, rule),
      });
  }
  for (const rule of was.values()) changes.push({ kind: 'removed', before: rule });
  return changes;
}

function differing<Rule extends object>(a: Rule, b: Rule): readonly (keyof Rule & string)[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Rule & string>;
  // Under its own key, so that a list that is a set is compared as one.
  return [...keys].filter((key) => !sameRule({ [key]: a[key] }, { [key]: b[key] }));
}
