import { tidyField, tooManyFields, withoutFields } from './change-fields.ts';
import {
  checkDescription,
  checkField,
  checkLook,
  checkName,
  schemaLimits,
  tidy,
  titleTypes,
} from './check-field.ts';
import { checkFresh, takenId } from './check-fresh.ts';
import { checkView } from './check-view.ts';
import { type Denial, denial, isDenial, noSuchTable } from './error.ts';
import type { TableId } from './ids.ts';
import type { Schema, Table, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { tablesById } from './schema-lookup.ts';
import { isSlug } from './slug.ts';

/** The answer for an app that does not exist. */
export const noSuchApp = denial('not_found', 'There is no such app.');

const noSuchView = denial('not_found', 'There is no such view.');

/** A table more, with its plain fields and views. */
export function addTable(schema: Schema, table: Table): Schema | Denial {
  if (schema.tables.length >= schemaLimits.tables) {
    return denial('invalid', `A workspace has at most ${schemaLimits.tables} tables.`);
  }
  if (table.fields.length > schemaLimits.fields) return tooManyFields;
  if (table.fields.some((field) => field.type === 'link')) {
    return denial('invalid', 'Links are added after their table.');
  }
  const ids = [table.id, ...table.fields.map((one) => one.id), ...table.views.map((one) => one.id)];
  if (new Set(ids).size < ids.length) return takenId;
  for (const id of ids) {
    const refused = checkFresh(schema, id);
    if (refused) return refused;
  }
  const made = tidy({ ...table, fields: table.fields.map(tidyField) });
  const refused = checkTable(made, schema);
  if (refused) return refused;
  for (const field of made.fields) {
    const no = checkField(field, made, schema);
    if (no) return no;
  }
  let whole: Table = { ...made, views: [] };
  for (const view of table.views) {
    const next = putView(schema, whole, view);
    if (isDenial(next)) return next;
    whole = next;
  }
  return { ...schema, tables: [...schema.tables, whole] };
}

/** A table with other settings. */
export function updateTable(
  schema: Schema,
  table: Table,
  set: Extract<SchemaChange, { kind: 'updateTable' }>['set'],
): Table | Denial {
  const next = tidy({ ...table, ...set });
  return checkTable(next, schema) ?? next;
}

/** Without a table; links to it go with it. */
export function removeTable(schema: Schema, id: TableId): Schema | Denial {
  if (!tablesById(schema).has(id)) return noSuchTable;
  const gone = new Set(
    schema.tables.flatMap((table) =>
      table.fields
        .filter((field) => field.type === 'link' && field.target === id)
        .map((field) => field.id),
    ),
  );
  const tables = schema.tables.filter((table) => table.id !== id);
  return { ...schema, tables: tables.map((table) => withoutFields(table, gone)) };
}

/** A table with this view, new or in place of the one of its id. */
export function putView(schema: Schema, table: Table, view: View): Table | Denial {
  const checked = checkView(view, table, schema);
  if (isDenial(checked)) return checked;
  if (table.views.some((one) => one.id === view.id)) {
    return { ...table, views: table.views.map((one) => (one.id === view.id ? checked : one)) };
  }
  // Views of others do not count: the limit must not tell of them.
  const beside = table.views.filter(({ owner }) => owner === view.owner).length;
  const limit = view.owner === undefined ? schemaLimits.views : schemaLimits.personalViews;
  if (beside >= limit) return denial('invalid', `A table has at most ${limit} such views.`);
  return checkFresh(schema, view.id) ?? { ...table, views: [...table.views, checked] };
}

/** A table without a view. */
export function removeView(table: Table, view: string): Table | Denial {
  if (!table.views.some((one) => one.id === view)) return noSuchView;
  return { ...table, views: table.views.filter((one) => one.id !== view) };
}

function checkTable(table: Table, schema: Schema): Denial | null {
  if (!schema.apps.some((app) => app.id === table.app)) return noSuchApp;
  if (!isSlug(table.slug)) {
    return denial('invalid', `"${table.name}" needs an API name of a-z, 0-9 and _.`);
  }
  if (schema.tables.some((other) => other.slug === table.slug && other.id !== table.id)) {
    return denial('invalid', `"${table.name}" needs an API name of its own.`);
  }
  const title = table.fields.find((field) => field.id === table.titleField);
  if (!title || !titleTypes.has(title.type)) {
    return denial('invalid', `"${table.name}" needs a title field of text or numbers.`);
  }
  return (
    checkName(table.name, 'A table') ?? checkDescription(table.description) ?? checkLook(table)
  );
}
