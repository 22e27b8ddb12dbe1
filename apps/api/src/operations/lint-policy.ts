import type { Denial, FindingCode, Policy } from '@tessera/model';
import { lintPolicy } from '@tessera/permissions';
import type { PolicyLintAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { checkWanted } from './change-policy.ts';
import { requireRight } from './rights.ts';

/** What tells of people alone: for those who manage them. */
const ofPeople: readonly FindingCode[] = ['duties', 'membershipWithoutEnd', 'oneOwner'];

/** What is to be looked at in the rules as they are. */
export function lintSavedPolicy(context: MemberContext): PolicyLintAnswer | Denial {
  return requireRight(context, 'managePolicy') ?? lint(context, context.workspace.store.policy());
}

/** The same for rules that are not saved; such as could not be saved are refused as a save would refuse them. */
export function lintDraftPolicy(context: MemberContext, draft: Policy): PolicyLintAnswer | Denial {
  return (
    requireRight(context, 'managePolicy') ??
    checkWanted(context, draft, [context.workspace.store.policy()]) ??
    lint(context, draft)
  );
}

function lint({ access, workspace, now }: MemberContext, policy: Policy): PolicyLintAnswer {
  const { store } = workspace;
  const ground = { schema: store.schema(), organisation: store.organisation(), now };
  const people = access.workspace.has('manageMembers');
  return {
    findings: lintPolicy(policy, ground).filter(({ code }) => people || !ofPeople.includes(code)),
  };
}
