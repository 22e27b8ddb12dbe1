import { renameFields } from './formula/tokens.ts';
import type { ClassId, FieldId } from './ids.ts';
import { isProduct } from './product.ts';
import type { View, ViewColor } from './schema.ts';
import { sameText, type TemplateField, type TemplateTable } from './template.ts';
import { nameFilter, nameWhole } from './template-of-conditions.ts';
import type { FieldNames, SourceNames, TableNames } from './template-of-names.ts';

/** A table of a source as a template has it. */
export function tableOf(named: TableNames, names: SourceNames): TemplateTable {
  const { table, slug, fields } = named;
  const app = names.apps.get(table.app);
  return {
    slug,
    ...(app !== undefined && { app }),
    name: sameText(table.name),
    ...(table.description !== undefined && { description: sameText(table.description) }),
    ...(table.icon !== undefined && { icon: table.icon }),
    ...(table.color !== undefined && { color: table.color }),
    titleField: fields.get(table.titleField)?.slug ?? '',
    fields: [...fields.values()]
      .filter(({ field }) => field.type !== 'link' || field.side === 'forward')
      .map((field) => fieldOf(field, named, names)),
    views: table.views
      .filter(({ owner }) => owner === undefined)
      .map((view) => viewOf(view, named)),
  };
}

function classSlugs(classes: readonly ClassId[], names: SourceNames): readonly string[] {
  return classes.flatMap((id) => names.classes.get(id)?.slug ?? []);
}

function fieldOf(
  { field, slug, options }: FieldNames,
  table: TableNames,
  names: SourceNames,
): TemplateField {
  const base = {
    slug,
    name: sameText(field.name),
    ...(field.description !== undefined && { description: field.description }),
    classes: classSlugs(field.classes, names),
    ...(field.required && { required: true }),
    ...(field.unique && { unique: true }),
    ...(field.warnDuplicates && { warnDuplicates: true }),
  };
  const slugs = (ids: readonly FieldId[]) => ids.flatMap((id) => table.fields.get(id)?.slug ?? []);
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'currency': {
      const product = isProduct(field) ? slugs(field.product) : [];
      const whole = isProduct(field) && product.length === field.product.length;
      return {
        ...base,
        type: field.type,
        precision: field.precision,
        ...(field.type === 'currency' && { currency: field.currency }),
        ...(whole && { product }),
      } as TemplateField;
    }
    case 'singleSelect':
    case 'multiSelect':
      return {
        ...base,
        type: field.type,
        options: field.options.map(({ id, name, color }) => ({
          slug: options.get(id) ?? '',
          name: sameText(name),
          color,
        })),
      };
    case 'member':
      return { ...base, type: 'member', ...(field.ownership && { ownership: true }) };
    case 'modifiedTime':
    case 'modifiedBy':
      return {
        ...base,
        type: field.type,
        watch: field.watch === 'all' ? 'all' : slugs(field.watch),
      };
    case 'formula': {
      const expression = renameFields(field.expression, (id) => table.fields.get(id)?.slug ?? null);
      const { type, result } = field;
      const decimals = 'precision' in field && { precision: field.precision };
      const money = 'currency' in field && { currency: field.currency };
      return { ...base, type, expression, result, ...decimals, ...money } as TemplateField;
    }
    case 'link': {
      const target = names.tables.get(field.target);
      const other = names.reverses.get(field.reverse);
      return {
        ...base,
        type: 'link',
        side: 'forward',
        single: field.single,
        target: target?.slug ?? '',
        reverse: {
          slug: other?.slug ?? '',
          name: sameText(other?.name ?? ''),
          classes: classSlugs(other?.classes ?? [], names),
        },
      };
    }
    case 'lookup':
    case 'rollup':
    case 'count': {
      const link = table.fields.get(field.link);
      const behind = link?.field.type === 'link' ? names.tables.get(link.field.target) : undefined;
      const of = field.type === 'count' ? undefined : behind?.fields.get(field.of)?.slug;
      return {
        ...base,
        type: field.type,
        link: link?.slug ?? '',
        ...(of !== undefined && { of }),
        ...(field.type === 'rollup' && { fn: field.fn }),
      } as TemplateField;
    }
    default:
      return { ...base, type: field.type } as TemplateField;
  }
}

/** A shared view: without what names fields, people or records that do not come along. */
function viewOf(view: View, named: TableNames): TemplateTable['views'][number] {
  const slugs = (ids: readonly FieldId[]) => ids.flatMap((id) => named.fields.get(id)?.slug ?? []);
  const filter = view.filter && nameFilter(view.filter, named);
  const group = (view.group ?? []).flatMap((one) =>
    slugs([one.field]).map((slug) => ({ ...one, field: slug })),
  );
  const measures = Object.entries(view.measures ?? {}).flatMap(([id, fn]) =>
    slugs([id]).map((slug) => [slug, fn] as const),
  );
  const color = view.color && colorOf(view.color, named);
  const sort = (view.sort ?? []).flatMap(({ field, direction }) =>
    slugs([field]).map((slug) => ({ field: slug, direction })),
  );
  // What a view does not order itself stands in the order of its table, the other sides of links among it.
  const order = [...new Set([...(view.fieldOrder ?? []), ...named.fields.keys()])];
  const widths = Object.entries(view.widths ?? {}).flatMap(([id, width]) =>
    slugs([id]).map((slug) => [slug, width] as const),
  );
  return {
    name: sameText(view.name),
    kind: view.kind,
    ...(filter && { filter }),
    ...(sort.length > 0 && { sort }),
    ...(group.length > 0 && { group }),
    ...(measures.length > 0 && { measures: Object.fromEntries(measures) }),
    ...(color && { color }),
    ...(view.frozen !== undefined && { frozen: view.frozen }),
    ...(view.hiddenFields && { hiddenFields: slugs(view.hiddenFields) }),
    fieldOrder: slugs(order),
    ...(widths.length > 0 && { widths: Object.fromEntries(widths) }),
    ...(view.rowHeight && { rowHeight: view.rowHeight }),
    ...(view.locked && { locked: true }),
  };
}

/** The colours of a view, without conditions that name what does not come along: half of one would colour others. */
function colorOf(color: ViewColor, named: TableNames): ViewColor | undefined {
  if ('field' in color) {
    const slug = named.fields.get(color.field)?.slug;
    return slug === undefined ? undefined : { field: slug };
  }
  const rules = color.rules.flatMap(({ when, color: one }) => {
    const whole = nameWhole(when, named);
    return whole ? [{ when: whole, color: one }] : [];
  });
  return rules.length > 0 ? { rules } : undefined;
}
