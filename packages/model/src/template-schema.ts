import { renameFields } from './formula/tokens.ts';
import type { MakeId } from './ids.ts';
import type { App, Field, Table, View } from './schema.ts';
import type { TemplateField, TemplateTable } from './template.ts';
import type { NamedField, TemplateNames } from './template-names.ts';
import { resolveCondition } from './template-rules.ts';
import { fold } from './text-key.ts';

/** A table of a template, still without fields and views. */
export function tableFrom(
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
    ...(table.icon !== undefined && { icon: table.icon }),
    ...(table.color !== undefined && { color: table.color }),
    titleField: title?.id ?? '',
    fields: [],
    views: [],
  };
}

/** A field, and its other side when it is a link; nothing for a link that leads nowhere. */
export function fieldFrom(
  spec: TemplateField,
  table: string,
  names: TemplateNames,
): readonly [Field | undefined, Field?] {
  const where = `field ${table}.${spec.slug}`;
  const named = names.tables.get(table)?.fields.get(spec.slug);
  if (!named) return [undefined];
  const { name, options, target: _target, reverse, currency, ...rest } = spec;
  const classes = spec.classes.map((slug) => names.id(names.classes, slug, where));
  const base = {
    ...rest,
    id: named.id,
    name: freeName(names.text(name), names.tables.get(table)?.existing),
    classes,
    ...(currency && { currency: typeof currency === 'string' ? currency : names.text(currency) }),
  };
  if (spec.type === 'link') {
    if (!reverse || !named.target || !named.reverse) return [undefined];
    const target = names.tables.get(named.target)?.id ?? '';
    const beside = names.tables.get(named.target)?.existing;
    const other: Field = {
      id: named.reverse,
      name: freeName(names.text(reverse.name), beside),
      slug: named.reverseSlug ?? reverse.slug,
      classes: (reverse.classes ?? []).map((slug) => names.id(names.classes, slug, where)),
      type: 'link',
      side: 'reverse',
      single: false,
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
  if ('link' in spec) {
    const link = names.field(spec.link, table, where);
    const of = 'of' in spec && names.field(spec.of, link?.target ?? '', where);
    return [{ ...base, link: link?.id ?? '', ...(of && { of: of.id }) } as Field];
  }
  if ('product' in spec && spec.product) {
    const product = spec.product.map((slug) => names.field(slug, table, where)?.id ?? '');
    return [{ ...base, product } as Field];
  }
  if (spec.type === 'formula') {
    const expression = renameFields(
      spec.expression,
      (slug) => names.field(slug, table, where)?.id ?? null,
    );
    return [{ ...base, expression } as Field];
  }
  // The template's field is the schema's own but for ids and texts, which stand above.
  return [base as Field];
}

/** A name that no field of the table has: the wanted one, or with the first number that makes it free. */
function freeName(wanted: string, table: Table | undefined): string {
  const taken = new Set((table?.fields ?? []).map(({ name }) => fold(name)));
  let name = wanted;
  for (let number = 2; taken.has(fold(name)); number++) name = `${wanted} ${number}`;
  return name;
}

/** The field that is there already, with the options that the template has beside its own; null when it has all. */
export function withOptions(
  spec: TemplateField,
  named: NamedField,
  names: TemplateNames,
): Field | null {
  const { existing } = named;
  if (!existing || !('options' in existing)) return null;
  const missing = (spec.options ?? [])
    .map(({ slug, name, color }) => ({
      id: named.options.get(slug) ?? '',
      name: names.text(name),
      color,
    }))
    .filter(({ id }) => !existing.options.some((option) => option.id === id));
  return missing.length > 0 ? { ...existing, options: [...existing.options, ...missing] } : null;
}

/** A view of a template. */
export function viewFrom(
  view: TemplateTable['views'][number],
  table: TemplateTable,
  names: TemplateNames,
  makeId: MakeId,
): View {
  const where = `view "${view.name.en}" of ${table.slug}`;
  const id = (slug: string) => names.field(slug, table.slug, where)?.id ?? '';
  const { filter, sort, group, hiddenFields, fieldOrder, widths, measures, color, ...rest } = view;
  const bySlug = <T>(given: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(given).map(([slug, value]) => [id(slug), value]));
  // Links are added last; views still show them where the template has them.
  const order = fieldOrder ?? table.fields.map((field) => field.slug);
  return {
    ...rest,
    id: makeId('view'),
    name: names.text(view.name),
    ...(filter && { filter: resolveCondition(filter, table.slug, names, where) }),
    ...(sort && { sort: sort.map((one) => ({ ...one, field: id(one.field) })) }),
    ...(group && { group: group.map((one) => ({ ...one, field: id(one.field) })) }),
    ...(measures && { measures: bySlug(measures) }),
    ...(color && {
      color:
        'field' in color
          ? { field: id(color.field) }
          : {
              rules: color.rules.map((rule) => ({
                ...rule,
                when: resolveCondition(rule.when, table.slug, names, where),
              })),
            },
    }),
    ...(hiddenFields && { hiddenFields: hiddenFields.map(id) }),
    fieldOrder: order.map(id),
    ...(widths && { widths: bySlug(widths) }),
  };
}
