import {
  type Breach,
  type Finding,
  type Policy,
  type PolicyDifference,
  todayIn,
} from '@tessera/model';
import type { PolicyPreviewAnswer, PreviewTable } from '@tessera/protocol';
import {
  type ChangeWords,
  describeBreach,
  describeDifference,
  describeFinding,
  type Say,
} from '@tessera/words';
import type { Ground } from './ground.ts';

/** The day of a moment, as the workspace counts days. */
const dayIn =
  ({ names }: Ground) =>
  (time: number) =>
    todayIn(time, names.timeZone);

/** Changes of rules in words, for programs too. */
export const changesIn = (
  difference: PolicyDifference,
  ground: Ground,
  say: Say,
): readonly ChangeWords[] => describeDifference(difference, ground.things, say, dayIn(ground));

/** A difference as lines. */
export function differenceLines(changes: readonly ChangeWords[], say: Say): readonly string[] {
  if (changes.length === 0) return [say('plan.same')];
  return changes.flatMap(({ kind, text, before, details }) => [
    say('plan.change', { what: say(`versions.${kind}`), rule: text }),
    ...(before === undefined ? [] : [`    ${say('plan.was', { text: before })}`]),
    ...details.map((line) => `    ${line}`),
  ]);
}

/** A finding with its words. */
export const findingsIn = (
  findings: readonly Finding[],
  policy: Policy,
  ground: Ground,
  say: Say,
) =>
  findings.map((one) => ({
    code: one.code,
    severity: one.severity,
    ...describeFinding(one, policy, ground.things, say, dayIn(ground)),
    ids: one.rules,
  }));

/** Findings as lines; what is said of several rules in a row is said once. */
export function findingLines(findings: ReturnType<typeof findingsIn>, say: Say): readonly string[] {
  const heads = findings.map(({ severity, text }) =>
    say('plan.change', { what: say(`lint.severity.${severity}`), rule: text }),
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
export function previewLines(preview: PolicyPreviewAnswer, say: Say): readonly string[] {
  const { totals, names, errors, warnings } = preview;
  const amount = (count: number | 'some') => (count === 'some' ? say('plan.some') : String(count));
  const turnover = ({ gained, lost }: PolicyPreviewAnswer['totals'][number]['records']) =>
    `+${amount(gained)} −${amount(lost)}`;
  return [
    ...totals.flatMap(({ table, members, records, cells }) => [
      say('plan.member', {
        table: names[table] ?? table,
        count: members,
        records: turnover(records),
        cells: turnover(cells),
      }),
      ...usesOf(preview, table).map(([use, sum]) => `    ${useWords(use, turnover(sum), say)}`),
      ...creatingOf(preview, table).map(
        ([how, people]) => `    ${say(`plan.create.${how}`, { people })}`,
      ),
    ]),
    ...errors.map(({ right }) => say('plan.nobodyHolds', { right: say(`access.right.${right}`) })),
    ...warnings.map(({ right }) => say('plan.youLose', { right: say(`access.right.${right}`) })),
  ];
}

/** An action beside seeing, or what is done with cells beside reading them. */
type Use =
  | { readonly action: PreviewTable['actions'][number]['action'] }
  | { readonly cells: Exclude<PreviewTable['cells'][number]['use'], 'read'> };

type Sum = PreviewTable['records'];

function useWords(use: Use, amount: string, say: Say): string {
  return 'action' in use
    ? say('plan.uses.action', { verb: say(`access.verb.${use.action}`), amount })
    : say(`plan.uses.${use.cells}`, { amount });
}

/** What becomes of each use of a table beside what its totals tell, over all members. */
function usesOf({ effects }: PolicyPreviewAnswer, id: string): readonly (readonly [Use, Sum])[] {
  const sums = new Map<string, readonly [Use, Sum]>();
  const add = (use: Use, { gained, lost }: Sum, times: number) => {
    const key = JSON.stringify(use);
    const [, known] = sums.get(key) ?? [use, { gained: 0, lost: 0 }];
    const plus = (sum: Sum['gained'], more: Sum['gained']) =>
      sum === 'some' || more === 'some' ? 'some' : sum + more * times;
    sums.set(key, [use, { gained: plus(known.gained, gained), lost: plus(known.lost, lost) }]);
  };
  for (const { members, tables } of effects)
    for (const { actions, cells } of tables.filter(({ table }) => table === id)) {
      for (const one of actions) add({ action: one.action }, one, members.length);
      for (const { use, fields, ...one } of cells)
        if (use !== 'read') add({ cells: use }, one, members.length * fields.length);
    }
  return [...sums.values()];
}

/** How many members may add records of a table, may not any more, or may add others. */
function creatingOf({ effects }: PolicyPreviewAnswer, id: string) {
  const sums = new Map<NonNullable<PreviewTable['create']>, number>();
  for (const { members, tables } of effects)
    for (const { table, create } of tables)
      if (table === id && create) sums.set(create, (sums.get(create) ?? 0) + members.length);
  return [...sums];
}
