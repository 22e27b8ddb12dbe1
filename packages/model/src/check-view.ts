import { checkCondition, conditionFields } from './check-condition.ts';
import { checkName, tidyName } from './check-field.ts';
import type { Condition } from './condition.ts';
import { resultsById } from './derived.ts';
import { type Denial, denial, isDenial, unknownField } from './error.ts';
import { type FieldId, isId } from './ids.ts';
import { isPaletteColor } from './palette.ts';
import { queryLimits } from './query.ts';
import type { Field, Schema, Table, View, ViewColor } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';

const rowHeights: ReadonlySet<unknown> = new Set([
  undefined,
  'short',
  'medium',
  'tall',
  'extraTall',
]);

/** A view as it is kept, with a checked filter; refused when it names fields that its table does not have. */
export function checkView(view: View, table: Table, schema: Schema): View | Denial {
  if (!isId(view.id)) return denial('invalid', 'The id of a view is not well-formed.');
  const refused = checkName(view.name, 'A view');
  if (refused) return refused;
  if (view.kind !== 'grid' || !rowHeights.has(view.rowHeight)) {
    return denial('invalid', 'There is no such kind of view.');
  }
  if (view.owner !== undefined && !isId(view.owner)) {
    return denial('invalid', 'The owner of a view is not well-formed.');
  }
  const fields = fieldsById(table);
  const results = resultsById(schema, table);
  const named = [
    ...(view.sort ?? []).map((sort) => sort.field),
    ...(view.hiddenFields ?? []),
    ...(view.fieldOrder ?? []),
    ...Object.keys(view.widths ?? {}),
    ...(view.group ?? []).map((one) => one.field),
    ...Object.keys(view.measures ?? {}),
  ];
  const missing = named.find((id) => !fields.has(id));
  if (missing !== undefined) return unknownField(missing);
  if ((view.sort ?? []).length > queryLimits.sort) {
    return denial('invalid', `A view sorts by at most ${queryLimits.sort} fields.`);
  }
  const widths = Object.values(view.widths ?? {});
  if (!widths.every((width) => Number.isFinite(width) && width >= 20 && width <= 4000)) {
    return denial('invalid', 'A column is 20 to 4,000 pixels wide.');
  }
  if ((view.group ?? []).length > queryLimits.group) {
    return denial('invalid', `A view groups by at most ${queryLimits.group} fields.`);
  }
  const color = view.color && checkColor(view.color, fields, results);
  if (isDenial(color)) return color;
  const tidy = { ...view, name: tidyName(view.name), ...(color && { color }) };
  if (view.filter === undefined) return tidy;
  const filter = checkCondition(view.filter, (id) => results.get(id));
  return isDenial(filter) ? filter : { ...tidy, filter };
}

function checkColor(
  color: ViewColor,
  fields: ReadonlyMap<FieldId, Field>,
  results: ReadonlyMap<FieldId, Field>,
): ViewColor | Denial {
  if ('field' in color) {
    const field = fields.get(color.field);
    if (field === undefined) return unknownField(color.field);
    return field.type === 'singleSelect'
      ? color
      : denial('invalid', 'Records take their colour from a field with one choice.');
  }
  const rules: { when: Condition; color: string }[] = [];
  for (const rule of color.rules) {
    const when = checkCondition(rule.when, (id) => results.get(id));
    if (isDenial(when)) return when;
    if (!isPaletteColor(rule.color)) return denial('invalid', 'There is no such colour.');
    rules.push({ when, color: rule.color });
  }
  return { rules };
}

/**
 * A view without these fields. Its filter is left: an atom on a field that is gone is false, so the view shows
 * less and says so, and nothing widens unseen.
 */
export function viewWithout(view: View, gone: ReadonlySet<FieldId>): View {
  const kept = (id: FieldId) => !gone.has(id);
  return {
    ...view,
    ...(view.sort && { sort: view.sort.filter((sort) => kept(sort.field)) }),
    ...(view.group && { group: view.group.filter((one) => kept(one.field)) }),
    ...(view.hiddenFields && { hiddenFields: view.hiddenFields.filter(kept) }),
    ...(view.fieldOrder && { fieldOrder: view.fieldOrder.filter(kept) }),
    ...(view.widths && {
      widths: Object.fromEntries(Object.entries(view.widths).filter(([id]) => kept(id))),
    }),
    ...(view.measures && {
      measures: Object.fromEntries(Object.entries(view.measures).filter(([id]) => kept(id))),
    }),
    ...(view.color && { color: colorWithout(view.color, kept) }),
  };
}

/** Colours without what names other fields: a rule of which a part would be gone is gone itself. */
export function colorWithout(color: ViewColor, kept: (id: FieldId) => boolean): ViewColor {
  if ('field' in color) return kept(color.field) ? color : { rules: [] };
  return {
    rules: color.rules.filter(({ when }) => [...conditionFields(when)].every((id) => kept(id))),
  };
}
