import type { FieldRule, Grant, PolicyDifference, Restriction, RuleChange } from '@tessera/model';
import type { TFunction } from 'i18next';
import { describeGrant, describeRestriction } from '../describe-rule.ts';
import type { Things } from '../things.ts';

/** One change of a rule in words; `details` say what the sentences do not. */
export interface ChangeWords {
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What the rule says, or said when it was removed. */
  readonly text: string;
  /** What it said before, where that reads otherwise. */
  readonly before?: string;
  readonly details: readonly string[];
}

/** A difference of two policies in sentences. */
export function describeDifference(
  { grants, restrictions }: PolicyDifference,
  things: Things,
  t: TFunction,
  day: (time: number) => string,
): readonly ChangeWords[] {
  const grant = (rule: Grant) => describeGrant(rule, things, t, day);
  const lock = (rule: Restriction) =>
    t('versions.lock', { name: rule.name, text: describeRestriction(rule, things, t) });
  return [
    ...grants.map((change) =>
      words(
        change,
        grant,
        (before, after) => levelChanges(before.fields, after.fields, things, t),
        t,
      ),
    ),
    ...restrictions.map((change) => words(change, lock, () => [], t)),
  ];
}

function words<Rule extends Grant | Restriction>(
  change: RuleChange<Rule>,
  sentence: (rule: Rule) => string,
  more: (before: Rule, after: Rule) => readonly string[],
  t: TFunction,
): ChangeWords {
  if (change.kind !== 'changed') {
    const rule = change.kind === 'added' ? change.after : change.before;
    return { key: rule.id, kind: change.kind, text: sentence(rule), details: [] };
  }
  const { before, after, parts } = change;
  const was = sentence(before);
  const text = sentence(after);
  const details = more(before, after);
  const told = was !== text || details.length > 0;
  const rest = parts.includes('reason')
    ? [t('versions.reason', { text: after.reason })]
    : told
      ? []
      : [t('versions.inside')];
  return {
    key: after.id,
    kind: 'changed',
    text,
    ...(was !== text && { before: was }),
    details: [...details, ...rest],
  };
}

/** What a rule gives to fields now, where that differs. */
function levelChanges(
  before: FieldRule,
  after: FieldRule,
  things: Things,
  t: TFunction,
): readonly string[] {
  const name = (one: FieldRule['except'][number]) =>
    'field' in one
      ? t('access.sentence.quoted', {
          text: things.field(one.field) ?? t('access.sentence.unknownField'),
        })
      : t('versions.ofClass', {
          name: things.class(one.class) ?? t('access.sentence.unknownField'),
        });
  const key = (one: FieldRule['except'][number]) => ('field' in one ? one.field : one.class);
  const level = (one: FieldRule['default'] | undefined) =>
    one === undefined ? t('versions.asOthers') : t(`access.level.${one}`);
  const was = new Map(before.except.map((one) => [key(one), one]));
  const is = new Map(after.except.map((one) => [key(one), one]));
  const changes =
    before.default === after.default
      ? []
      : [
          t('versions.level', {
            what: t('versions.others'),
            before: level(before.default),
            after: level(after.default),
          }),
        ];
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [former, now] = [was.get(id), is.get(id)];
    const one = now ?? former;
    if (!one || former?.level === now?.level) continue;
    changes.push(
      t('versions.level', {
        what: name(one),
        before: level(former?.level),
        after: level(now?.level),
      }),
    );
  }
  return changes;
}
