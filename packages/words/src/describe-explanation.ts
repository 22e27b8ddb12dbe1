import { type Condition, type Level, levels, type TableAction } from '@tessera/model';
import type {
  ExplainAnswer,
  OutConditionTrace,
  OutInput,
  OutPartTrace,
  OutTruth,
  WhoCanAnswer,
} from '@tessera/protocol';
import { describeCondition } from './describe-condition.ts';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

/** What was asked, by the names in which it is told. */
export interface AskedWhy {
  readonly action: TableAction;
  /** Whom it is about; absent: the one who asks. */
  readonly who?: string;
  /** The name of the table; needed where it is not about one record. */
  readonly table?: string;
  /** The name of the field it is about. */
  readonly field?: string;
  /** It is about one record. */
  readonly record: boolean;
  /** What conditions speak of; absent: conditions are not told. */
  readonly things?: Things;
}

/** An explanation in words. Empty lists have nothing to say. */
export interface ExplanationWords {
  readonly head: string;
  /** What opens it. */
  readonly because: readonly string[];
  /** What closes it, and what is missing. */
  readonly notes: readonly string[];
  /** Rules that would open it, or may: the record does not go their way, or that is not known. */
  readonly would: readonly string[];
}

type Rule = ExplainAnswer['grants'][number];

/** Why somebody may or may not, in sentences. */
export function describeExplanation(
  answer: ExplainAnswer,
  asked: AskedWhy,
  t: Say,
): ExplanationWords {
  const { allowed, grants, locks, shares } = answer;
  const may = allowed === true;
  const opening = grants.filter(({ opens }) => opens === true);
  const closing = locks.filter(({ closes }) => closes === true);
  const perhaps = locks.filter(({ closes }) => closes === 'unknown');
  const sharing = shares.filter(({ opens }) => opens);
  const enough = (level: Level) => levels.indexOf(level) >= levels.indexOf(neededFor(asked.action));
  const other = grants.filter(
    ({ opens, paths, level }) =>
      opens !== true && paths.length > 0 && (level === undefined || enough(level)),
  );
  const shut = ({ inputs = [] }: { readonly inputs?: readonly OutInput[] }) =>
    inputs.filter(({ level }) => !enough(level));
  const lowered = grants.filter((one) => one.paths.length > 0 && shut(one).length > 0);
  const made = lowered.map((one) => t('why.inputs', { inputs: inputWords(shut(one), t) }));
  const whole = [
    ...closing.map((lock) => lockWords(lock, shut(lock), asked, t)),
    ...(answer.fixed ? [t('why.fixed')] : []),
    ...(answer.behind?.opens === false ? [behindWords(answer.behind, t)] : []),
    ...(answer.ceiling?.opens === false
      ? [t(answer.ceiling.holder === 'service' ? 'why.ceilingOfService' : 'why.ceiling')]
      : []),
  ];
  const reasons = may || answer.fixed ? whole : [...whole, ...made];
  const onlyMask = allowed === false && asked.action === 'view' && answer.level?.most === 'masked';
  const notes = [
    ...(onlyMask ? [t('why.onlyMask')] : []),
    ...(shares.some(({ inert }) => inert) ? [t('why.inert')] : []),
    ...reasons,
    ...(closing.length === 0 ? perhaps.map(({ name }) => t('why.lockPerhaps', { name })) : []),
    ...(allowed === false && !onlyMask && reasons.length === 0 && other.length === 0
      ? [t('why.none')]
      : []),
    ...(answer.behind?.declassified ? [t('why.declassified')] : []),
  ];
  const because = [
    ...opening.map((one) => ruleWords(one, asked, t)),
    ...sharing.map(() => t('why.share')),
  ];
  const would = other.map((one) => ruleWords(one, asked, t, true));
  const ifOpen = lowered
    .filter(({ own }) => own && enough(own))
    .map((one) =>
      t('why.ifInputs', { rule: ruleWords(one, asked, t, true), inputs: inputWords(shut(one), t) }),
    );
  return {
    head: headWords(allowed, asked, t),
    because: may ? unique(because) : [],
    notes: unique(notes),
    would: may || answer.fixed ? [] : unique([...would, ...ifOpen]),
  };
}

/** The level of a field that an action on it needs. */
const neededFor = (action: TableAction): Level => (action === 'edit' ? 'edit' : 'read');

function headWords(allowed: OutTruth, asked: AskedWhy, t: Say): string {
  const { action, who = t('why.you'), field, table = '', record } = asked;
  const changes = field !== undefined && action === 'edit';
  const what =
    field === undefined
      ? record
        ? t('why.thisRecord')
        : t('why.recordsOf', { table })
      : record
        ? t('why.fieldHere', { field })
        : t('why.fieldOf', { field, table });
  const values = { who, verb: changes ? t('why.change') : t(`access.verb.${action}`), what };
  if (allowed === 'unknown') return t('why.mayPerhaps', values);
  return t(allowed ? 'why.may' : 'why.mayNot', values);
}

/** A rule in words: how it comes to somebody, and which records it opens; `all`: also those ways the record did not go. */
function ruleWords({ paths, scope }: Rule, { things }: AskedWhy, t: Say, all = false): string {
  const parts = scope.of
    .filter(({ holds }) => all || holds === true)
    .map((part) => partWords(part, things, t));
  const which = scope.kind === 'all' ? t('why.all') : unique(parts).join(t('common.listSeparator'));
  const [path] = paths;
  return t('why.of', { who: path ? pathWords(path, t) : '', parts: which });
}

function partWords(
  { part, condition, and }: OutPartTrace,
  things: Things | undefined,
  t: Say,
): string {
  const where = condition && conditionWords(condition, things, t);
  const base = where ? t('why.partWhere', { condition: where }) : t(`why.part.${part as 'own'}`);
  const more = and && conditionWords(and, things, t);
  return more ? t('why.partWith', { part: base, condition: more }) : base;
}

function lockWords(
  { name, when }: ExplainAnswer['locks'][number],
  shut: readonly OutInput[],
  { things }: AskedWhy,
  t: Say,
): string {
  const lock =
    shut.length === 0
      ? t('why.lock', { name })
      : t('why.lockOnInputs', { name, inputs: inputWords(shut, t) });
  const condition = when && conditionWords(when, things, t);
  return condition ? t('why.lockWhen', { lock, condition }) : lock;
}

/** A traced condition in words; nothing where a part of it is closed to the reader. */
function conditionWords(
  trace: OutConditionTrace,
  things: Things | undefined,
  t: Say,
): string | undefined {
  const condition = conditionOf(trace);
  return things && condition && describeCondition(condition, things, t);
}

function conditionOf(trace: OutConditionTrace): Condition | undefined {
  if (trace.kind === 'closed') return undefined;
  if (trace.kind === 'atom') {
    const atom = trace.atom as Condition;
    return trace.negated ? { op: 'not', of: atom } : atom;
  }
  const of = trace.of.flatMap((one) => conditionOf(one) ?? []);
  return of.length < trace.of.length ? undefined : { op: trace.kind === 'all' ? 'and' : 'or', of };
}

function behindWords({ link, table }: NonNullable<ExplainAnswer['behind']>, t: Say): string {
  if (link && table) return t('why.behind', { link: link.name, table: table.name });
  return t('why.behindUnnamed');
}

function inputWords(inputs: readonly OutInput[], t: Say): string {
  const names = inputs.map(({ field }) =>
    field ? t('why.input', { field: field.name }) : t('why.unseenInput'),
  );
  return names.join(t('common.listSeparator'));
}

function pathWords({ to, by, until }: Rule['paths'][number], t: Say): string {
  const name = to.name ?? '';
  const text = (() => {
    switch (to.kind) {
      case 'role':
        return by ? t('why.roleBy', { name, by: by.name ?? '' }) : t('why.role', { name });
      case 'team':
      case 'department':
        return t(`why.${to.kind}`, { name });
      case 'everyone':
        return t('why.everyone');
      default:
        return t('why.member');
    }
  })();
  if (until === undefined) return text;
  return `${text} (${t('why.until', { date: new Date(until).toISOString().slice(0, 10) })})`;
}

/**
 * The people who can, in sentences: their names, how many more there are beyond `shown`, and for how many it hangs on
 * what the reader may not read. Empty for whoever is not told of people.
 */
export function describePeople(
  { members }: WhoCanAnswer,
  t: Say,
  shown = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (!members) return [];
  const able = members.filter(({ allowed }) => allowed === true);
  const unknown = members.filter(({ allowed }) => allowed === 'unknown').length;
  const names = able.slice(0, shown).map(({ name }) => name);
  const more = able.length - names.length;
  const first =
    names.length === 0
      ? t('why.nobody')
      : [
          names.join(t('common.listSeparator')),
          ...(more > 0 ? [t('why.more', { count: more })] : []),
        ].join(' ');
  return [
    ...(names.length > 0 || unknown === 0 ? [first] : []),
    ...(unknown > 0 ? [t('why.whoUnknown', { count: unknown })] : []),
  ];
}

const unique = (lines: readonly string[]) => [...new Set(lines)];
