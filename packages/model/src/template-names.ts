import type { FieldId, MakeId, OptionId, RecordId, TableId } from './ids.ts';
import type { Field, FieldType, Language, SelectOption, Table } from './schema.ts';
import { fieldOf, fieldsById } from './schema-lookup.ts';
import { uniqueSlug } from './slug.ts';
import type { Template, TemplateField, Text } from './template.ts';
import { isNamed, type Reuse } from './template-reuse.ts';

/** A field of a template with the ids it was given. */
export interface NamedField {
  readonly id: FieldId;
  readonly table: string;
  readonly slug: string;
  readonly type: FieldType;
  /** Option ids by slug. */
  readonly options: ReadonlyMap<string, OptionId>;
  /** Of a link: slug of the other table, and the id of the other side. */
  readonly target?: string;
  readonly reverse?: FieldId;
  /** The field that is there already and is used as it is. */
  readonly existing?: Field;
  /** API name of a new other side where it differs from the template's. */
  readonly reverseSlug?: string;
}

/** Ids for all that a template names by slug, and the names that lead nowhere. */
export interface TemplateNames {
  readonly tables: ReadonlyMap<
    string,
    {
      readonly id: TableId;
      readonly fields: ReadonlyMap<string, NamedField>;
      /** The table that is there already. */
      readonly existing?: Table;
    }
  >;
  readonly roles: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, string>;
  /** By `table.key`. */
  readonly records: ReadonlyMap<string, RecordId>;
  text(text: Text): string;
  /** A field by slug of this table, or of any as `customers.owner`; says where it is dangling. */
  field(reference: string, table: string | null, where: string): NamedField | null;
  /** The id behind a slug; notes a dangling one and gives ''. */
  id(map: ReadonlyMap<string, string>, slug: string, where: string): string;
  problem(text: string): void;
}

/** Gives ids to tables, fields with both sides of links, options, roles, classes and sample records. */
export function nameTemplate(
  template: Template,
  language: Language,
  makeId: MakeId,
  problems: string[],
  reuse: Reuse = new Map(),
): TemplateNames {
  const problem = (text: string) => void problems.push(text);
  const once = (map: ReadonlyMap<string, unknown>, slug: string, what: string) => {
    if (map.has(slug)) problem(`${what} "${slug}" stands twice`);
  };
  type Named = { id: TableId; fields: Map<string, NamedField>; existing?: Table };
  const tables = new Map<string, Named>();
  for (const table of template.tables) {
    once(tables, table.slug, 'table');
    const existing = reuse.get(table.slug);
    const id = existing?.id ?? makeId('table');
    tables.set(table.slug, { id, fields: new Map(), ...(existing && { existing }) });
  }
  const put = (field: NamedField) => {
    const fields = tables.get(field.table)?.fields ?? new Map();
    once(fields, field.slug, `table ${field.table}: field`);
    fields.set(field.slug, field);
  };
  for (const table of template.tables) {
    for (const field of table.fields) {
      const where = `field ${table.slug}.${field.slug}`;
      const host = tables.get(table.slug)?.existing;
      const existing = host && fieldOf(host, field.slug);
      const options = optionIds(field, existing, makeId);
      if (options.size < (field.options ?? []).length) problem(`${where}: an option stands twice`);
      const base = {
        id: existing?.id ?? makeId('field'),
        table: table.slug,
        slug: field.slug,
        type: field.type,
        options,
        ...(existing && { existing }),
      };
      if (field.type !== 'link') {
        put(base);
        continue;
      }
      const { target = '', reverse } = field;
      if (!tables.has(target) || !reverse) {
        problem(`${where}: the link needs a target table and a reverse field`);
        continue;
      }
      const other = reverseOf(
        base.id,
        existing,
        reverse.slug,
        tables.get(target)?.existing,
        makeId,
      );
      put({ ...base, target, reverse: other.id, reverseSlug: other.slug });
      const shared = { table: target, slug: reverse.slug, type: field.type, options: new Map() };
      put({ id: other.id, ...shared, target: table.slug, reverse: base.id });
    }
  }
  const ids = (kind: 'role' | 'class', items: readonly { readonly slug: string }[]) => {
    const map = new Map<string, string>();
    for (const { slug } of items) {
      once(map, slug, kind);
      map.set(slug, makeId(kind));
    }
    return map;
  };
  const records = new Map<string, RecordId>();
  for (const [table, rows] of Object.entries(template.records)) {
    if (!tables.has(table)) problem(`records: there is no table "${table}"`);
    for (const { key } of rows) {
      once(records, `${table}.${key}`, 'record');
      records.set(`${table}.${key}`, makeId('record'));
    }
  }
  return {
    tables,
    roles: ids('role', template.roles),
    classes: ids('class', template.classes),
    records,
    text: (text) => text[language],
    field: (reference, table, where) => {
      const [first = '', second] = reference.split('.');
      const found =
        second === undefined
          ? tables.get(table ?? '')?.fields.get(first)
          : tables.get(first)?.fields.get(second);
      if (found) return found;
      problem(`${where}: there is no field "${reference}"`);
      return null;
    },
    id: (map, slug, where) => {
      const id = map.get(slug);
      if (id === undefined) problem(`${where}: there is no "${slug}"`);
      return id ?? '';
    },
    problem,
  };
}

/** Ids of options by slug: of one of the same name where the field is there already. */
function optionIds(
  spec: TemplateField,
  existing: Field | undefined,
  makeId: MakeId,
): ReadonlyMap<string, OptionId> {
  const known: readonly SelectOption[] = existing && 'options' in existing ? existing.options : [];
  return new Map(
    (spec.options ?? []).map(({ slug, name }) => {
      const same = known.find((option) => isNamed(option.name, name));
      return [slug, same?.id ?? makeId('option')] as const;
    }),
  );
}

/** The other side of a link: the one it has, or a new one whose API name is free in its table. */
function reverseOf(
  forward: FieldId,
  existing: Field | undefined,
  slug: string,
  target: Table | undefined,
  makeId: MakeId,
): { readonly id: FieldId; readonly slug: string } {
  if (existing?.type === 'link') {
    const known = target && fieldsById(target).get(existing.reverse);
    return { id: existing.reverse, slug: known?.slug ?? slug };
  }
  const taken = (target?.fields ?? []).filter(({ id }) => id !== forward).map((one) => one.slug);
  return { id: makeId('field'), slug: uniqueSlug(slug, taken) };
}
