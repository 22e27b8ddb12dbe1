import { applySchemaChanges } from './apply-schema-change.ts';
import { checkCondition } from './check-condition.ts';
import type { Condition } from './condition.ts';
import { AppError, isDenial } from './error.ts';
import {
  type IdKind,
  idPrefixes,
  type MakeId,
  type MemberId,
  type RoleId,
  type TableId,
} from './ids.ts';
import type { Grant, Restriction } from './policy.ts';
import type { App, Field, Language, Schema, StoredRecord, Table, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { uniqueSlug } from './slug.ts';
import type { Template, TemplateField, TemplateTable } from './template.ts';
import { nameTemplate, type TemplateNames } from './template-names.ts';
import { resolveRecords } from './template-records.ts';
import { resolveCondition, resolveGrants, resolveRestrictions } from './template-rules.ts';
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
  const instance = build(template, options, problems);
  if (problems.length === 0) return instance;
  throw new AppError('internal', `The template "${template.slug}" is broken.`, { problems });
}

/** What is wrong with a template: dangling names, refused schema changes, conditions that do not fit. Empty: sound. */
export function checkTemplate(template: Template): readonly string[] {
  const problems: string[] = [];
  let count = 0;
  const makeId = (kind: IdKind) => {
    count += 1;
    return `${idPrefixes[kind]}${count}`;
  };
  const base: Schema = { workspace: 'wsp0', version: 0, apps: [], tables: [], classes: [] };
  const options = { language: 'en', makeId, member: 'mem0', today: '2000-01-01' } as const;
  const made = build(template, options, problems);
  if (problems.length > 0) return problems;
  const schema = applySchemaChanges(base, made.changes);
  if (isDenial(schema)) return [schema.message];
  const fields = new Map(
    schema.tables.flatMap((table) => table.fields.map((field) => [field.id, field] as const)),
  );
  const check = (where: string, condition: Condition | undefined) => {
    const checked = condition && checkCondition(condition, (id) => fields.get(id));
    if (isDenial(checked)) problems.push(`${where}: ${checked.message}`);
  };
  made.grants.forEach((grant, index) => {
    for (const part of grant.scope.kind === 'any' ? grant.scope.of : []) {
      check(`grant ${index + 1}`, part.and);
      if (part.kind === 'where') check(`grant ${index + 1}`, part.condition);
    }
  });
  for (const { name, when } of made.restrictions) check(`restriction "${name}"`, when);
  return problems;
}

function build(template: Template, options: TemplateOptions, problems: string[]): TemplateInstance {
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

function tableFrom(
  table: TemplateTable,
  slug: string,
  app: App,
  names: TemplateNames,
): Table & { fields: Field[] } {
  const title = names.field(table.titleField, table.slug, `table ${table.slug}`);
  return {
    id: names.tables.get(table.slug)?.id ?? '',
    app: app.id,
    name: names.text(table.name),
    slug,
    ...(table.description && { description: names.text(table.description) }),
    icon: table.icon,
    color: table.color,
    titleField: title?.id ?? '',
    fields: [],
    views: [],
  };
}

/** A field, and its other side when it is a link; nothing for a link that leads nowhere. */
function fieldFrom(
  spec: TemplateField,
  table: string,
  names: TemplateNames,
): readonly [Field | undefined, Field?] {
  const where = `field ${table}.${spec.slug}`;
  const named = names.tables.get(table)?.fields.get(spec.slug);
  if (!named) return [undefined];
  const { name, options, target: _target, reverse, ...rest } = spec;
  const classes = spec.classes.map((slug) => names.id(names.classes, slug, where));
  const base = { ...rest, id: named.id, name: names.text(name), classes };
  if (spec.type === 'link') {
    if (!reverse || !named.target || !named.reverse) return [undefined];
    const target = names.tables.get(named.target)?.id ?? '';
    const other: Field = {
      id: named.reverse,
      name: names.text(reverse.name),
      slug: reverse.slug,
      classes: [],
      type: 'link',
      side: 'reverse',
      single: reverse.single ?? false,
      target: names.tables.get(table)?.id ?? '',
      reverse: named.id,
    };
    return [{ ...base, side: 'forward', target, reverse: named.reverse } as Field, other];
  }
  if (spec.type === 'singleSelect' || spec.type === 'multiSelect') {
    const made = (options ?? []).map((option) => ({
      id: named.options.get(option.slug) ?? '',
      name: names.text(option.name),
      color: option.color,
    }));
    return [{ ...base, options: made } as Field];
  }
  if ('watch' in spec && spec.watch !== 'all') {
    const watch = spec.watch.map((slug) => names.field(slug, table, where)?.id ?? '');
    return [{ ...base, watch } as Field];
  }
  // The template's field is the schema's own but for ids and texts, which stand above.
  return [base as Field];
}

function viewFrom(
  view: TemplateTable['views'][number],
  table: TemplateTable,
  names: TemplateNames,
  makeId: MakeId,
): View {
  const where = `view "${view.name.en}" of ${table.slug}`;
  const id = (slug: string) => names.field(slug, table.slug, where)?.id ?? '';
  const { filter, sort, hiddenFields, fieldOrder, widths, ...rest } = view;
  // Links are added last; views still show them where the template has them.
  const order = fieldOrder ?? table.fields.map((field) => field.slug);
  return {
    ...rest,
    id: makeId('view'),
    name: names.text(view.name),
    ...(filter && { filter: resolveCondition(filter, table.slug, names, where) }),
    ...(sort && { sort: sort.map((one) => ({ ...one, field: id(one.field) })) }),
    ...(hiddenFields && { hiddenFields: hiddenFields.map(id) }),
    fieldOrder: order.map(id),
    ...(widths && {
      widths: Object.fromEntries(Object.entries(widths).map(([slug, width]) => [id(slug), width])),
    }),
  };
}
