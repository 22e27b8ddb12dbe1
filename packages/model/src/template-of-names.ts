import { formulaInputs } from './formula/formula.ts';
import type { AppId, ClassId, FieldId, OptionId, TableId } from './ids.ts';
import type { Role } from './organisation.ts';
import { type Policy, unclassified } from './policy.ts';
import type { App, DataClass, Field, StoredRecord, Table } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';
import { slugify, uniqueSlug } from './slug.ts';
import { unclassifiedSlug } from './template.ts';
import { fold } from './text-key.ts';

/** What a template is made of: exactly what its maker may know, nothing is looked up beyond it. */
export interface TemplateSource {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly color: string;
  readonly apps: readonly App[];
  /** Tables of these apps with the fields and views that go in. */
  readonly tables: readonly Table[];
  readonly classes: readonly DataClass[];
  /** Roles and rules; absent: the template comes without. */
  readonly rules?: { readonly policy: Policy; readonly roles: readonly Role[] };
  /** Canonical cells; a link names only records that are here too, others fall away. */
  readonly records: ReadonlyMap<TableId, readonly StoredRecord[]>;
}

/** A table on its way into a template. */
export interface TableNames {
  readonly table: Table;
  readonly slug: string;
  /** The fields that go in, both sides of links among them. */
  readonly fields: ReadonlyMap<FieldId, FieldNames>;
}

export interface FieldNames {
  readonly field: Field;
  readonly slug: string;
  readonly options: ReadonlyMap<OptionId, string>;
}

export interface ReverseName {
  readonly slug: string;
  readonly name: string;
  readonly classes: readonly ClassId[];
}

/** Slugs for all that goes into a template, by id. What has none stays behind. */
export interface SourceNames {
  readonly apps: ReadonlyMap<AppId, string>;
  readonly tables: ReadonlyMap<TableId, TableNames>;
  /** `of` is null for the class of what nobody has classified. */
  readonly classes: ReadonlyMap<ClassId, { readonly slug: string; readonly of: DataClass | null }>;
  /** The other side of a forward link, by its id: as it is called, or a name made up for one its maker does not know. */
  readonly reverses: ReadonlyMap<FieldId, ReverseName>;
  readonly untitled: readonly string[];
  readonly lostLinks: readonly string[];
}

/** Names everything of a source, and tells what cannot be named. */
export function namesOf({ apps, tables: given, classes }: TemplateSource): SourceNames {
  const titled = given.filter((table) => fieldsById(table).has(table.titleField));
  const chosen = new Map(titled.map((table) => [table.id, table]));
  const tables = new Map<TableId, TableNames & { fields: Map<FieldId, FieldNames> }>();
  const lostLinks: string[] = [];
  const takenTables: string[] = [];
  for (const table of titled) {
    const slug = uniqueSlug(table.slug, takenTables);
    takenTables.push(slug);
    const fields = new Map<FieldId, FieldNames>();
    for (const field of table.fields) {
      if (field.type === 'link' && !chosen.has(field.target)) {
        if (field.side === 'forward') lostLinks.push(`${table.name}: ${field.name}`);
        continue;
      }
      // A reverse side comes with its forward side, which its table has to hold.
      const other = field.type === 'link' && chosen.get(field.target);
      if (other && field.side === 'reverse' && !fieldsById(other).has(field.reverse)) continue;
      fields.set(field.id, { field, slug: field.slug, options: optionSlugs(field) });
    }
    for (const id of [...fields.keys()]) if (!comesWhole(id, fields)) fields.delete(id);
    tables.set(table.id, { table, slug, fields });
  }
  for (const { fields } of tables.values()) dropUnread(fields, tables);
  return {
    apps: slugsOf(apps),
    tables,
    classes: new Map([
      ...[...slugsOf(classes, [unclassifiedSlug])].map(
        ([id, slug]) => [id, { slug, of: classes.find((one) => one.id === id) ?? null }] as const,
      ),
      [unclassified, { slug: unclassifiedSlug, of: null }] as const,
    ]),
    reverses: reversesOf(tables),
    untitled: given.filter((table) => !chosen.has(table.id)).map(({ name }) => name),
    lostLinks,
  };
}

/** Takes out what reads something that does not come along. */
function dropUnread(
  fields: Map<FieldId, FieldNames>,
  tables: ReadonlyMap<TableId, { readonly fields: ReadonlyMap<FieldId, FieldNames> }>,
): void {
  for (const [id, { field }] of fields) {
    if (!isDerived(field)) continue;
    const link = fields.get(field.link)?.field;
    const behind = link?.type === 'link' ? tables.get(link.target)?.fields : undefined;
    if (!behind || (field.type !== 'count' && !behind.has(field.of))) fields.delete(id);
  }
}

/** A formula comes along with all that it reads, or not at all. */
function comesWhole(id: FieldId, fields: ReadonlyMap<FieldId, FieldNames>): boolean {
  const field = fields.get(id)?.field;
  if (field?.type !== 'formula') return field !== undefined;
  return formulaInputs(field).every((input) => comesWhole(input, fields));
}

function reversesOf(tables: ReadonlyMap<TableId, TableNames>): ReadonlyMap<FieldId, ReverseName> {
  const found = new Map<FieldId, ReverseName>();
  const taken = new Map(
    [...tables].map(([id, { fields }]) => [
      id,
      [...fields.values()].map(({ slug, field }) => ({ slug, name: fold(field.name) })),
    ]),
  );
  for (const { table, slug, fields } of tables.values()) {
    for (const { field } of fields.values()) {
      if (field.type !== 'link' || field.side !== 'forward') continue;
      const known = tables.get(field.target)?.fields.get(field.reverse);
      if (known) {
        const { name, classes } = known.field;
        found.set(field.reverse, { slug: known.slug, name, classes });
        continue;
      }
      const others = taken.get(field.target) ?? [];
      let name = table.name;
      for (let n = 2; others.some((one) => one.name === fold(name)); n++)
        name = `${table.name} ${n}`;
      const made = {
        slug: uniqueSlug(
          slug,
          others.map((one) => one.slug),
        ),
        name,
        classes: [],
      };
      others.push({ slug: made.slug, name: fold(name) });
      found.set(field.reverse, made);
    }
  }
  return found;
}

/** A slug of its own for each of these, after its name. */
export function slugsOf(
  items: readonly { readonly id: string; readonly name: string }[],
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  for (const { id, name } of items) {
    const base = slugify(name);
    slugs.set(id, uniqueSlug(base, [...taken, ...slugs.values()]));
  }
  return slugs;
}

function optionSlugs(field: Field): ReadonlyMap<OptionId, string> {
  return 'options' in field ? slugsOf(field.options) : new Map();
}
