import type {
  Action,
  FieldId,
  FieldRule,
  Grant,
  GrantId,
  Level,
  Policy,
  RoleId,
  TableId,
  WorkspaceAction,
} from '@tessera/model';

/** What a level is set on: everything else, a class, or one field. */
export type LevelKey =
  | { readonly kind: 'default' }
  | { readonly kind: 'class'; readonly id: string }
  | { readonly kind: 'field'; readonly id: FieldId };

function withGrant(policy: Policy, id: GrantId, change: (grant: Grant) => Grant | null): Policy {
  return {
    ...policy,
    grants: policy.grants.flatMap((grant) => {
      if (grant.id !== id) return [grant];
      const now = change(grant);
      return now === null ? [] : [now];
    }),
  };
}

function isAbout(entry: FieldRule['except'][number], key: LevelKey): boolean {
  if (key.kind === 'default') return false;
  return 'field' in entry
    ? key.kind === 'field' && entry.field === key.id
    : key.kind === 'class' && entry.class === key.id;
}

/** The level a rule states for a key itself; null: nothing of its own. */
export function ownLevel(rule: FieldRule, key: LevelKey): Level | null {
  if (key.kind === 'default') return rule.default;
  return rule.except.find((entry) => isAbout(entry, key))?.level ?? null;
}

const order: readonly Level[] = ['hidden', 'masked', 'read', 'edit'];

/** The level of a field: its own, else the lowest of its classes', else the default. */
export function levelOf(rule: FieldRule, field: FieldId, classes: readonly string[]): Level {
  const own = ownLevel(rule, { kind: 'field', id: field });
  if (own) return own;
  const ofClasses = classes.flatMap((id) => ownLevel(rule, { kind: 'class', id }) ?? []);
  return order.find((level) => ofClasses.includes(level)) ?? rule.default;
}

/** Sets or, with null, takes away the level of a field or class in one grant. The default cannot be taken away. */
export function setLevel(
  policy: Policy,
  grant: GrantId,
  key: LevelKey,
  level: Level | null,
): Policy {
  return withGrant(policy, grant, (found) => {
    const { fields } = found;
    if (key.kind === 'default')
      return level === null ? found : { ...found, fields: { ...fields, default: level } };
    const at = fields.except.findIndex((entry) => isAbout(entry, key));
    const entry =
      level && (key.kind === 'field' ? { field: key.id, level } : { class: key.id, level });
    const except =
      at < 0
        ? [...fields.except, ...(entry ? [entry] : [])]
        : fields.except.flatMap((one, i) => (i !== at ? [one] : entry ? [entry] : []));
    return { ...found, fields: { ...fields, except } };
  });
}

/** Replaces the actions of one grant; without any it goes. */
export function setActions(policy: Policy, grant: GrantId, actions: readonly Action[]): Policy {
  return withGrant(policy, grant, (found) => (actions.length === 0 ? null : { ...found, actions }));
}

export function removeGrant(policy: Policy, grant: GrantId): Policy {
  return withGrant(policy, grant, () => null);
}

/** Opens the records behind a link that leads to a record one may see, to look at. */
export function addVia(
  policy: Policy,
  role: RoleId,
  table: TableId,
  link: FieldId,
  id: GrantId,
  reason: string,
): Policy {
  const grant: Grant = {
    id,
    to: { kind: 'role', id: role },
    on: { kind: 'table', id: table },
    actions: ['view'],
    scope: { kind: 'any', of: [{ kind: 'via', link }] },
    fields: { default: 'read', except: [] },
    origin: 'role',
    reason,
  };
  return { ...policy, grants: [...policy.grants, grant] };
}

function isWorkspaceGrant(grant: Grant, role: RoleId): boolean {
  const timed = grant.from !== undefined || grant.until !== undefined;
  return (
    grant.to.kind === 'role' && grant.to.id === role && grant.on.kind === 'workspace' && !timed
  );
}

export function hasWorkspaceRight(policy: Policy, role: RoleId, right: WorkspaceAction): boolean {
  return policy.grants.some(
    (grant) => isWorkspaceGrant(grant, role) && grant.actions.includes(right),
  );
}

/** Gives or takes a right on the workspace; other actions of the same grants stay. */
export function setWorkspaceRight(
  policy: Policy,
  role: RoleId,
  right: WorkspaceAction,
  on: boolean,
  makeGrantId: () => GrantId,
  reason: string,
): Policy {
  if (!on) {
    return policy.grants
      .filter((grant) => isWorkspaceGrant(grant, role) && grant.actions.includes(right))
      .reduce(
        (all, grant) =>
          setActions(
            all,
            grant.id,
            grant.actions.filter((action) => action !== right),
          ),
        policy,
      );
  }
  if (hasWorkspaceRight(policy, role, right)) return policy;
  const home = policy.grants.find(
    (grant) => isWorkspaceGrant(grant, role) && grant.scope.kind === 'none',
  );
  if (home) return setActions(policy, home.id, [...home.actions, right]);
  const grant: Grant = {
    id: makeGrantId(),
    to: { kind: 'role', id: role },
    on: { kind: 'workspace' },
    actions: [right],
    scope: { kind: 'none' },
    fields: { default: 'hidden', except: [] },
    origin: 'role',
    reason,
  };
  return { ...policy, grants: [...policy.grants, grant] };
}

/** The policy without any rule that names a role; the very same when none does. */
export function withoutRole(policy: Policy, role: RoleId): Policy {
  const names = (to: Grant['to']) => to.kind === 'role' && to.id === role;
  const named =
    policy.grants.some(({ to }) => names(to)) ||
    policy.restrictions.some(({ exempt }) => exempt.some(({ to }) => names(to)));
  if (!named) return policy;
  return {
    ...policy,
    grants: policy.grants.filter(({ to }) => !names(to)),
    restrictions: policy.restrictions.map((restriction) =>
      restriction.exempt.some(({ to }) => names(to))
        ? { ...restriction, exempt: restriction.exempt.filter(({ to }) => !names(to)) }
        : restriction,
    ),
  };
}
