import { AppError } from './error.ts';
import type { MakeId, MemberId, RoleId, TableId } from './ids.ts';
import type { Grant, Restriction } from './policy.ts';
import type { App, Field, Language, Schema, StoredRecord } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { uniqueSlug } from './slug.ts';
import type { Template } from './template.ts';
import { nameTemplate, type TemplateNames } from './template-names.ts';
import { resolveRecords } from './template-records.ts';
import { resolveGrants, resolveRestrictions } from './template-rules.ts';
import { fieldFrom, tableFrom, viewFrom } from './template-schema.ts';
import { fold } from './text-key.ts';

/** Where and for whom a template is set up. */
export interface TemplateOptions {
  readonly language: Language;
  readonly makeId: MakeId;
  /** An app that is there already; absent: one is made, named after the template. */
  readonly app?: App;
  /** Who `me` is in sample records and rules. */
  readonly member?: MemberId;
  /** What is there already: API names of tables stay unique, classes of the same name are shared. */
  readonly schema?: Schema;
  /** 'YYYY-MM-DD', for sample dates such as `today+3`; absent: those cells are empty. */
  readonly today?: string;
  /** IANA name; absent: UTC. */
  readonly timeZone?: string;
}

/** All that setting up a template does, in ids. Changes are to be applied in order, then roles, rules, records. */
export interface TemplateInstance {
  readonly app: App;
  readonly changes: readonly SchemaChange[];
  readonly roles: readonly {
    readonly slug: string;
    readonly id: RoleId;
    readonly name: string;
    readonly description: string;
  }[];
  readonly grants: readonly Grant[];
  readonly restrictions: readonly Restriction[];
  readonly records: readonly {
    readonly table: TableId;
    readonly records: readonly StoredRecord[];
  }[];
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
  template: Template,
  options: TemplateOptions,
  problems: string[],
): TemplateInstance {
  const { language, makeId, schema } = options;
  const own = nameTemplate(template, language, makeId, problems);
  const shared = sharedClasses(template, own, schema);
  const names: TemplateNames = { ...own, classes: new Map([...own.classes, ...shared]) };
  const app = options.app ?? {
    id: makeId('app'),
    name: names.text(template.name),
    icon: template.icon,
    color: template.color,
  };
  const fields = new Map<string, Field>();
  const changes: SchemaChange[] = options.app ? [] : [{ kind: 'addApp', app }];
  for (const { slug, name, description } of template.classes) {
    if (shared.has(slug)) continue;
    const made = { name: names.text(name), description: names.text(description) };
    changes.push({ kind: 'addClass', class: { id: names.classes.get(slug) ?? '', ...made } });
  }
  const taken = new Set((schema?.tables ?? []).map((table) => table.slug));
  const late: SchemaChange[] = [];
  for (const table of template.tables) {
    const slug = uniqueSlug(table.slug, taken);
    taken.add(slug);
    const made = tableFrom(table, slug, app, names);
    for (const field of table.fields) {
      const [side, reverse] = fieldFrom(field, table.slug, names);
      if (!side) continue;
      fields.set(side.id, side);
      if (reverse) fields.set(reverse.id, reverse);
      // Links, and fields that may watch links, come when all tables are there.
      const waits = reverse !== undefined || 'watch' in side;
      if (waits)
        late.push({ kind: 'addField', table: made.id, field: side, ...(reverse && { reverse }) });
      else made.fields.push(side);
    }
    changes.push({ kind: 'addTable', table: made });
  }
  const links = late.filter((change) => change.kind === 'addField' && change.reverse);
  changes.push(...links, ...late.filter((change) => !links.includes(change)));
  for (const table of template.tables) {
    const id = names.tables.get(table.slug)?.id ?? '';
    for (const view of table.views) {
      changes.push({ kind: 'putView', table: id, view: viewFrom(view, table, names, makeId) });
    }
  }
  const member = options.member ?? null;
  const rules = { names, app: app.id, member, makeId };
  return {
    app,
    changes,
    roles: template.roles.map(({ slug, name, description }) => ({
      slug,
      id: names.roles.get(slug) ?? '',
      name: names.text(name),
      description: names.text(description),
    })),
    grants: resolveGrants(template, rules),
    restrictions: resolveRestrictions(template, rules),
    records: resolveRecords(template, {
      names,
      fields,
      member,
      today: options.today ?? null,
      timeZone: options.timeZone ?? 'UTC',
    }),
  };
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
