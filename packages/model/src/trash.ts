import { tooManyFields, withoutFields } from './change-fields.ts';
import { checkField, schemaLimits } from './check-field.ts';
import { colorWithout } from './check-view.ts';
import { type Denial, denial, isDenial, noSuchTable } from './error.ts';
import type { FieldId, MemberId, TableId } from './ids.ts';
import type { App, Field, Schema, Table, View } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { fieldsById, tablesById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';
import { uniqueSlug } from './slug.ts';
import { fold } from './text-key.ts';

/** A field that was taken out of a table, with all that named it there. */
export interface RemovedField {
  readonly table: TableId;
  readonly field: Field;
  /** Where it stood among the fields. */
  readonly position: number;
  /** The table's views as they were. */
  readonly views: readonly View[];
  /** The modified fields that watched it. */
  readonly watchers: readonly FieldId[];
}

/** What one removal took out of the schema, complete enough to put it back. */
export type Removed =
  | { readonly kind: 'field'; readonly parts: readonly RemovedField[] }
  | {
      readonly kind: 'table';
      readonly table: Table;
      readonly position: number;
      readonly app: App;
      /** Links of other tables to it, and what is read through them. */
      readonly parts: readonly RemovedField[];
    };

/** A removal that can be taken back for some time. Its cells stay where they were, and nothing shows them. */
export interface TrashedItem {
  readonly id: string;
  readonly at: number;
  readonly by: MemberId;
  readonly removed: Removed;
}

/** What a removal is called in the trash: after the change set that made it. */
export function trashIdOf(change: string, nth = 0): string {
  return `trs${change.slice(3)}${nth === 0 ? '' : nth}`;
}

/** How long something stays in the trash, in milliseconds. */
export const trashTime = 30 * 86_400_000;

/** What a change is about to take out of the schema; null when it removes nothing that is kept. */
export function removedBy(schema: Schema, change: SchemaChange): Removed | null {
  if (change.kind === 'removeField') {
    const table = tablesById(schema).get(change.table);
    const field = table && fieldsById(table).get(change.field);
    if (!table || !field) return null;
    const own = partOf(table, field);
    const target = field.type === 'link' ? tablesById(schema).get(field.target) : undefined;
    const other = target && field.type === 'link' && fieldsById(target).get(field.reverse);
    return { kind: 'field', parts: target && other ? [own, partOf(target, other)] : [own] };
  }
  if (change.kind !== 'removeTable') return null;
  const position = schema.tables.findIndex(({ id }) => id === change.table);
  const table = schema.tables[position];
  const app = table && schema.apps.find(({ id }) => id === table.app);
  if (!table || !app) return null;
  const parts = schema.tables
    .filter(({ id }) => id !== table.id)
    .flatMap((other) => {
      const links = other.fields.filter(
        (field) => field.type === 'link' && field.target === table.id,
      );
      const gone = new Set(links.map(({ id }) => id));
      const reading = other.fields.filter((field) => isDerived(field) && gone.has(field.link));
      return [...links, ...reading].map((field) => partOf(other, field));
    });
  return { kind: 'table', table, position, app, parts };
}

function partOf(table: Table, field: Field): RemovedField {
  return {
    table: table.id,
    field,
    position: table.fields.indexOf(field),
    views: table.views,
    watchers: table.fields
      .filter((one) => 'watch' in one && one.watch !== 'all' && one.watch.includes(field.id))
      .map(({ id }) => id),
  };
}

/** Every table and field of a removal, by id: what of them is in SQL stays there until it is emptied. */
export function removedIds(removed: Removed): ReadonlySet<string> {
  const ids = new Set(removed.parts.map(({ field }) => field.id));
  if (removed.kind === 'table') {
    ids.add(removed.table.id);
    for (const { id } of removed.table.fields) ids.add(id);
  }
  return ids;
}

/**
 * The schema with what was removed in its place again, under names that are free. Refused while something it leads to
 * is in the trash itself; a side of a link whose other side is gone for good is left out.
 */
export function restoreRemoved(
  schema: Schema,
  removed: Removed,
  inTrash: readonly Removed[],
): Schema | Denial {
  const trashed = new Map(
    inTrash.flatMap((one) => (one.kind === 'table' ? [[one.table.id, one.table.name]] : [])),
  );
  const own = removed.kind === 'table' ? removed.table.id : null;
  const there = (id: TableId) => id === own || tablesById(schema).has(id);
  for (const { table, field } of removed.parts) {
    const needed = [table, ...(field.type === 'link' ? [field.target] : [])];
    const waits = needed.map((id) => (there(id) ? undefined : trashed.get(id))).find(Boolean);
    if (waits !== undefined) return denial('invalid', `Restore the table "${waits}" first.`);
  }
  const gone = new Set(
    removed.parts
      .filter(
        ({ table, field }) => !there(table) || (field.type === 'link' && !there(field.target)),
      )
      .flatMap(({ field }) => (field.type === 'link' ? [field.id, field.reverse] : [field.id])),
  );
  const parts = removed.parts.filter(
    ({ field }) => !gone.has(field.id) && !(isDerived(field) && gone.has(field.link)),
  );
  if (removed.kind === 'field' && parts.length === 0) return noSuchTable;
  const start = removed.kind === 'table' ? withTable(schema, removed, gone) : schema;
  if (isDenial(start)) return start;
  let whole = start;
  for (const part of parts) {
    const next = withPart(whole, part);
    if (isDenial(next)) return next;
    whole = next;
  }
  return { ...whole, version: schema.version + 1 };
}

function withTable(
  schema: Schema,
  removed: Extract<Removed, { kind: 'table' }>,
  gone: ReadonlySet<FieldId>,
): Schema | Denial {
  if (schema.tables.length >= schemaLimits.tables)
    return denial('invalid', `A workspace has at most ${schemaLimits.tables} tables.`);
  const apps = schema.apps.some(({ id }) => id === removed.app.id)
    ? schema.apps
    : [...schema.apps, removed.app];
  const taken = schema.tables.map(({ slug }) => slug);
  const table = withoutFields(removed.table, gone);
  const slug = uniqueSlug(table.slug, taken);
  const tables = schema.tables.toSpliced(removed.position, 0, { ...table, slug });
  return { ...schema, apps, tables };
}

function withPart(schema: Schema, part: RemovedField): Schema | Denial {
  const table = tablesById(schema).get(part.table);
  if (!table) return noSuchTable;
  if (table.fields.length >= schemaLimits.fields) return tooManyFields;
  const field = freeNamed(table, part.field);
  const watching = new Set(part.watchers);
  const fields = table.fields
    .map((one) =>
      'watch' in one && one.watch !== 'all' && watching.has(one.id)
        ? { ...one, watch: [...one.watch, field.id] }
        : one,
    )
    .toSpliced(part.position, 0, field);
  const views = table.views.map((view) => {
    const was = part.views.find(({ id }) => id === view.id);
    return was ? viewWith(view, was, field.id) : view;
  });
  const next = { ...table, fields, views };
  const refused = checkField(field, next, schema);
  if (refused) return refused;
  return { ...schema, tables: schema.tables.map((one) => (one === table ? next : one)) };
}

/** The field under a name and API name that no other of its table has; of what it watched only what is still there. */
function freeNamed(table: Table, field: Field): Field {
  const names = new Set(table.fields.map(({ name }) => fold(name)));
  let { name } = field;
  for (let number = 2; names.has(fold(name)); number++) name = `${field.name} ${number}`;
  const taken = table.fields.map(({ slug }) => slug);
  const named = { ...field, name, slug: uniqueSlug(field.slug, taken) };
  if (!('watch' in named) || named.watch === 'all') return named;
  const known = fieldsById(table);
  return { ...named, watch: named.watch.filter((id) => known.has(id)) };
}

/** A view that names a field again as it did. */
function viewWith(view: View, was: View, field: FieldId): View {
  const sort = was.sort?.find((one) => one.field === field);
  const width = was.widths?.[field];
  const order = was.fieldOrder?.indexOf(field) ?? -1;
  const group = was.group?.find((one) => one.field === field);
  const measure = was.measures?.[field];
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const color =
    was.color &&
    same(
      view.color,
      colorWithout(was.color, (id) => id !== field),
    )
      ? was.color
      : null;
  return {
    ...view,
    ...(sort && { sort: (view.sort ?? []).toSpliced(was.sort?.indexOf(sort) ?? 0, 0, sort) }),
    ...(was.hiddenFields?.includes(field) && {
      hiddenFields: [...(view.hiddenFields ?? []), field],
    }),
    ...(order >= 0 && { fieldOrder: (view.fieldOrder ?? []).toSpliced(order, 0, field) }),
    ...(group && { group: (view.group ?? []).toSpliced(was.group?.indexOf(group) ?? 0, 0, group) }),
    ...(measure !== undefined && { measures: { ...view.measures, [field]: measure } }),
    ...(color && { color }),
    ...(width !== undefined && { widths: { ...view.widths, [field]: width } }),
  };
}

/** The schema with what is in the trash, so that rules may go on naming it. For checks of names alone. */
export function withTrashed(schema: Schema, trash: readonly TrashedItem[]): Schema {
  if (trash.length === 0) return schema;
  const removed = trash.map((item) => item.removed);
  const tables = [
    ...schema.tables,
    ...removed.flatMap((one) => (one.kind === 'table' ? [one.table] : [])),
  ];
  const fields = removed.flatMap(({ parts }) => parts);
  return {
    ...schema,
    tables: tables.map((table) => {
      const gone = fields.filter((part) => part.table === table.id).map(({ field }) => field);
      return gone.length === 0 ? table : { ...table, fields: [...table.fields, ...gone] };
    }),
  };
}
