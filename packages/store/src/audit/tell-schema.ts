import {
  type AuditKind,
  type AuditObjects,
  fieldsById,
  isDeclassified,
  type Removed,
  type Schema,
  type SchemaChange,
  type TrashedItem,
  tablesById,
} from '@tessera/model';
import { canonicalJson } from './chain.ts';
import type { Told } from './write.ts';

/** The names of the properties in which two things differ. */
export function aspectsOf(before: object, after: object): readonly string[] {
  const [a, b] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => canonicalJson(a?.[name]) !== canonicalJson(b?.[name])).sort();
}

/** One entry for each change of apps, tables, fields and views. `before` is the schema they were made from. */
export function tellSchema(before: Schema, changes: readonly SchemaChange[]): readonly Told[] {
  return changes.map((change) => tellChange(before, change));
}

function tellChange(schema: Schema, change: SchemaChange): Told {
  const of = (kind: AuditKind, objects: AuditObjects): Told => ({ kind, objects });
  switch (change.kind) {
    case 'addApp':
      return of('app.add', { app: change.app.id });
    case 'updateApp': {
      const was = schema.apps.find(({ id }) => id === change.app.id);
      return of('app.change', { app: change.app.id, aspects: aspectsOf(was ?? {}, change.app) });
    }
    case 'removeApp':
      return of('app.remove', { app: change.app });
    case 'moveApp':
      return of('app.change', { app: change.app, aspects: ['position'] });
    case 'moveTable':
      return of('table.change', { table: change.table, aspects: ['position'] });
    case 'addClass':
      return of('class.add', {});
    case 'addTable':
      return of('table.add', { app: change.table.app, table: change.table.id });
    case 'updateTable': {
      const { kind: _, table, ...given } = change;
      const was = tablesById(schema).get(table);
      const known = Object.fromEntries(
        Object.keys(given).map((key) => [key, was?.[key as keyof typeof was]]),
      );
      return of('table.change', { table, aspects: aspectsOf(known, given) });
    }
    case 'removeTable':
      return of('table.remove', { table: change.table });
    case 'addField':
      return of('field.add', {
        table: change.table,
        fields: [change.field.id],
        ...(isDeclassified(change.field) && { aspects: ['declassified'] }),
      });
    case 'updateField': {
      const table = tablesById(schema).get(change.table);
      const was = table && fieldsById(table).get(change.field.id);
      const aspects = aspectsOf(was ?? {}, change.field);
      return of('field.change', { table: change.table, fields: [change.field.id], aspects });
    }
    case 'convertField':
      return of('field.convert', { table: change.table, fields: [change.field.id] });
    case 'removeField':
      return of('field.remove', { table: change.table, fields: [change.field] });
    case 'putView':
      return of('view.save', { table: change.table, view: change.view.id });
    case 'removeView':
      return of('view.remove', { table: change.table, view: change.view });
  }
}

/** What came back out of the trash. */
export function tellRestored(removed: Removed): Told {
  return removed.kind === 'table'
    ? { kind: 'table.restore', objects: { table: removed.table.id } }
    : { kind: 'field.restore', objects: partOf(removed) };
}

/** What was dropped for good, an entry for each. */
export function tellDropped(items: readonly TrashedItem[]): readonly Told[] {
  return items.map(({ removed }) => ({
    kind: 'trash.empty',
    objects: removed.kind === 'table' ? { table: removed.table.id } : partOf(removed),
  }));
}

function partOf({ parts }: Extract<Removed, { readonly kind: 'field' }>): AuditObjects {
  const [part] = parts;
  return part ? { table: part.table, fields: [part.field.id] } : {};
}
