import {
  checkDescription,
  checkField,
  checkLink,
  checkLook,
  checkName,
  checkSameKind,
  schemaLimits,
  tidyName,
  titleTypes,
} from './check-field.ts';
import { checkView, viewWithout } from './check-view.ts';
import { type Denial, denial, isDenial, noSuchTable, unknownField } from './error.ts';
import { type FieldId, isId, type TableId } from './ids.ts';
import type { App, DataClass, Field, Schema, Table, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { fieldsById, tablesById } from './schema-lookup.ts';
import { isSlug } from './slug.ts';
import { fold } from './text-key.ts';

/** The next schema, its version one higher, or why the change is refused. The schema given stays as it is. */
export function applySchemaChange(schema: Schema, change: SchemaChange): Schema | Denial {
  const applied = apply(schema, change);
  return isDenial(applied) ? applied : { ...applied, version: schema.version + 1 };
}

/** Several changes, all or nothing; the version grows by one for each. */
export function applySchemaChanges(
  schema: Schema,
  changes: readonly SchemaChange[],
): Schema | Denial {
  let current = schema;
  for (const change of changes) {
    const next = applySchemaChange(current, change);
    if (isDenial(next)) return next;
    current = next;
  }
  return current;
}

function apply(schema: Schema, change: SchemaChange): Schema | Denial {
  switch (change.kind) {
    case 'addApp': {
      const refused = checkFresh(schema, change.app.id) ?? checkApp(change.app);
      return refused ?? { ...schema, apps: [...schema.apps, tidy(change.app)] };
    }
    case 'updateApp': {
      if (!schema.apps.some((app) => app.id === change.app.id)) return noSuchApp;
      const apps = schema.apps.map((app) => (app.id === change.app.id ? tidy(change.app) : app));
      return checkApp(change.app) ?? { ...schema, apps };
    }
    case 'removeApp': {
      if (!schema.apps.some((app) => app.id === change.app)) return noSuchApp;
      if (schema.tables.some((table) => table.app === change.app)) {
        return denial('invalid', 'An app is removed after its tables.');
      }
      return { ...schema, apps: schema.apps.filter((app) => app.id !== change.app) };
    }
    case 'addClass': {
      const refused = checkFresh(schema, change.class.id) ?? checkClass(change.class, schema);
      return refused ?? { ...schema, classes: [...schema.classes, tidy(change.class)] };
    }
    case 'addTable':
      return addTable(schema, change.table);
    case 'removeTable':
      return removeTable(schema, change.table);
    case 'updateTable':
      return onTable(schema, change.table, (table) => {
        const next = tidy({ ...table, ...change.set });
        return checkTable(next, schema) ?? next;
      });
    case 'addField':
      return addField(schema, change);
    case 'updateField':
      return onTable(schema, change.table, (table) => {
        const before = fieldsById(table).get(change.field.id);
        if (!before) return unknownField(change.field.id);
        const refused =
          checkSameKind(before, change.field) ?? checkField(change.field, table, schema);
        if (refused) return refused;
        const field = tidyField(change.field);
        return { ...table, fields: table.fields.map((one) => (one.id === field.id ? field : one)) };
      });
    case 'removeField':
      return removeField(schema, change.table, change.field);
    case 'putView':
      return onTable(schema, change.table, (table) => putView(schema, table, change.view));
    case 'removeView':
      return onTable(schema, change.table, (table) => {
        if (!table.views.some((view) => view.id === change.view)) return noSuchView;
        return { ...table, views: table.views.filter((view) => view.id !== change.view) };
      });
  }
}

const noSuchApp = denial('not_found', 'There is no such app.');
const noSuchView = denial('not_found', 'There is no such view.');

function onTable(
  schema: Schema,
  id: TableId,
  make: (table: Table) => Table | Denial,
): Schema | Denial {
  const table = tablesById(schema).get(id);
  const next = table ? make(table) : noSuchTable;
  if (isDenial(next)) return next;
  return { ...schema, tables: schema.tables.map((one) => (one.id === id ? next : one)) };
}

function addTable(schema: Schema, table: Table): Schema | Denial {
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

function addField(
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

function removeField(schema: Schema, id: TableId, fieldId: FieldId): Schema | Denial {
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
  const gone = new Set(field.type === 'link' ? [fieldId, field.reverse] : [fieldId]);
  return { ...schema, tables: schema.tables.map((one) => withoutFields(one, gone)) };
}

function removeTable(schema: Schema, id: TableId): Schema | Denial {
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

function withoutFields(table: Table, gone: ReadonlySet<FieldId>): Table {
  if (!table.fields.some((field) => gone.has(field.id))) return table;
  const fields = table.fields
    .filter((field) => !gone.has(field.id))
    .map((field) =>
      'watch' in field && field.watch !== 'all'
        ? { ...field, watch: field.watch.filter((id) => !gone.has(id)) }
        : field,
    );
  return { ...table, fields, views: table.views.map((view) => viewWithout(view, gone)) };
}

function putView(schema: Schema, table: Table, view: View): Table | Denial {
  const checked = checkView(view, table);
  if (isDenial(checked)) return checked;
  if (table.views.some((one) => one.id === view.id)) {
    return { ...table, views: table.views.map((one) => (one.id === view.id ? checked : one)) };
  }
  if (table.views.length >= schemaLimits.views) {
    return denial('invalid', `A table has at most ${schemaLimits.views} views.`);
  }
  return checkFresh(schema, view.id) ?? { ...table, views: [...table.views, checked] };
}

const takenId = denial('invalid', 'An id is taken already.');
const tooManyFields = denial('invalid', `A table has at most ${schemaLimits.fields} fields.`);

function checkFresh(schema: Schema, id: string): Denial | null {
  if (!isId(id)) return denial('invalid', 'An id is not well-formed.');
  const taken =
    schema.apps.some((app) => app.id === id) ||
    schema.classes.some((one) => one.id === id) ||
    schema.tables.some(
      (table) =>
        table.id === id || fieldsById(table).has(id) || table.views.some((view) => view.id === id),
    );
  return taken ? takenId : null;
}

function checkApp(app: App): Denial | null {
  return checkName(app.name, 'An app') ?? checkLook(app);
}

function checkClass(made: DataClass, schema: Schema): Denial | null {
  if (schema.classes.length >= schemaLimits.classes) {
    return denial('invalid', `A workspace has at most ${schemaLimits.classes} classes.`);
  }
  if (schema.classes.some((one) => fold(one.name) === fold(made.name))) {
    return denial('invalid', `There is a class "${made.name}" already.`);
  }
  return checkName(made.name, 'A class') ?? checkDescription(made.description);
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

function tidy<T extends { readonly name: string }>(named: T): T {
  return { ...named, name: tidyName(named.name) };
}

function tidyField(field: Field): Field {
  const named = tidy(field);
  return 'options' in named ? { ...named, options: named.options.map(tidy) } : named;
}
