import {
  AppError,
  applySchemaChanges,
  type IdKind,
  idPrefixes,
  instantiateTemplate,
  isDenial,
  type Organisation,
  type Schema,
  type ScopePart,
  type Template,
} from '@tessera/model';
import { type Access, compileAccess, subjectOf } from '@tessera/permissions';
import { type TemplateAnswer, type TemplateReach, templateReaches } from '@tessera/protocol';

type Seen = TemplateAnswer['roles'][number]['sees'][number];

const empty: Schema = { workspace: 'wsp0', version: 0, apps: [], tables: [], classes: [] };
const known = new WeakMap<Template, TemplateAnswer>();

/**
 * A template as it is looked at before it is chosen: its tables, its roles, and what the engine will show each of
 * them, worked out by setting it up in memory.
 */
export function describeTemplate(template: Template): TemplateAnswer {
  const answer = known.get(template) ?? describe(template);
  known.set(template, answer);
  return answer;
}

function describe(template: Template): TemplateAnswer {
  let count = 0;
  const makeId = (kind: IdKind) => {
    count += 1;
    return `${idPrefixes[kind]}${count}`;
  };
  const made = instantiateTemplate(template, { language: 'en', makeId, member: 'mem0' });
  const schema = applySchemaChanges(empty, made.changes);
  if (isDenial(schema)) throw new AppError('internal', schema.message);
  const policy = { version: 1, grants: made.grants, restrictions: made.restrictions };
  const accessOf = (role: string): Access =>
    compileAccess({
      policy,
      schema,
      subject: subjectOf(holderOf(role), 'mem0', 0),
      moment: { now: 0, timeZone: 'UTC' },
      digest: (text) => text,
    });
  const { slug, name, description, icon, color } = template;
  return {
    slug,
    name,
    description,
    icon,
    color,
    tables: template.tables.map((table) => ({
      name: table.name,
      icon: table.icon ?? 'table',
      color: table.color ?? 'gray',
      ...(table.description && { description: table.description }),
    })),
    roles: template.roles.map((role) => {
      const id = made.roles.find((one) => one.slug === role.slug)?.id ?? '';
      const access = accessOf(id);
      return {
        name: role.name,
        description: role.description,
        sees: template.tables.flatMap((table) => seenTable(template, role.slug, table, access)),
      };
    }),
    locks: template.restrictions.map((lock) => ({ name: lock.name, reason: lock.reason })),
  };
}

/** One table as a role sees it; nothing when it sees none of it. */
function seenTable(
  template: Template,
  role: string,
  table: Template['tables'][number],
  access: Access,
): readonly Seen[] {
  const shape = access.schema.tables.find(({ slug }) => slug === table.slug);
  const found = shape && access.tables.get(shape.id);
  if (!shape || !found) return [];
  const app = appOf(template, table);
  const grants = template.grants.filter(
    ({ to, on, actions }) =>
      ((to.kind === 'role' && to.id === role) || to.kind === 'everyone') &&
      ((on.kind === 'table' && on.id === table.slug) || (on.kind === 'app' && on.id === app)) &&
      actions.includes('view'),
  );
  const rights = new Set(found.rectangles.flatMap(({ actions }) => [...actions]));
  const shown = (slug: string) => {
    const field = shape.fields.find((one) => one.slug === slug);
    return field !== undefined && found.references.has(field.id);
  };
  return [
    {
      table: table.name,
      records: reachOf(grants),
      may: (['create', 'edit', 'delete', 'export', 'approve'] as const).filter((action) =>
        rights.has(action),
      ),
      hidden: table.fields.filter(({ slug }) => !shown(slug)).map(({ name }) => name),
    },
  ];
}

/** The app of a table in a template, by slug. */
function appOf(template: Template, table: Template['tables'][number]): string {
  return table.app ?? template.apps?.[0]?.slug ?? template.slug;
}

function reachOf(grants: Template['grants']): Seen['records'] {
  if (grants.some(({ scope }) => scope.kind === 'all')) return ['all'];
  const kinds: Seen['records'] = grants.flatMap(({ scope }) =>
    scope.kind === 'any' ? scope.of.map(partWord) : [],
  );
  return templateReaches.filter((kind) => kinds.includes(kind));
}

function partWord({ kind }: ScopePart): TemplateReach {
  switch (kind) {
    case 'where':
    case 'sharedWithMe':
      return 'rule';
    case 'departmentTree':
      return 'department';
    default:
      return kind;
  }
}

function holderOf(role: string): Organisation {
  return {
    version: 1,
    members: ['mem0', 'mem1'].map((id) => ({
      id,
      name: id,
      email: `${id}@tessera.example`,
      status: 'active',
      manager: id === 'mem0' ? null : 'mem0',
    })),
    roles: [{ id: role, name: role }],
    teams: [],
    departments: [],
    memberships: [{ group: { kind: 'role', id: role }, holder: { kind: 'member', id: 'mem0' } }],
  };
}
