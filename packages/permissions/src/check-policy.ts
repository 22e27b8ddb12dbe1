import {
  type Condition,
  checkCondition,
  type Denial,
  type Field,
  fieldsById,
  type Grant,
  type Guarantee,
  isDenial,
  levels,
  type Organisation,
  type Policy,
  type Principal,
  policyDenial,
  type Restriction,
  type Schema,
  type Scope,
  type ScopePart,
  type Table,
  type Target,
  tableActions,
  tablesById,
  workspaceActions,
} from '@tessera/model';
import { bitLimit } from './access.ts';
import { onlyToday, setsStand } from './condition-sets.ts';
import { covers } from './covers.ts';
import { isPrincipalOf, subjectOf } from './subject.ts';

/** What a rule is checked against. */
interface Ground {
  readonly schema: Schema;
  readonly organisation: Organisation;
  /** Rules that were saved before and stay as they are: what they named may be gone since, and is closed by that. */
  readonly stands?: (rule: Grant | Restriction | Guarantee) => boolean;
}

/**
 * Whether a policy may be saved: every name it uses exists, its conditions are well formed and monotone
 * (sets of the subject positive in scopes, negative in restrictions), and no chain of `via` is a circle or
 * longer than two. `null` when it may.
 */
export function checkPolicy(policy: Policy, ground: Ground): Denial | null {
  const guarantees = policy.guarantees ?? [];
  const ids = [...policy.grants, ...policy.restrictions, ...guarantees].map(({ id }) => id);
  if (new Set(ids).size < ids.length) return policyDenial('sameId');
  const stands = ground.stands ?? (() => false);
  for (const grant of policy.grants) {
    const refused = stands(grant) ? null : checkGrant(grant, ground);
    if (refused) return refused;
  }
  for (const restriction of policy.restrictions) {
    const refused = stands(restriction) ? null : checkRestriction(restriction, ground);
    if (refused) return refused;
  }
  for (const guarantee of guarantees) {
    const refused = stands(guarantee) ? null : checkGuarantee(guarantee, ground);
    if (refused) return refused;
  }
  return checkVia(policy, ground.schema) ?? checkConditions(policy, ground);
}

/** Nobody needs more distinct conditions on one table than a record's bitmap can hold. */
function checkConditions(policy: Policy, { schema, organisation }: Ground): Denial | null {
  for (const member of [...organisation.members, ...(organisation.services ?? [])]) {
    const subject = subjectOf(organisation, member.id, 0);
    const mine = policy.grants.filter(({ to }) => isPrincipalOf(subject, to));
    for (const table of schema.tables) {
      const on = ({ on: target }: { readonly on: Target }) => covers(target, table);
      const conditions = new Set([
        ...mine.filter((grant) => on(grant) && grant.scope.kind === 'any').map(scopeText),
        ...policy.restrictions.filter((lock) => on(lock) && lock.when).map(whenText),
      ]);
      if (conditions.size > bitLimit)
        return policyDenial('tooManyConditions', {
          member: member.name,
          table: table.name,
          limit: bitLimit,
        });
    }
  }
  return null;
}

const scopeText = ({ scope }: Grant) => JSON.stringify(scope);
const whenText = ({ when }: Restriction) => `when ${JSON.stringify(when)}`;

function checkGrant(grant: Grant, ground: Ground): Denial | null {
  const tables = tablesOf(grant.on, ground.schema);
  if (!tables) return policyDenial('ruleOnNothing');
  if (!principalExists(grant.to, ground.organisation)) return policyDenial('ruleForNobody');
  const known: readonly string[] = [...tableActions, ...workspaceActions];
  if (grant.actions.some((action) => !known.includes(action))) return policyDenial('unknownAction');
  const onWorkspace = grant.actions.some((a) =>
    (workspaceActions as readonly string[]).includes(a),
  );
  if (onWorkspace && grant.on.kind !== 'workspace') return policyDenial('rightsElsewhere');
  if (grant.from !== undefined && grant.until !== undefined && grant.from >= grant.until)
    return policyDenial('endsBefore');
  if (grant.origin === 'temporary' && grant.until === undefined) return policyDenial('noEnd');
  return (
    checkFieldNames(grant.fields.except, tables, ground.schema) ??
    checkLevels([grant.fields.default, ...grant.fields.except.map(({ level }) => level)]) ??
    checkScope(grant.scope, tables)
  );
}

function checkLevels(used: readonly string[]): Denial | null {
  return used.every((level) => (levels as readonly string[]).includes(level))
    ? null
    : policyDenial('unknownLevel');
}

function checkFieldNames(
  entries: readonly ({ readonly field: string } | { readonly class: string })[],
  tables: readonly Table[],
  schema: Schema,
): Denial | null {
  for (const entry of entries) {
    const found =
      'field' in entry
        ? tables.some((table) => fieldsById(table).has(entry.field))
        : schema.classes.some(({ id }) => id === entry.class);
    if (!found) return policyDenial('unknownField');
  }
  return null;
}

function checkScope(scope: Scope, tables: readonly Table[]): Denial | null {
  if (scope.kind !== 'any') return null;
  if (scope.of.length > 20) return policyDenial('tooManyParts');
  for (const part of scope.of) {
    const refused = checkPart(part, tables);
    if (refused) return refused;
  }
  return null;
}

function checkPart(part: ScopePart, tables: readonly Table[]): Denial | null {
  const field = (id: string): Field | undefined =>
    tables.map((table) => fieldsById(table).get(id)).find((found) => found !== undefined);
  const needsField = part.kind === 'via' || part.kind === 'where' || part.and !== undefined;
  if (needsField && tables.length !== 1) return policyDenial('conditionOnMany');
  if (part.kind === 'via' && field(part.link)?.type !== 'link') return policyDenial('noLink');
  const conditions = [part.and, part.kind === 'where' ? part.condition : undefined];
  for (const condition of conditions) {
    if (condition === undefined) continue;
    const refused = checkRuleCondition(condition, field, 'positive');
    if (refused) return refused;
  }
  return null;
}

function checkRuleCondition(
  condition: Condition,
  field: (id: string) => Field | undefined,
  sets: 'positive' | 'negative',
): Denial | null {
  const checked = checkCondition(condition, field);
  if (isDenial(checked)) return checked;
  if (!onlyToday(checked)) return policyDenial('movingDay');
  return setsStand(checked, sets) ? null : policyDenial('notMonotone');
}

function checkRestriction(restriction: Restriction, ground: Ground): Denial | null {
  const tables = tablesOf(restriction.on, ground.schema);
  if (!tables) return policyDenial('lockOnNothing');
  const names = [
    ...(restriction.fields ?? []).map((field) => ({ field })),
    ...(restriction.classes ?? []).map((id) => ({ class: id })),
  ];
  const actions = restriction.actions ?? [];
  if (actions.some((action) => !tableActions.includes(action)))
    return policyDenial('unknownAction');
  if (restriction.effect.kind === 'cap' ? names.length === 0 : actions.length === 0)
    return policyDenial('closesNothing');
  if (restriction.effect.kind === 'requireApproval') return policyDenial('noApproval');
  if (restriction.exempt.some(({ to }) => !principalExists(to, ground.organisation)))
    return policyDenial('exemptsNobody');
  const field = (id: string) =>
    tables.map((table) => fieldsById(table).get(id)).find((found) => found !== undefined);
  if (restriction.when && tables.length !== 1) return policyDenial('conditionOnMany');
  return (
    checkFieldNames(names, tables, ground.schema) ??
    (restriction.effect.kind === 'cap' ? checkLevels([restriction.effect.level]) : null) ??
    (restriction.when ? checkRuleCondition(restriction.when, field, 'negative') : null)
  );
}

function checkGuarantee({ on, who, except, never }: Guarantee, ground: Ground): Denial | null {
  const tables = tablesOf(on, ground.schema);
  if (!tables) return policyDenial('guaranteeOnNothing');
  if (![who, ...except].every((to) => principalExists(to, ground.organisation)))
    return policyDenial('guaranteeForNobody');
  if (never.kind === 'see') {
    const names = [
      ...never.fields.map((field) => ({ field })),
      ...never.classes.map((id) => ({ class: id })),
    ];
    if (names.length === 0) return policyDenial('saysNothing');
    return checkFieldNames(names, tables, ground.schema) ?? checkLevels([never.level]);
  }
  const known: readonly string[] =
    on.kind === 'workspace' ? [...tableActions, ...workspaceActions] : tableActions;
  if (never.actions.length === 0) return policyDenial('saysNothing');
  return never.actions.every((action) => known.includes(action))
    ? null
    : policyDenial('unknownAction');
}

function tablesOf(on: Target, schema: Schema): readonly Table[] | null {
  switch (on.kind) {
    case 'workspace':
      return schema.tables;
    case 'app':
      return schema.apps.some(({ id }) => id === on.id)
        ? schema.tables.filter(({ app }) => app === on.id)
        : null;
    case 'table': {
      const table = tablesById(schema).get(on.id);
      return table ? [table] : null;
    }
  }
}

function principalExists(principal: Principal, organisation: Organisation): boolean {
  const among = (list: readonly { readonly id: string }[], id: string) =>
    list.some((entry) => entry.id === id);
  switch (principal.kind) {
    case 'member':
      return among(organisation.members, principal.id);
    case 'role':
      return among(organisation.roles, principal.id);
    case 'team':
      return among(organisation.teams, principal.id);
    case 'department':
      return among(organisation.departments, principal.id);
    case 'everyone':
      return true;
    case 'service':
      return among(organisation.services ?? [], principal.id);
    case 'link':
      return false;
  }
}

/** Scopes that look through links form no circle, and none looks further than two tables. */
function checkVia(policy: Policy, schema: Schema): Denial | null {
  const next = new Map<string, Set<string>>();
  for (const { on, scope } of policy.grants) {
    if (scope.kind !== 'any') continue;
    for (const table of tablesOf(on, schema) ?? []) {
      const fields = fieldsById(table);
      for (const part of scope.of) {
        const link = part.kind === 'via' ? fields.get(part.link) : undefined;
        if (link?.type !== 'link') continue;
        next.set(table.id, (next.get(table.id) ?? new Set()).add(link.target));
      }
    }
  }
  const depth = (table: string, path: readonly string[]): number | null => {
    if (path.includes(table)) return null;
    let deepest = 0;
    for (const target of next.get(table) ?? []) {
      const below = depth(target, [...path, table]);
      if (below === null) return null;
      deepest = Math.max(deepest, below + 1);
    }
    return deepest;
  };
  for (const table of next.keys()) {
    const found = depth(table, []);
    if (found === null) return policyDenial('circle');
    if (found > 2) return policyDenial('tooFar');
  }
  return null;
}
