import { AppError } from './error.ts';
import type { MakeId, MemberId, RecordId, RoleId, TableId } from './ids.ts';
import type { Role } from './organisation.ts';
import {
  type Grant,
  type Guarantee,
  type Policy,
  type Restriction,
  unclassified,
} from './policy.ts';
import type { App, Language, Schema } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { type Template, unclassifiedSlug } from './template.ts';
import { nameTemplate, type TemplateNames } from './template-names.ts';
import { resolveRecords, type SampleRecords } from './template-records.ts';
import { newRules, reusedRoles, reusedTables, titleOf, withJoins } from './template-reuse.ts';
import { resolveGrants, resolveGuarantees, resolveRestrictions } from './template-rules.ts';
import { tableChanges } from './template-tables.ts';
import { fold } from './text-key.ts';

/** Where and for whom a template is set up. */
export interface TemplateOptions {
  readonly language: Language;
  readonly makeId: MakeId;
  /** An app that is there already; absent: one is made, named after the template. */
  readonly app?: App;
  /** Who `me` is in sample records and rules. */
  readonly member?: MemberId;
  /** What is there already: API names of tables stay unique, classes of the same name and shared tables are used. */
  readonly schema?: Schema;
  /** Roles that are there already: those of the same name are used. */
  readonly roles?: readonly Role[];
  /** Rules that stand already are not made a second time. */
  readonly policy?: Policy;
  /** The record of this title in a table that is there already: a sample record of that title is taken for it. */
  readonly records?: (table: TableId, title: string) => RecordId | undefined;
  /** 'YYYY-MM-DD', for sample dates such as `today+3`; absent: those cells are empty. */
  readonly today?: string;
  /** IANA name; absent: UTC. */
  readonly timeZone?: string;
}

/** All that setting up a template does, in ids. Changes are to be applied in order, then roles, rules, records. */
export interface TemplateInstance {
  /** The first of its apps. */
  readonly app: App;
  readonly changes: readonly SchemaChange[];
  readonly roles: readonly {
    readonly slug: string;
    readonly id: RoleId;
    readonly name: string;
    readonly description: string;
    /** It is there already. */
    readonly shared: boolean;
  }[];
  readonly grants: readonly Grant[];
  readonly restrictions: readonly Restriction[];
  readonly guarantees: readonly Guarantee[];
  readonly records: readonly SampleRecords[];
}

/** A template with ids in place of slugs and texts in one language. Throws `internal` when a name leads nowhere. */
export function instantiateTemplate(
  template: Template,
  options: TemplateOptions,
): TemplateInstance {
  const problems: string[] = [];
  const instance = buildTemplate(template, options, problems);
  if (problems.length === 0) return instance;
  throw new AppError('internal', `The template "${template.slug}" is broken.`, { problems });
}

/** The same, but what is wrong is noted in `problems`. */
export function buildTemplate(
  given: Template,
  options: TemplateOptions,
  problems: string[],
): TemplateInstance {
  const { language, makeId, schema } = options;
  const template = withJoins(given, schema);
  const own = nameTemplate(template, language, makeId, problems, reusedTables(template, schema));
  const shared = sharedClasses(template, own, schema);
  const roles = reusedRoles(template, options.roles);
  const existing = existingRecords(template, own, options);
  const names: TemplateNames = {
    ...own,
    // Nobody has classified it yet: that is so in every workspace.
    classes: new Map([...own.classes, ...shared, [unclassifiedSlug, unclassified]]),
    roles: new Map([...own.roles, ...roles]),
    records: new Map([...own.records, ...existing]),
  };
  const apps = appsOf(template, names, options);
  const [app] = apps.values();
  if (!app) throw new AppError('internal', `The template "${template.slug}" has no app.`);
  const changes: SchemaChange[] = options.app
    ? []
    : [...apps.values()].map((one) => ({ kind: 'addApp', app: one }));
  for (const { slug, name, description } of template.classes) {
    if (shared.has(slug)) continue;
    const made = { name: names.text(name), description: names.text(description) };
    changes.push({ kind: 'addClass', class: { id: names.classes.get(slug) ?? '', ...made } });
  }
  const structure = tableChanges(template, apps, names, options);
  changes.push(...structure.changes);
  const member = options.member ?? null;
  const ids = new Map([...apps].map(([slug, { id }]) => [slug, id]));
  const rules = { names, apps: ids, member, makeId };
  return {
    app,
    changes,
    roles: template.roles.map(({ slug, name, description }) => ({
      slug,
      id: names.roles.get(slug) ?? '',
      name: names.text(name),
      description: names.text(description),
      shared: roles.has(slug),
    })),
    grants: newRules(resolveGrants(template, rules), options.policy?.grants ?? []),
    restrictions: newRules(
      resolveRestrictions(template, rules),
      options.policy?.restrictions ?? [],
    ),
    guarantees: newRules(resolveGuarantees(template, rules), options.policy?.guarantees ?? []),
    records: resolveRecords(template, {
      names,
      fields: structure.fields,
      member,
      today: options.today ?? null,
      timeZone: options.timeZone ?? 'UTC',
      existing: new Set(existing.keys()),
    }),
  };
}

/** The apps of a template by slug: those it names, or one of its own name. */
function appsOf(
  template: Template,
  names: TemplateNames,
  { app, makeId }: TemplateOptions,
): ReadonlyMap<string, App> {
  const named = template.apps ?? [template];
  return new Map(
    named.map((one, at) => {
      if (at === 0 && app) return [one.slug, app];
      const look = {
        ...(one.icon !== undefined && { icon: one.icon }),
        ...(one.color !== undefined && { color: one.color }),
      };
      return [one.slug, { id: makeId('app'), name: names.text(one.name), ...look }];
    }),
  );
}

function existingRecords(
  template: Template,
  names: TemplateNames,
  { language, records }: TemplateOptions,
): ReadonlyMap<string, RecordId> {
  const found = new Map<string, RecordId>();
  for (const table of template.tables) {
    const existing = names.tables.get(table.slug)?.existing;
    if (!existing || !records) continue;
    for (const { key, cells } of template.records[table.slug] ?? []) {
      const title = titleOf(cells[table.titleField], language);
      const id = title === null ? undefined : records(existing.id, title);
      if (id !== undefined) found.set(`${table.slug}.${key}`, id);
    }
  }
  return found;
}

function sharedClasses(
  template: Template,
  names: TemplateNames,
  schema: Schema | undefined,
): ReadonlyMap<string, string> {
  const known = new Map((schema?.classes ?? []).map((one) => [fold(one.name), one.id]));
  return new Map(
    template.classes.flatMap(({ slug, name }) => {
      const id = known.get(fold(names.text(name)));
      return id === undefined ? [] : [[slug, id] as const];
    }),
  );
}
