/*
 * How a role's grants and the matrix of its page map onto each other.
 *
 * A role's rights on a table are its grants there: rectangles, each with a scope, actions and levels of fields.
 * - A grant is *plain* when it comes with the role itself (origin `role`, no dates) and its scope is words
 *   (own, reports, team ...). The matrix shows, per action, the union of the words of plain grants with it.
 * - Other grants (conditions, links, dates, temporary ones) are *by rule*. They are shown beside the words,
 *   as sentences, and changing a cell never touches them.
 * - Grants of the role on an app or on the whole workspace are *inherited*: shown in grey, changed nowhere here.
 *
 * `setWords` makes the union for one action what was chosen:
 * 1. a plain grant that reaches further than chosen loses the action (and goes when it has none left);
 * 2. what is then missing is added to plain grants that reach no further than chosen and have some of it;
 * 3. what is still missing becomes one new grant, whose levels are copied from a grant the action was in, else from
 *    the role's first plain grant on the table; with none at all they are `edit` for adding and editing, `read` otherwise.
 * Grants that are not concerned stay the very same objects in the same order, so nothing else changes on saving.
 */
import type {
  FieldRule,
  Grant,
  GrantId,
  Policy,
  RoleId,
  TableAction,
  TableId,
} from '@tessera/model';
import { isWithin, missing, scopeOf, union, type Words, wordsOf } from './scope-words.ts';

/** A table as far as the matrix must know it. */
export interface MatrixTable {
  readonly id: TableId;
  readonly app: string;
}

export interface MatrixCell {
  /** The union of the words of plain grants. */
  readonly words: Words;
  /** The union of what comes from grants on the app or the workspace. */
  readonly inherited: Words;
  /** Grants with this action that no word expresses. */
  readonly byRule: readonly Grant[];
}

function isOfRole(grant: Grant, role: RoleId): boolean {
  return grant.to.kind === 'role' && grant.to.id === role;
}

/** All grants of a role on a table itself, plain and by rule. */
export function grantsOn(policy: Policy, role: RoleId, table: TableId): readonly Grant[] {
  return policy.grants.filter(
    (grant) => isOfRole(grant, role) && grant.on.kind === 'table' && grant.on.id === table,
  );
}

/** Whether the matrix may change a grant. */
export function isPlain(grant: Grant): boolean {
  const timed = grant.from !== undefined || grant.until !== undefined;
  return grant.origin === 'role' && !timed && wordsOf(grant.scope) !== null;
}

function inheritedOn(policy: Policy, role: RoleId, table: MatrixTable): readonly Grant[] {
  return policy.grants.filter(
    (grant) =>
      isOfRole(grant, role) &&
      (grant.on.kind === 'workspace' || (grant.on.kind === 'app' && grant.on.id === table.app)),
  );
}

function unionOf(grants: readonly Grant[]): Words {
  return grants.reduce<Words>((all, grant) => union(all, wordsOf(grant.scope) ?? []), []);
}

/** What one cell of the matrix shows. */
export function cellOf(
  policy: Policy,
  role: RoleId,
  table: MatrixTable,
  action: TableAction,
): MatrixCell {
  const having = (grants: readonly Grant[]) =>
    grants.filter((grant) => grant.actions.includes(action));
  const here = having(grantsOn(policy, role, table.id));
  const above = having(inheritedOn(policy, role, table));
  return {
    words: unionOf(here.filter(isPlain)),
    inherited: unionOf(above),
    byRule: [...here.filter((grant) => !isPlain(grant)), ...above.filter((g) => !wordsOf(g.scope))],
  };
}

const noFields = (level: 'read' | 'edit'): FieldRule => ({ default: level, except: [] });

/** The policy in which the plain grants of a role on a table give `action` on exactly `chosen`. */
export function setWords(
  policy: Policy,
  role: RoleId,
  table: TableId,
  action: TableAction,
  chosen: Words,
  makeGrantId: () => GrantId,
  reason: string,
): Policy {
  const plain = grantsOn(policy, role, table).filter(isPlain);
  const wordsOfGrant = (grant: Grant): Words => wordsOf(grant.scope) ?? [];
  const model = plain.find((grant) => grant.actions.includes(action)) ?? plain[0];
  const changed = new Map<GrantId, Grant | null>();
  let given: Words = [];

  for (const grant of plain.filter((one) => one.actions.includes(action))) {
    if (isWithin(wordsOfGrant(grant), chosen)) given = union(given, wordsOfGrant(grant));
    else {
      const actions = grant.actions.filter((one) => one !== action);
      changed.set(grant.id, actions.length === 0 ? null : { ...grant, actions });
    }
  }
  for (const grant of plain) {
    const words = wordsOfGrant(grant);
    if (grant.actions.includes(action) || words.length === 0) continue;
    if (!isWithin(words, chosen) || isWithin(words, given)) continue;
    changed.set(grant.id, { ...grant, actions: [...grant.actions, action] });
    given = union(given, words);
  }

  const grants = policy.grants.flatMap((grant) => {
    const now = changed.get(grant.id);
    return now === undefined ? [grant] : now === null ? [] : [now];
  });
  const rest = missing(chosen, given);
  if (rest.length > 0) {
    const writes = action === 'create' || action === 'edit' || action === 'import';
    grants.push({
      id: makeGrantId(),
      to: { kind: 'role', id: role },
      on: { kind: 'table', id: table },
      actions: [action],
      scope: scopeOf(rest),
      fields: model?.fields ?? noFields(writes ? 'edit' : 'read'),
      origin: 'role',
      reason,
    });
  }
  return { ...policy, grants };
}

/** Actions that need a record to be seen reach no further than seeing; these do, in vain. */
export function reachesInVain(
  policy: Policy,
  role: RoleId,
  table: MatrixTable,
  action: TableAction,
): boolean {
  if (action === 'view' || action === 'create') return false;
  const see = cellOf(policy, role, table, 'view');
  if (see.byRule.length > 0) return false;
  const { words } = cellOf(policy, role, table, action);
  return !isWithin(words, union(see.words, see.inherited));
}
