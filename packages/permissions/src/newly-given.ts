import {
  type Grant,
  type Policy,
  type Principal,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import { ruleText } from './compare.ts';

/** What rules give that others, which they take the place of, do not: as far as somebody should say that he means it. */
export interface NewlyGiven {
  /** Rights on the workspace, by whom they are given to. */
  readonly rights: readonly {
    readonly to: Principal;
    readonly rights: readonly WorkspaceAction[];
  }[];
  /** Rules for everyone, by id. */
  readonly everyone: readonly string[];
}

/** Compares two policies, each rule by what it gives: not by its id, its reason, or the order of things. */
export function newlyGiven(before: Policy, after: Policy): NewlyGiven | null {
  const rights = new Map<string, { readonly to: Principal; rights: WorkspaceAction[] }>();
  for (const grant of after.grants) {
    const stood = before.grants.filter((one) => sameHolder(one, grant) && covers(one, grant));
    const fresh = workspaceActions.filter(
      (right) =>
        grant.actions.includes(right) && !stood.some(({ actions }) => actions.includes(right)),
    );
    if (fresh.length === 0) continue;
    const known = rights.get(keyOf(grant.to)) ?? { to: grant.to, rights: [] };
    rights.set(keyOf(grant.to), known);
    known.rights = workspaceActions.filter(
      (right) => known.rights.includes(right) || fresh.includes(right),
    );
  }
  const everyone = after.grants
    .filter(({ to, actions }) => to.kind === 'everyone' && actions.length > 0)
    .filter((grant) => !before.grants.some((one) => sameHolder(one, grant) && holdsAll(one, grant)))
    .map(({ id }) => id);
  return rights.size + everyone.length === 0 ? null : { rights: [...rights.values()], everyone };
}

const keyOf = (to: Principal): string =>
  JSON.stringify([to.kind, 'id' in to ? to.id : '', 'subtree' in to && to.subtree]);

const sameHolder = (a: Grant, b: Grant): boolean => keyOf(a.to) === keyOf(b.to);

/** Whether one grant holds for all the time of another. */
const covers = (one: Grant, other: Grant): boolean =>
  (one.from ?? 0) <= (other.from ?? 0) &&
  (one.until ?? Number.POSITIVE_INFINITY) >= (other.until ?? Number.POSITIVE_INFINITY);

/** Whether one grant gives the same records and fields as another, and all its actions, for all its time. */
function holdsAll(one: Grant, other: Grant): boolean {
  const whatOf = ({ on, scope, fields }: Grant) => ruleText({ on, scope, fields });
  return (
    covers(one, other) &&
    other.actions.every((action) => one.actions.includes(action)) &&
    whatOf(one) === whatOf(other)
  );
}
