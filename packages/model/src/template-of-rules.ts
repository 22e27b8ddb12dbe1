import type { AppId, FieldId, RoleId } from './ids.ts';
import type { Role } from './organisation.ts';
import {
  type Action,
  type FieldRule,
  type Grant,
  type Guarantee,
  type Policy,
  type Principal,
  type Restriction,
  type ScopePart,
  type Target,
  tableActions,
  workspaceActions,
} from './policy.ts';
import { sameText, type Template } from './template.ts';
import { nameCondition } from './template-of-conditions.ts';
import { type SourceNames, slugsOf, type TableNames } from './template-of-names.ts';

type Rules = Pick<Template, 'roles' | 'grants' | 'restrictions' | 'guarantees'> & {
  readonly left: number;
};
type NamedGrant = Template['grants'][number];
type NamedRestriction = Template['restrictions'][number];
type NamedGuarantee = NonNullable<Template['guarantees']>[number];

const isRight = (action: Action) => (workspaceActions as readonly string[]).includes(action);
const isAction = (action: Action) => (tableActions as readonly string[]).includes(action);

/**
 * Roles and rules in slugs: those for roles and for everyone, on the tables and apps that go in. What is granted on
 * the whole workspace becomes a grant on each app, so that it reaches no further where the template is used; rights
 * to manage the workspace stay what they are.
 */
export function rulesOf(policy: Policy, roles: readonly Role[], names: SourceNames): Rules {
  const own = roles.filter(({ builtIn }) => builtIn === undefined);
  const slugs = slugsOf(own);
  const builtIn = new Set(roles.filter((role) => role.builtIn !== undefined).map(({ id }) => id));
  let left = 0;
  const grants = policy.grants.flatMap((grant): readonly NamedGrant[] => {
    if (grant.to.kind === 'role' && builtIn.has(grant.to.id)) return [];
    const made = grantOf(grant, names);
    if (made.length === 0) return [];
    const to = principalOf(grant.to, slugs);
    const lasts = grant.from === undefined && grant.until === undefined;
    if (to && lasts) return made.map((one) => ({ ...one, to }));
    left += 1;
    return [];
  });
  const restrictions = policy.restrictions.flatMap((lock) => restrictionOf(lock, names, slugs));
  const guarantees = (policy.guarantees ?? []).flatMap(
    (one) => guaranteeOf(one, names, slugs) ?? [],
  );
  const used = new Set<RoleId>();
  const note = (to: Principal) => to.kind === 'role' && used.add(to.id);
  for (const { to } of grants) note(to);
  for (const { exempt } of restrictions) for (const { to } of exempt) note(to);
  for (const { who, except } of guarantees) for (const to of [who, ...except]) note(to);
  return {
    roles: own
      .map(({ id, name, description }) => ({
        slug: slugs.get(id) ?? '',
        name: sameText(name),
        description: sameText(description ?? ''),
      }))
      .filter(({ slug }) => used.has(slug)),
    grants,
    restrictions,
    ...(guarantees.length > 0 && { guarantees }),
    left,
  };
}

function principalOf(to: Principal, roles: ReadonlyMap<RoleId, string>): Principal | null {
  if (to.kind === 'everyone') return to;
  const slug = to.kind === 'role' ? roles.get(to.id) : undefined;
  return slug === undefined ? null : { kind: 'role', id: slug };
}

/** A grant on what goes in, to whom it may concern; one on the workspace is split up. */
function grantOf(grant: Grant, names: SourceNames): readonly Omit<NamedGrant, 'to'>[] {
  const { id: _id, to: _to, from: _from, until: _until, reason, ...rest } = grant;
  const base = { ...rest, origin: 'role' as const, reason: sameText(reason) };
  const { on } = grant;
  if (on.kind === 'table') {
    const table = names.tables.get(on.id);
    if (!table) return [];
    const scope = scopeOf(grant, table);
    if (scope === null) return [];
    const fields = fieldRule(grant.fields, names, table);
    return [{ ...base, on: { kind: 'table', id: table.slug }, scope, fields }];
  }
  const actions = grant.actions.filter(isAction);
  const scoped = actions.length > 0 && grant.scope.kind !== 'none';
  const fields = fieldRule(grant.fields, names);
  const onApp = (app: AppId) => {
    const slug = names.apps.get(app);
    return slug === undefined || !scoped ? [] : [{ ...base, actions, on: appOf(slug), fields }];
  };
  if (on.kind === 'app') return onApp(on.id);
  const rights = grant.actions.filter(isRight);
  const none = { scope: { kind: 'none' }, fields: { default: 'hidden', except: [] } } as const;
  return [
    ...(rights.length > 0 ? [{ ...base, actions: rights, on, ...none }] : []),
    ...[...names.apps.keys()].flatMap(onApp),
  ];
}

const appOf = (slug: string) => ({ kind: 'app', id: slug }) as const;

/** The scope with the parts that can be said; null when none is left. */
function scopeOf({ scope }: Grant, table: TableNames): Grant['scope'] | null {
  if (scope.kind !== 'any') return scope;
  const of = scope.of.flatMap((part) => partOf(part, table) ?? []);
  return of.length > 0 ? { kind: 'any', of } : null;
}

function partOf(part: ScopePart, table: TableNames): ScopePart | null {
  const and = part.and ? { and: nameCondition(part.and, table, 'grant') } : {};
  switch (part.kind) {
    case 'where':
      return { ...part, condition: nameCondition(part.condition, table, 'grant'), ...and };
    case 'via': {
      const link = table.fields.get(part.link)?.slug;
      return link === undefined ? null : { ...part, link, ...and };
    }
    default:
      return { ...part, ...and };
  }
}

/** A field within its own table by slug, elsewhere as `table.field`. */
function fieldName(id: FieldId, names: SourceNames, within?: TableNames): string | undefined {
  const own = within?.fields.get(id)?.slug;
  if (own !== undefined || within) return own;
  for (const { slug, fields } of names.tables.values()) {
    const found = fields.get(id);
    if (found) return `${slug}.${found.slug}`;
  }
  return undefined;
}

function fieldRule(rule: FieldRule, names: SourceNames, within?: TableNames): FieldRule {
  return {
    default: rule.default,
    except: rule.except.flatMap((one): FieldRule['except'][number][] => {
      if ('class' in one) {
        const slug = names.classes.get(one.class)?.slug;
        return slug === undefined ? [] : [{ class: slug, level: one.level }];
      }
      const field = fieldName(one.field, names, within);
      return field === undefined ? [] : [{ field, level: one.level }];
    }),
  };
}

function restrictionOf(
  lock: Restriction,
  names: SourceNames,
  roles: ReadonlyMap<RoleId, string>,
): readonly NamedRestriction[] {
  const table = lock.on.kind === 'table' ? names.tables.get(lock.on.id) : undefined;
  const on = targetOf(lock.on, names, table);
  if (!on) return [];
  const { id: _id, when, fields, classes, exempt, name, reason, ...rest } = lock;
  const named = (fields ?? []).flatMap((id) => fieldName(id, names, table) ?? []);
  const tagged = (classes ?? []).flatMap((id) => names.classes.get(id)?.slug ?? []);
  if (lock.effect.kind === 'cap' && named.length + tagged.length === 0) return [];
  return [
    {
      ...rest,
      name: sameText(name),
      reason: sameText(reason),
      on,
      ...(fields && { fields: named }),
      ...(classes && { classes: tagged }),
      ...(when && table && { when: nameCondition(when, table, 'restriction') }),
      // Whoever cannot be named holds no key.
      exempt: exempt.flatMap(({ to, from, until }) => {
        const principal = from === undefined && until === undefined && principalOf(to, roles);
        return principal ? [{ to: principal }] : [];
      }),
    },
  ];
}

/** A guarantee of which all that it names comes along; of half of it nothing would be promised. */
function guaranteeOf(
  { who, except, on, never, name, reason }: Guarantee,
  names: SourceNames,
  roles: ReadonlyMap<RoleId, string>,
): NamedGuarantee | null {
  const table = on.kind === 'table' ? names.tables.get(on.id) : undefined;
  const target = on.kind === 'workspace' ? null : targetOf(on, names, table);
  const people = [who, ...except].map((to) => principalOf(to, roles));
  const [first, ...others] = people;
  if (!target || !first || others.includes(null)) return null;
  const words = { name: sameText(name), reason: sameText(reason), on: target, who: first };
  const said = { ...words, except: others.filter((one) => one !== null) };
  if (never.kind === 'do') return { ...said, never };
  const fields = never.fields.flatMap((id) => fieldName(id, names, table) ?? []);
  const classes = never.classes.flatMap((id) => names.classes.get(id)?.slug ?? []);
  const whole = fields.length === never.fields.length && classes.length === never.classes.length;
  return whole ? { ...said, never: { ...never, fields, classes } } : null;
}

function targetOf(
  on: Restriction['on'],
  names: SourceNames,
  table: TableNames | undefined,
): Exclude<Target, { kind: 'workspace' }> | null {
  if (on.kind === 'table') return table ? { kind: 'table', id: table.slug } : null;
  const app = names.apps.get(on.id);
  return app === undefined ? null : appOf(app);
}
