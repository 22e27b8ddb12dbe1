import type { MakeId } from './ids.ts';
import type { App, Field, Table, View } from './schema.ts';
import type { TemplateField, TemplateTable } from './template.ts';
import type { TemplateNames } from './template-names.ts';
import { resolveCondition } from './template-rules.ts';

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
    icon: table.icon,
    color: table.color,
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
    name: names.text(name),
    classes,
    ...(currency && { currency: typeof currency === 'string' ? currency : names.text(currency) }),
  };
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
  if ('product' in spec && spec.product) {
    const product = spec.product.map((slug) => names.field(slug, table, where)?.id ?? '');
    return [{ ...base, product } as Field];
  }
  // The template's field is the schema's own but for ids and texts, which stand above.
  return [base as Field];
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
