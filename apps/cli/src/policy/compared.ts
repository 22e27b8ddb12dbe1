import { comparePolicies } from '@tessera/permissions';
import type { GuaranteesAnswer, PolicyLintAnswer, PolicyPreviewAnswer } from '@tessera/protocol';
import type { Connection } from '../connection.ts';
import type { Draft, Ground } from './ground.ts';
import { breachesIn, changesIn, findingsIn } from './tell.ts';

/** What a draft would do, in words. */
export interface Compared {
  readonly changes: ReturnType<typeof changesIn>;
  readonly findings: ReturnType<typeof findingsIn>;
  readonly breaches: ReturnType<typeof breachesIn>;
}

/** Compares a draft with the rules as they are; the server refuses one that could not be saved. */
export async function compareDraft(
  { ask, say }: Connection,
  ground: Ground,
  { policy }: Draft,
): Promise<Compared> {
  const [{ findings }, { breaches }] = await Promise.all([
    ask<PolicyLintAnswer>('/policy/lint', policy),
    ask<GuaranteesAnswer>('/policy/guarantees', policy),
  ]);
  return {
    changes: changesIn(comparePolicies(ground.saved, policy), ground, say),
    findings: findingsIn(findings, policy, ground, say),
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
