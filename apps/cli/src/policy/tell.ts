import type { Breach, Finding, Policy, PolicyDifference } from '@tessera/model';
import type { PolicyPreviewAnswer } from '@tessera/protocol';
import {
  type ChangeWords,
  describeBreach,
  describeDifference,
  describeFinding,
  type Say,
} from '@tessera/words';
import type { Ground } from './ground.ts';

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Changes of rules in words, for programs too. */
export const changesIn = (
  difference: PolicyDifference,
  { things }: Ground,
  say: Say,
): readonly ChangeWords[] => describeDifference(difference, things, say, day);

/** A difference as lines. */
export function differenceLines(changes: readonly ChangeWords[], say: Say): readonly string[] {
  if (changes.length === 0) return [say('plan.same')];
  return changes.flatMap(({ kind, text, before, details }) => [
    `${say(`versions.${kind}`)}: ${text}`,
    ...(before === undefined ? [] : [`    ${say('plan.was', { text: before })}`]),
    ...details.map((line) => `    ${line}`),
  ]);
}

/** A finding with its words. */
export const findingsIn = (
  findings: readonly Finding[],
  policy: Policy,
  { things }: Ground,
  say: Say,
) =>
  findings.map((one) => ({
    code: one.code,
    severity: one.severity,
    ...describeFinding(one, policy, things, say, day),
    ids: one.rules,
  }));

/** Findings as lines; what is said of several rules in a row is said once. */
export function findingLines(findings: ReturnType<typeof findingsIn>, say: Say): readonly string[] {
  const heads = findings.map(
    ({ severity, text }) => `${say(`lint.severity.${severity}`)}: ${text}`,
  );
  return findings.flatMap(({ rules }, i) => [
    ...(heads[i] === heads[i - 1] ? [] : [heads[i] as string]),
    ...rules.map((line) => `    ${line}`),
  ]);
}

/** Guarantees that are broken, by name. */
export const breachesIn = (
  breaches: readonly Breach[],
  { guarantees = [] }: Policy,
  { things }: Ground,
  say: Say,
) =>
  breaches.map((one) => ({
    guarantee: one.guarantee,
    name: guarantees.find(({ id }) => id === one.guarantee)?.name ?? '',
    details: describeBreach(one, things, say),
  }));

export const breachLines = (breaches: ReturnType<typeof breachesIn>, say: Say) =>
  breaches.flatMap(({ name, details }) => [
    say('plan.broken', { name }),
    ...details.map((line) => `    ${line}`),
  ]);

/** Counts of a preview as lines; no record is named. */
export function previewLines(
  { totals, names, errors, warnings }: PolicyPreviewAnswer,
  say: Say,
): readonly string[] {
  const amount = (count: number | 'some') => (count === 'some' ? say('plan.some') : String(count));
  const turnover = ({ gained, lost }: PolicyPreviewAnswer['totals'][number]['records']) =>
    `+${amount(gained)} −${amount(lost)}`;
  return [
    ...totals.map(({ table, members, records, cells }) =>
      say('plan.member', {
        table: names[table] ?? table,
        count: members,
        records: turnover(records),
        cells: turnover(cells),
      }),
    ),
    ...errors.map(({ right }) => say('plan.nobodyHolds', { right: say(`access.right.${right}`) })),
    ...warnings.map(({ right }) => say('plan.youLose', { right: say(`access.right.${right}`) })),
  ];
}
