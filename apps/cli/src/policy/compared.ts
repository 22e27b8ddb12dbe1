import { comparePolicies } from '@tessera/permissions';
import type { GuaranteesAnswer, PolicyLintAnswer, PolicyPreviewAnswer } from '@tessera/protocol';
import type { Connection } from '../connection.ts';
import type { Draft, Ground } from './ground.ts';
import { breachesIn, changesIn, findingsIn } from './tell.ts';

/** What a draft would do, in words. */
export interface Compared {
  readonly changes: ReturnType<typeof changesIn>;
  /** What the check finds in the draft. */
  readonly findings: ReturnType<typeof findingsIn>;
  /** Those of them that it does not find in the rules as they are. */
  readonly fresh: ReturnType<typeof findingsIn>;
  readonly breaches: ReturnType<typeof breachesIn>;
}

/** Compares a draft with the rules as they are; the server refuses one that could not be saved. */
export async function compareDraft(
  { ask, say }: Connection,
  ground: Ground,
  { policy }: Draft,
): Promise<Compared> {
  const [{ findings }, before, { breaches }] = await Promise.all([
    ask<PolicyLintAnswer>('/policy/lint', policy),
    ask<PolicyLintAnswer>('/policy/lint'),
    ask<GuaranteesAnswer>('/policy/guarantees', policy),
  ]);
  const stood = new Set(before.findings.map((one) => JSON.stringify(one)));
  const fresh = findings.filter((one) => !stood.has(JSON.stringify(one)));
  return {
    changes: changesIn(comparePolicies(ground.saved, policy), ground, say),
    findings: findingsIn(findings, policy, ground, say),
    fresh: findingsIn(fresh, policy, ground, say),
    breaches: breachesIn(breaches, policy, ground, say),
  };
}

/** What it would change for whom, in numbers, whatever version it was made from. */
export const previewOf = (
  { ask }: Connection,
  { saved }: Ground,
  { policy }: Draft,
): Promise<PolicyPreviewAnswer> =>
  ask<PolicyPreviewAnswer>('/policy/preview', { ...policy, version: saved.version });
