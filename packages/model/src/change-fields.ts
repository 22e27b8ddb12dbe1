import {
  checkField,
  checkLink,
  checkReaders,
  checkSameKind,
  schemaLimits,
  tidy,
} from './check-field.ts';
import { checkFresh } from './check-fresh.ts';
import { viewWithout } from './check-view.ts';
import { withChoosableDefault } from './default-cell.ts';
import { refuseWhileRead } from './derived.ts';
import { type Denial, denial, isDenial, noSuchTable, unknownField } from './error.ts';
import { formulaInputs } from './formula/formula.ts';
import type { FieldId, TableId } from './ids.ts';
import { isProduct } from './product.ts';
import type { Field, Schema, Table } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { fieldsById, tablesById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';

/** The refusal of one field too many. */
export const tooManyFields = denial(
  'invalid',
  `A table has at most ${schemaLimits.fields} fields.`,
);

/** The schema with one table made anew; refused when there is no such table or `make` refuses. */
export function onTable(
  schema: Schema,
  id: TableId,
  make: (table: Table) => Table | Denial,
): Schema | Denial {
  const table = tablesById(schema).get(id);
  const next = table ? make(table) : noSuchTable;
  if (isDenial(next)) return next;
  return { ...schema, tables: schema.tables.map((one) => (one.id === id ? next : one)) };
}

/** A field more at the end of its table; for a link, its other side in the other table too. */
export function addField(
  schema: Schema,
  { table: id, field, reverse }: Extract<SchemaChange, { kind: 'addField' }>,
): Schema | Denial {
  const table = tablesById(schema).get(id);
  if (!table) return noSuchTable;
  if (field.type !== 'link') {
    if (reverse) return denial('invalid', 'Only a link has another side.');
    return addOne(schema, id, field);
  }
  const refused = checkLink(field, reverse, table, tablesById(schema).get(field.target));
  if (refused || !reverse) return refused ?? noSuchTable;
  const forward = addOne(schema, id, field);
  return isDenial(forward) ? forward : addOne(forward, field.target, reverse);
}

function addOne(schema: Schema, id: TableId, field: Field): Schema | Denial {
  return onTable(schema, id, (table) => {
    if (table.fields.length >= schemaLimits.fields) return tooManyFields;
    const refused = checkFresh(schema, field.id) ?? checkField(field, table, schema);
    return refused ?? { ...table, fields: [...table.fields, tidyField(field)] };
  });
}

/** A field with other settings, of the same type and kind. */
export function updateField(schema: Schema, table: Table, given: Field): Table | Denial {
  const field = withChoosableDefault(given);
  const before = fieldsById(table).get(field.id);
  if (!before) return unknownField(field.id);
  const refused =
    checkSameKind(before, field) ??
    checkField(field, table, schema) ??
    checkReaders(table, field, schema);
  if (refused) return refused;
  const made = tidyField(field);
  return { ...table, fields: table.fields.map((one) => (one.id === made.id ? made : one)) };
}

/** Without a field and, for a link, its other side; views and watching fields forget it. Not the title field. */
export function removeField(schema: Schema, id: TableId, fieldId: FieldId): Schema | Denial {
  const table = tablesById(schema).get(id);
  if (!table) return noSuchTable;
  const field = fieldsById(table).get(fieldId);
  if (!field) return unknownField(fieldId);
  if (table.titleField === fieldId) {
    return denial(
      'invalid',
      `"${field.name}" names the records; choose another title field first.`,
    );
  }
  // Without a factor the product would keep its cells and lose the level of what they were made from.
  if (table.fields.some((one) => isProduct(one) && one.product.includes(fieldId))) {
    return denial('invalid', `"${field.name}" is multiplied in another field; remove that first.`);
  }
  const read = refuseWhileRead(schema, field);
  if (read) return read;
  const reader = table.fields.find(
    (one) => one.type === 'formula' && formulaInputs(one).includes(fieldId),
  );
  if (reader)
    return denial(
      'invalid',
      `"${field.name}" is read by the formula "${reader.name}"; change or remove that first.`,
    );
  const gone = new Set(field.type === 'link' ? [fieldId, field.reverse] : [fieldId]);
  return { ...schema, tables: schema.tables.map((one) => withoutFields(one, gone)) };
}

/** A table without these fields; what reads records behind them goes too, what else names them is mended. */
export function withoutFields(table: Table, given: ReadonlySet<FieldId>): Table {
  if (!table.fields.some((field) => given.has(field.id))) return table;
  const reading = table.fields.filter((field) => isDerived(field) && given.has(field.link));
  const gone = new Set([...given, ...reading.map(({ id }) => id)]);
  const fields = table.fields
    .filter((field) => !gone.has(field.id))
    .map((field) =>
      'watch' in field && field.watch !== 'all'
        ? { ...field, watch: field.watch.filter((id) => !gone.has(id)) }
        : field,
    );
  return { ...table, fields, views: table.views.map((view) => viewWithout(view, gone)) };
}

/** A field as it is kept: tidy names. */
export function tidyField(field: Field): Field {
  const named = tidy(field);
  return 'options' in named ? { ...named, options: named.options.map(tidy) } : named;
}
