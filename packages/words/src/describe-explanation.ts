import type { TableAction } from '@tessera/model';
import type { ExplainAnswer, OutTruth, WhoCanAnswer } from '@tessera/protocol';
import type { Say } from './say.ts';

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
  const other = grants.filter(
    ({ opens, paths, level }) =>
      opens !== true && paths.length > 0 && (level === undefined || level === asked.action),
  );
  const notes = [
    ...(shares.some(({ inert }) => inert) ? [t('why.inert')] : []),
    ...closing.map(({ name }) => t('why.lock', { name })),
    ...(closing.length === 0 ? perhaps.map(({ name }) => t('why.lockPerhaps', { name })) : []),
    ...(allowed === false && closing.length === 0 && other.length === 0 ? [t('why.none')] : []),
  ];
  const because = [
    ...opening.map((one) => ruleWords(one, t)),
    ...sharing.map(() => t('why.share')),
  ];
  return {
    head: headWords(allowed, asked, t),
    because: may ? unique(because) : [],
    notes,
    would: may ? [] : unique(other.map((one) => ruleWords(one, t, true))),
  };
}

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
function ruleWords({ paths, scope }: Rule, t: Say, all = false): string {
  const parts = scope.of
    .filter(({ holds }) => all || holds === true)
    .map(({ part }) => t(`why.part.${part as 'own'}`));
  const which = scope.kind === 'all' ? t('why.all') : unique(parts).join(t('common.listSeparator'));
  const [path] = paths;
  return t('why.of', { who: path ? pathWords(path, t) : '', parts: which });
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
