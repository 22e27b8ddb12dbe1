import type {
  FieldRule,
  Grant,
  Guarantee,
  Level,
  PolicyDifference,
  Restriction,
  RuleChange,
} from '@tessera/model';
import { describeGuarantee } from './describe-guarantee.ts';
import { describeGrant, describeRestriction } from './describe-rule.ts';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

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
  { grants, restrictions, guarantees }: PolicyDifference,
  things: Things,
  t: Say,
  day: (time: number) => string,
): readonly ChangeWords[] {
  const grant = (rule: Grant) => describeGrant(rule, things, t, day);
  const lock = (rule: Restriction) =>
    t('versions.lock', { name: rule.name, text: describeRestriction(rule, things, t, day) });
  const promise = (rule: Guarantee) =>
    t('guarantees.named', { name: rule.name, text: describeGuarantee(rule, things, t) });
  return [
    ...grants.map((change) =>
      words(
        change,
        grant,
        (after, before) => describeLevels(after.fields, before?.fields, things, t),
        t,
      ),
    ),
    ...restrictions.map((change) => words(change, lock, () => [], t)),
    ...guarantees.map((change) => words(change, promise, () => [], t)),
  ];
}

function words<Rule extends Grant | Restriction | Guarantee>(
  change: RuleChange<Rule>,
  sentence: (rule: Rule) => string,
  more: (after: Rule, before?: Rule) => readonly string[],
  t: Say,
): ChangeWords {
  if (change.kind !== 'changed') {
    const rule = change.kind === 'added' ? change.after : change.before;
    return { key: rule.id, kind: change.kind, text: sentence(rule), details: more(rule) };
  }
  const { before, after, parts } = change;
  const was = sentence(before);
  const text = sentence(after);
  const details = more(after, before);
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

/** What a rule gives to fields; where there was one before, what it gives otherwise than that one. */
export function describeLevels(
  after: FieldRule,
  before: FieldRule | undefined,
  things: Things,
  t: Say,
): readonly string[] {
  const gone = t('access.sentence.unknownField');
  const name = (one: FieldRule['except'][number]) =>
    'field' in one
      ? t('access.sentence.quoted', { text: things.field(one.field) ?? gone })
      : t('versions.ofClass', { name: things.class(one.class) ?? gone });
  const level = (one: Level | undefined) =>
    one === undefined ? t('versions.asOthers') : t(`access.level.${one}`);
  const line = (what: string, now: Level | undefined, former: Level | undefined) => {
    if (before === undefined) return [t('versions.gives', { what, level: level(now) })];
    if (now === former) return [];
    return [t('versions.level', { what, before: level(former), after: level(now) })];
  };
  const was = entriesOf(before);
  const is = entriesOf(after);
  return [
    ...line(
      t(was.size + is.size === 0 ? 'versions.all' : 'versions.others'),
      after.default,
      before?.default,
    ),
    ...[...new Map([...was, ...is])].flatMap(([id, one]) =>
      line(name(one), is.get(id)?.level, was.get(id)?.level),
    ),
  ];
}

const entriesOf = (rule: FieldRule | undefined) =>
  new Map((rule?.except ?? []).map((one) => ['field' in one ? one.field : one.class, one]));
