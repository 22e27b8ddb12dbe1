import type { Denial, Policy } from '@tessera/model';
import type { GuaranteesAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { breachesIn, readBreaches } from './broken-guarantees.ts';
import { checkWanted } from './change-policy.ts';
import { requireRight } from './rights.ts';

/** What breaks the guarantees of the rules as they are: by the rules, and by what members get to read. */
export async function checkSavedGuarantees(
  context: MemberContext,
): Promise<GuaranteesAnswer | Denial> {
  const refused = requireRight(context, 'managePolicy');
  if (refused) return refused;
  const { workspace, now } = context;
  const policy = workspace.store.policy();
  const byRules = breachesIn(workspace, policy, now);
  const byRecords = await readBreaches(workspace, policy.guarantees ?? []);
  const known = new Set(byRules.map(({ guarantee }) => guarantee));
  return { breaches: [...byRules, ...byRecords.filter((one) => !known.has(one.guarantee))] };
}

/** What rules that are not saved would break; such as could not be saved are refused as a save would refuse them. */
export function checkDraftGuarantees(
  context: MemberContext,
  draft: Policy,
): GuaranteesAnswer | Denial {
  const { workspace, now } = context;
  return (
    requireRight(context, 'managePolicy') ??
    checkWanted(context, draft, [workspace.store.policy()]) ?? {
      breaches: breachesIn(workspace, draft, now),
    }
  );
}
