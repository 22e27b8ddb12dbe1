import { addField, onTable, removeField, updateField } from './change-fields.ts';
import {
  addTable,
  noSuchApp,
  putView,
  removeTable,
  removeView,
  updateTable,
} from './change-tables.ts';
import { checkDescription, checkLook, checkName, schemaLimits, tidy } from './check-field.ts';
import { checkFresh } from './check-fresh.ts';
import { convertField } from './convert-field.ts';
import { type Denial, denial, isDenial, noSuchTable } from './error.ts';
import type { App, DataClass, Schema } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
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
    case 'moveApp': {
      const apps = inFront(schema.apps, change.app, change.before);
      return apps ? { ...schema, apps } : noSuchApp;
    }
    case 'moveTable': {
      const tables = inFront(schema.tables, change.table, change.before);
      return tables ? { ...schema, tables } : noSuchTable;
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
      return onTable(schema, change.table, (table) => updateTable(schema, table, change.set));
    case 'addField':
      return addField(schema, change);
    case 'updateField':
      return onTable(schema, change.table, (table) => updateField(schema, table, change.field));
    case 'convertField':
      return convertField(schema, change);
    case 'removeField':
      return removeField(schema, change.table, change.field);
    case 'putView':
      return onTable(schema, change.table, (table) => putView(schema, table, change.view));
    case 'removeView':
      return onTable(schema, change.table, (table) => removeView(table, change.view));
  }
}

/** A list with one item in front of another, or at the end; null when one of them is not there. */
function inFront<T extends { readonly id: string }>(
  items: readonly T[],
  moved: string,
  before: string | null,
): readonly T[] | null {
  const item = items.find(({ id }) => id === moved);
  const rest = items.filter(({ id }) => id !== moved);
  const at = before === null ? rest.length : rest.findIndex(({ id }) => id === before);
  if (!item || before === moved) return item ? items : null;
  return at < 0 ? null : rest.toSpliced(at, 0, item);
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
