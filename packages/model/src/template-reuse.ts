import { pathOf } from './derived.ts';
import type { RoleId } from './ids.ts';
import type { Role } from './organisation.ts';
import type { Grant, Guarantee, Restriction } from './policy.ts';
import type { Field, Language, Schema, Table } from './schema.ts';
import { fieldOf, titleFieldOf } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';
import type { Template, TemplateField, TemplateTable, Text } from './template.ts';
import { fold } from './text-key.ts';

/** Tables that are there already and serve a template in place of its own, by the template's slug. */
export type Reuse = ReadonlyMap<string, Table>;

/** The tables of a template for which the workspace has one of the same API name and purpose. */
export function reusedTables(template: Template, schema: Schema | undefined): Reuse {
  const found = new Map<string, Table>();
  for (const table of template.tables) {
    const existing = table.shared && schema && sameTable(table, schema);
    if (existing) found.set(table.slug, existing);
  }
  return found;
}

/** The table of this API name, when it is titled alike and none of its fields is of another kind than asked for. */
function sameTable(spec: TemplateTable, schema: Schema): Table | undefined {
  const table = schema.tables.find(({ slug }) => slug === spec.slug);
  if (!table || titleFieldOf(table)?.slug !== spec.titleField) return undefined;
  const fits = spec.fields.every((field) => {
    const existing = fieldOf(table, field.slug);
    return !existing || sameKind(field, existing, schema);
  });
  return fits ? table : undefined;
}

function sameKind(spec: TemplateField, field: Field, schema: Schema): boolean {
  if (spec.type !== field.type) return false;
  if (isDerived(field)) {
    const table = schema.tables.find(({ fields }) => fields.includes(field));
    const path = table && pathOf(schema, table, field);
    return (
      'link' in spec &&
      path?.link.slug === spec.link &&
      (path.of?.slug ?? null) === ('of' in spec ? spec.of : null) &&
      ('fn' in field ? field.fn : null) === ('fn' in spec ? spec.fn : null)
    );
  }
  if (field.type !== 'link') return true;
  const target = schema.tables.find(({ id }) => id === field.target);
  return field.side === 'forward' && target?.slug === spec.target;
}

/**
 * A template with those of its joins whose tables are all there: its own, and tables of other templates that the
 * workspace has.
 */
export function withJoins(template: Template, schema: Schema | undefined): Template {
  let whole = template;
  for (const join of template.joins ?? []) {
    const own = (slug: string) => template.tables.some((table) => table.slug === slug);
    if (join.tables.every((one) => own(one.slug) || (schema && sameTable(one, schema))))
      whole = {
        ...whole,
        classes: bySlug([...whole.classes, ...(join.classes ?? [])]),
        roles: bySlug([...whole.roles, ...(join.roles ?? [])]),
        tables: mergeTables(whole.tables, join.tables),
        grants: [...whole.grants, ...join.grants],
      };
  }
  return whole;
}

function bySlug<T extends { readonly slug: string }>(items: readonly T[]): readonly T[] {
  return items.filter((one, at) => items.findIndex(({ slug }) => slug === one.slug) === at);
}

function mergeTables(
  tables: readonly TemplateTable[],
  more: readonly TemplateTable[],
): readonly TemplateTable[] {
  const merged = tables.map((table) => {
    const other = more.find(({ slug }) => slug === table.slug);
    return other ? { ...table, fields: bySlug([...table.fields, ...other.fields]) } : table;
  });
  const foreign = more.filter(({ slug }) => !tables.some((table) => table.slug === slug));
  return [...merged, ...foreign.map((table) => ({ ...table, shared: true }))];
}

/** Whether a name is this text in one of the languages. */
export function isNamed(name: string, text: Text): boolean {
  return fold(name) === fold(text.en) || fold(name) === fold(text.zh);
}

/** Ids of the roles that are there already, by the template's slug. Built-in roles are nobody's to share. */
export function reusedRoles(
  template: Template,
  roles: readonly Role[] | undefined,
): ReadonlyMap<string, RoleId> {
  return new Map(
    template.roles.flatMap(({ slug, name }) => {
      const known = roles?.find((role) => role.builtIn === undefined && isNamed(role.name, name));
      return known ? [[slug, known.id] as const] : [];
    }),
  );
}

/** The rules that do not stand in the policy already, whatever the reason that is given there. */
export function newRules<T extends Grant | Restriction | Guarantee>(
  rules: readonly T[],
  known: readonly T[],
): readonly T[] {
  const seen = new Set(known.map(ruleKey));
  return rules.filter((rule) => {
    const key = ruleKey(rule);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** What a rule does, as text: without its id and its words, every list in one order. */
function ruleKey(rule: Grant | Restriction | Guarantee): string {
  return inOrder({ ...rule, id: '', name: '', reason: '' });
}

function inOrder(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item) ?? '';
  if (Array.isArray(item)) return `[${item.map(inOrder).sort().join()}]`;
  const entries = Object.entries(item).map(([key, value]) => `${key}:${inOrder(value)}`);
  return `{${entries.sort().join()}}`;
}

/** The titles of sample records for tables that are there already: records named so are taken for the same. */
export function sampleTitles(
  template: Template,
  schema: Schema,
  language: Language,
): readonly { readonly table: Table; readonly titles: readonly string[] }[] {
  const whole = withJoins(template, schema);
  return [...reusedTables(whole, schema)].flatMap(([slug, table]) => {
    const titles = (whole.records[slug] ?? []).flatMap(({ cells }) => {
      const title = titleOf(cells[titleFieldOf(table)?.slug ?? ''], language);
      return title === null ? [] : [title];
    });
    return titles.length > 0 ? [{ table, titles }] : [];
  });
}

/** A title as it is written in this language; null when it is no text. */
export function titleOf(cell: unknown, language: Language): string | null {
  if (typeof cell === 'string') return cell;
  const both = typeof cell === 'object' && cell !== null && 'en' in cell && 'zh' in cell;
  return both ? String((cell as Text)[language]) : null;
}
