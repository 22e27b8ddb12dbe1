import { type Denial, denial, isDenial, type Policy } from '@tessera/model';
import { comparePolicies } from '@tessera/permissions';
import type {
  PolicyAnswer,
  PolicyCompareRequest,
  PolicyDifferenceAnswer,
  PolicyRestoreRequest,
  PolicyVersionsAnswer,
  PolicyVersionsRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { changePolicy } from './change-policy.ts';
import { requireRight } from './rights.ts';

const page = 50;

/** Every version of the rules there was, newest first, with who saved it and why. */
export async function listPolicyVersions(
  context: MemberContext,
  { before }: PolicyVersionsRequest,
): Promise<PolicyVersionsAnswer | Denial> {
  const refused = requireRight(context, 'managePolicy');
  if (refused) return refused;
  const { store } = context.workspace;
  const heads = await store.policyVersions(page + 1, before);
  const { members, services = [] } = store.organisation();
  const names = new Map([...members, ...services].map(({ id, name }) => [id, name]));
  return {
    versions: heads.slice(0, page).map(({ at, by, ...head }) => ({
      ...head,
      at: new Date(at).toISOString(),
      by: { id: by, name: names.get(by) ?? '' },
    })),
    more: heads.length > page,
  };
}

/** The rules as one version had them. */
export async function readPolicyVersion(
  context: MemberContext,
  version: number,
): Promise<PolicyAnswer | Denial> {
  const policy = await policyOf(context, version);
  return isDenial(policy) ? policy : { policy };
}

/** What was done to the rules between two versions. */
export async function comparePolicyVersions(
  context: MemberContext,
  { from, to }: PolicyCompareRequest,
): Promise<PolicyDifferenceAnswer | Denial> {
  const before = await policyOf(context, from);
  if (isDenial(before)) return before;
  const after = await policyOf(context, to);
  if (isDenial(after)) return after;
  return comparePolicies(before, after);
}

/** Saves the rules of an earlier version as a new one, under all that holds for a save. */
export async function restorePolicyVersion(
  context: MemberContext,
  version: number,
  { base, ...assurance }: PolicyRestoreRequest,
): Promise<PolicyAnswer | Denial> {
  const former = await policyOf(context, version);
  if (isDenial(former)) return former;
  return await changePolicy(
    context,
    { ...former, guarantees: former.guarantees ?? [], version: base },
    assurance,
    former,
  );
}

async function policyOf(context: MemberContext, version: number): Promise<Policy | Denial> {
  const refused = requireRight(context, 'managePolicy');
  if (refused) return refused;
  const policy = await context.workspace.store.policyVersion(version);
  return policy ?? denial('not_found', 'There is no such version of the rules.');
}
