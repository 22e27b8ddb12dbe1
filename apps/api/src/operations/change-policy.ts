import {
  type Denial,
  denial,
  type Grant,
  isDenial,
  type Policy,
  withTrashed,
  workspaceActions,
} from '@tessera/model';
import { checkPolicy, newlyGiven, ruleText, sameRule } from '@tessera/permissions';
import type { GivingRefusal, PolicyAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { refuseBroken } from './broken-guarantees.ts';
import { authorship, commitPolicy } from './commit.ts';
import { noteStep } from './first-steps.ts';
import { isOwner } from './people-rules.ts';
import { requireRight } from './rights.ts';

/** The rules as they are, for holders of managePolicy. */
export function readPolicy(context: MemberContext): PolicyAnswer | Denial {
  return requireRight(context, 'managePolicy') ?? { policy: context.workspace.store.policy() };
}

/** What a save says for itself. */
interface Assurance {
  readonly reason: string;
  readonly confirmed?: true | undefined;
}

/**
 * Saves new rules in place of those they were made from; refused when somebody saved since, and where they give more
 * than somebody has confirmed. Rules that stood already, now or in an earlier version, may name what is gone.
 */
export async function changePolicy(
  context: MemberContext,
  given: Policy,
  { reason, confirmed }: Assurance,
  earlier?: Policy,
): Promise<PolicyAnswer | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'managePolicy');
    if (refused) return refused;
    const before = context.workspace.store.policy();
    const wanted = { ...given, guarantees: given.guarantees ?? before.guarantees ?? [] };
    const checked =
      refuseDraft(context, wanted, earlier) ??
      refuseBroken(context.workspace, before, wanted, context.now) ??
      (confirmed ? null : refuseUnconfirmed(before, wanted));
    if (checked) return checked;
    const policy = await commitPolicy(context.workspace, wanted, authorship(context), reason);
    if (isDenial(policy)) return policy;
    await noteStep(context, 'role');
    return { policy };
  });
}

/** Rules that newly give rights on the workspace, or reach everyone, are saved when somebody says that he means it. */
function refuseUnconfirmed(before: Policy, wanted: Policy): Denial | null {
  const gives = newlyGiven(before, wanted);
  if (gives === null) return null;
  const details: GivingRefusal = { gives };
  const rights = [...new Set(gives.rights.flatMap((one) => one.rights))];
  const what = [
    ...(rights.length > 0 ? [`give rights on the workspace (${rights.join(', ')})`] : []),
    ...(gives.everyone.length > 0 ? ['reach everyone'] : []),
  ];
  return denial('invalid', `These rules ${what.join(' and ')}: that is to be confirmed.`, details);
}

/** Whether rules may take the place of the present ones by this member; null: they may. */
export function refuseDraft(
  context: MemberContext,
  wanted: Policy,
  earlier?: Policy,
): Denial | null {
  const before = context.workspace.store.policy();
  if (wanted.version !== before.version) return stale;
  return (
    refuseOwnersGrant(context, before, wanted) ??
    refuseBeyond(context, before, wanted) ??
    checkWanted(context, wanted, [before, earlier ?? before])
  );
}

/** Whether rules may be saved by themselves. Those that `stood` may name what is gone. */
export function checkWanted(
  { workspace: { store } }: MemberContext,
  wanted: Policy,
  stood: readonly Policy[],
): Denial | null {
  const saved = new Set(
    stood.flatMap(({ grants, restrictions, guarantees = [] }) =>
      [...grants, ...restrictions, ...guarantees].map(ruleText),
    ),
  );
  return checkPolicy(wanted, {
    schema: withTrashed(store.schema(), store.trash()),
    organisation: store.organisation(),
    stands: (rule) => saved.has(ruleText(rule)),
  });
}

const stale = denial('conflict', 'The rules were changed in the meantime.');

/** The owner's grant on the workspace is part of the house: it stands in every policy as it is. */
function refuseOwnersGrant(context: MemberContext, before: Policy, wanted: Policy): Denial | null {
  const owner = context.workspace.store
    .organisation()
    .roles.find(({ builtIn }) => builtIn === 'owner');
  const builtIn = before.grants.filter(
    ({ to, on }) => to.kind === 'role' && to.id === owner?.id && on.kind === 'workspace',
  );
  const stands = builtIn.every((grant) => wanted.grants.some((other) => sameRule(grant, other)));
  return stands ? null : denial('forbidden', "The owner's rule stays as it is.");
}

/** Rules that give rights on the workspace are only made or changed by who holds those rights, or by an owner. */
function refuseBeyond(context: MemberContext, before: Policy, wanted: Policy): Denial | null {
  if (isOwner(context.workspace.store.organisation(), context)) return null;
  const lacks = (grant: Grant) =>
    workspaceActions.some(
      (action) => grant.actions.includes(action) && !context.access.workspace.has(action),
    );
  const moved = [
    ...wanted.grants.filter((grant) => !before.grants.some((other) => sameRule(grant, other))),
    ...before.grants.filter((grant) => !wanted.grants.some((other) => sameRule(grant, other))),
  ];
  return moved.some(lacks)
    ? denial('forbidden', 'You may not give or take rights that you do not have.')
    : null;
}
