import type { Finding } from '@tessera/model';
import { comparePolicies } from '@tessera/permissions';
import type { GuaranteesAnswer, PolicyLintAnswer, PolicyPreviewAnswer } from '@tessera/protocol';
import type { Connection } from '../connection.ts';
import type { Draft, Ground } from './ground.ts';
import { breachesIn, changesIn } from './tell.ts';

/** What a draft would do. */
export interface Compared {
  readonly changes: ReturnType<typeof changesIn>;
  /** What the check finds in the draft. */
  readonly findings: readonly Finding[];
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
    findings,
    breaches: breachesIn(breaches, policy, ground, say),
  };
}

/** Those findings that the check does not make in the rules as they are. */
export async function unlessStanding(
  { ask }: Connection,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  const before = await ask<PolicyLintAnswer>('/policy/lint');
  const stood = new Set(before.findings.map((one) => JSON.stringify(one)));
  return findings.filter((one) => !stood.has(JSON.stringify(one)));
}

/** What it would change for whom, in numbers, whatever version it was made from. */
export const previewOf = (
  { ask }: Connection,
  { saved }: Ground,
  { policy }: Draft,
): Promise<PolicyPreviewAnswer> =>
  ask<PolicyPreviewAnswer>('/policy/preview', { ...policy, version: saved.version });
