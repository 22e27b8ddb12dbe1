import type { Atom, Condition, Operand } from './condition.ts';
import type { AppId, MakeId, MemberId } from './ids.ts';
import type {
  Grant,
  Guarantee,
  Principal,
  Restriction,
  Scope,
  ScopePart,
  Target,
} from './policy.ts';
import type { Template } from './template.ts';
import type { NamedField, TemplateNames } from './template-names.ts';

/** What rules of a template are bound to. */
export interface RuleContext {
  readonly names: TemplateNames;
  /** Ids by slug, the first one first. */
  readonly apps: ReadonlyMap<string, AppId>;
  /** Who `me` is; rules that name `me` are left out where nobody is. */
  readonly member: MemberId | null;
  readonly makeId: MakeId;
}

/** The grants of a template with ids in place of slugs. */
export function resolveGrants(template: Template, context: RuleContext): readonly Grant[] {
  const { names } = context;
  return template.grants.flatMap((grant, index) => {
    const where = `grant ${index + 1}`;
    const to = resolvePrincipal(grant.to, context, where);
    if (!to) return [];
    const on = resolveTarget(grant.on, context, where);
    const table = grant.on.kind === 'table' ? grant.on.id : null;
    const except = grant.fields.except.map((one) =>
      'field' in one
        ? { field: names.field(one.field, table, where)?.id ?? '', level: one.level }
        : { class: names.id(names.classes, one.class, where), level: one.level },
    );
    return [
      {
        ...grant,
        id: context.makeId('grant'),
        to,
        on,
        scope: resolveScope(grant.scope, table, names, where),
        fields: { default: grant.fields.default, except },
        reason: names.text(grant.reason),
      },
    ];
  });
}

/** The restrictions of a template with ids in place of slugs. */
export function resolveRestrictions(
  template: Template,
  context: RuleContext,
): readonly Restriction[] {
  const { names } = context;
  return template.restrictions.map((restriction) => {
    const where = `restriction "${restriction.name.en}"`;
    const table = restriction.on.kind === 'table' ? restriction.on.id : null;
    const { fields, classes, when } = restriction;
    return {
      ...restriction,
      id: context.makeId('restriction'),
      name: names.text(restriction.name),
      reason: names.text(restriction.reason),
      on: resolveTarget(restriction.on, context, where),
      ...(fields && { fields: fields.map((one) => names.field(one, table, where)?.id ?? '') }),
      ...(classes && { classes: classes.map((one) => names.id(names.classes, one, where)) }),
      ...(when && { when: resolveCondition(when, table, names, where) }),
      exempt: restriction.exempt.flatMap((one) => {
        const to = resolvePrincipal(one.to, context, where);
        return to ? [{ ...one, to }] : [];
      }),
    };
  });
}

/** The guarantees of a template with ids in place of slugs. */
export function resolveGuarantees(template: Template, context: RuleContext): readonly Guarantee[] {
  const { names } = context;
  return (template.guarantees ?? []).flatMap((guarantee) => {
    const where = `guarantee "${guarantee.name.en}"`;
    const who = resolvePrincipal(guarantee.who, context, where);
    if (!who) return [];
    const table = guarantee.on.kind === 'table' ? guarantee.on.id : null;
    const { never } = guarantee;
    return [
      {
        id: context.makeId('guarantee'),
        name: names.text(guarantee.name),
        reason: names.text(guarantee.reason),
        who,
        except: guarantee.except.flatMap((to) => resolvePrincipal(to, context, where) ?? []),
        on: resolveTarget(guarantee.on, context, where),
        never:
          never.kind === 'do'
            ? never
            : {
                ...never,
                fields: never.fields.map((one) => names.field(one, table, where)?.id ?? ''),
                classes: never.classes.map((one) => names.id(names.classes, one, where)),
              },
      },
    ];
  });
}

/** A condition with field ids, option ids and record ids in place of slugs and keys. */
export function resolveCondition(
  condition: Condition,
  table: string | null,
  names: TemplateNames,
  where: string,
): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return {
        op: condition.op,
        of: condition.of.map((child) => resolveCondition(child, table, names, where)),
      };
    case 'not':
      return { op: 'not', of: resolveCondition(condition.of, table, names, where) };
    default:
      return resolveAtom(condition, table, names, where);
  }
}

function resolveAtom(atom: Atom, table: string | null, names: TemplateNames, where: string): Atom {
  const field = names.field(atom.field, table, where);
  if (!field) return atom;
  if (atom.value === undefined) return { ...atom, field: field.id };
  return {
    ...atom,
    field: field.id,
    value: resolveOperand(field, atom, names, where) ?? atom.value,
  };
}

function resolveOperand(
  field: NamedField,
  atom: Atom,
  names: TemplateNames,
  where: string,
): Operand | undefined {
  const one = (given: string | number) => resolveName(field, atom, String(given), names, where);
  const named =
    field.type === 'link' || field.type === 'singleSelect' || field.type === 'multiSelect';
  const { value } = atom;
  if (!named || atom.op === 'contains') return value;
  if (typeof value === 'string') return one(value);
  return Array.isArray(value) ? (value as readonly (string | number)[]).map(one) : value;
}

function resolveName(
  field: NamedField,
  atom: Atom,
  given: string,
  names: TemplateNames,
  where: string,
): string {
  if (field.type === 'link')
    return names.id(names.records, `${field.target ?? ''}.${given}`, where);
  const prefix = `${field.slug}.`;
  const slug = given.startsWith(prefix) ? given.slice(prefix.length) : given;
  return names.id(field.options, slug, `${where}, ${atom.op} on ${field.table}.${field.slug}`);
}

function resolveScope(
  scope: Scope,
  table: string | null,
  names: TemplateNames,
  where: string,
): Scope {
  if (scope.kind !== 'any') return scope;
  return { kind: 'any', of: scope.of.map((part) => resolvePart(part, table, names, where)) };
}

function resolvePart(
  part: ScopePart,
  table: string | null,
  names: TemplateNames,
  where: string,
): ScopePart {
  const and = part.and ? { and: resolveCondition(part.and, table, names, where) } : {};
  switch (part.kind) {
    case 'where':
      return {
        ...part,
        condition: resolveCondition(part.condition, table, names, where),
        ...and,
      };
    case 'via': {
      const link = names.field(part.link, table, where);
      if (link && link.type !== 'link') names.problem(`${where}: "${part.link}" is no link`);
      return { ...part, link: link?.id ?? '', ...and };
    }
    default:
      return { ...part, ...and };
  }
}

function resolvePrincipal(
  to: Principal,
  { names, member }: RuleContext,
  where: string,
): Principal | null {
  switch (to.kind) {
    case 'everyone':
      return to;
    case 'role':
      return { kind: 'role', id: names.id(names.roles, to.id, where) };
    case 'member':
      if (to.id !== 'me') names.problem(`${where}: the only member a template knows is "me"`);
      return member === null ? null : { kind: 'member', id: member };
    default:
      names.problem(`${where}: a template cannot name a ${to.kind}`);
      return null;
  }
}

function resolveTarget<T extends Target>(on: T, { names, apps }: RuleContext, where: string): T {
  if (on.kind === 'workspace') return on;
  if (on.kind === 'table') {
    const table = names.tables.get(on.id);
    if (!table) names.problem(`${where}: there is no table "${on.id}"`);
    return { ...on, id: table?.id ?? '' };
  }
  const id = on.id === '' || on.id === 'app' ? [...apps.values()][0] : apps.get(on.id);
  if (id === undefined) names.problem(`${where}: there is no app "${on.id}"`);
  return { ...on, id: id ?? '' };
}
