import type { Finding, Policy } from '@tessera/model';
import { describeGrant, describeRestriction } from './describe-rule.ts';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

/** A finding in words: what is noticed, and the rules it is about. */
export interface FindingWords {
  readonly text: string;
  readonly rules: readonly string[];
}

export function describeFinding(
  finding: Finding,
  policy: Policy,
  things: Things,
  t: Say,
  day: (time: number) => string,
): FindingWords {
  const named = (ids: readonly string[], name: (id: string) => string | undefined) => {
    const known = ids.flatMap((id) => name(id) ?? []);
    return known.length === 0 ? t('lint.unknown') : known.join(t('common.listSeparator'));
  };
  const [first = '', ...rest] = finding.fields;
  const rule = (id: string) => {
    const grant = policy.grants.find((one) => one.id === id);
    if (grant) return t('lint.rule', { text: describeGrant(grant, things, t, day) });
    const lock = policy.restrictions.find((one) => one.id === id);
    if (!lock) return [];
    return lock.name
      ? t('lint.lock', { name: lock.name })
      : t('lint.rule', { text: describeRestriction(lock, things, t, day) });
  };
  return {
    text: t(`lint.found.${finding.code}`, {
      fields: named(finding.fields, things.field),
      first: named([first], things.field),
      rest: named(rest, things.field),
      members: named(finding.members, things.member),
      roles: named(finding.roles, things.role),
    }),
    rules: finding.rules.flatMap(rule),
  };
}
