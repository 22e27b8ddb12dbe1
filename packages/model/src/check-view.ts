import { checkCondition } from './check-condition.ts';
import { checkName, tidyName } from './check-field.ts';
import { type Denial, denial, isDenial, unknownField } from './error.ts';
import { type FieldId, isId } from './ids.ts';
import { queryLimits } from './query.ts';
import type { Table, View } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';

const rowHeights: ReadonlySet<unknown> = new Set([
  undefined,
  'short',
  'medium',
  'tall',
  'extraTall',
]);

/** A view as it is kept, with a checked filter; refused when it names fields that its table does not have. */
export function checkView(view: View, table: Table): View | Denial {
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
  const named = [
    ...(view.sort ?? []).map((sort) => sort.field),
    ...(view.hiddenFields ?? []),
    ...(view.fieldOrder ?? []),
    ...Object.keys(view.widths ?? {}),
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
  const tidy = { ...view, name: tidyName(view.name) };
  if (view.filter === undefined) return tidy;
  const filter = checkCondition(view.filter, (id) => fields.get(id));
  return isDenial(filter) ? filter : { ...tidy, filter };
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
    ...(view.hiddenFields && { hiddenFields: view.hiddenFields.filter(kept) }),
    ...(view.fieldOrder && { fieldOrder: view.fieldOrder.filter(kept) }),
    ...(view.widths && {
      widths: Object.fromEntries(Object.entries(view.widths).filter(([id]) => kept(id))),
    }),
  };
}
