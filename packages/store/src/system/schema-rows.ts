import type { App, DataClass, Field, Schema, Table, View, WorkspaceId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';
import { counter } from './counters.ts';
import { columnsOf } from './tables.ts';

type Rows = Map<string, { readonly values: Row; readonly key: string }>;

/** A table's own row holds all of it but the fields and views, which have rows of their own. */
function rowsOf(schema: Schema): Readonly<Record<string, Rows>> {
  const rows: Record<string, Rows> = {
    s_app: new Map(),
    s_class: new Map(),
    s_table: new Map(),
    s_field: new Map(),
    s_view: new Map(),
  };
  const put = (kind: string, id: string, position: number, item: object, ...more: string[]) => {
    const values = [id, position, JSON.stringify(item), ...more];
    rows[kind]?.set(id, { values, key: values.join('\n') });
  };
  schema.apps.forEach((app, i) => void put('s_app', app.id, i, app));
  schema.classes.forEach((one, i) => void put('s_class', one.id, i, one));
  schema.tables.forEach((table, i) => {
    const { fields, views, ...own } = table;
    put('s_table', table.id, i, own, table.app);
    fields.forEach((field, at) => void put('s_field', field.id, at, field, table.id, field.type));
    views.forEach((view, at) => void put('s_view', view.id, at, view, table.id));
  });
  return rows;
}

/** Writes what differs between two schemas, and the version. */
export async function saveSchema(queries: Queries, before: Schema, after: Schema): Promise<void> {
  const was = rowsOf(before);
  const is = rowsOf(after);
  for (const kind of Object.keys(is)) {
    const changed: Row[] = [];
    for (const [id, { values, key }] of is[kind] ?? []) {
      const former = was[kind]?.get(id);
      if (former?.key === key) continue;
      if (former) await queries.run(sql`DELETE FROM ${raw(kind)} WHERE id = ${id}`);
      changed.push(values);
    }
    for (const id of was[kind]?.keys() ?? []) {
      if (!is[kind]?.has(id)) await queries.run(sql`DELETE FROM ${raw(kind)} WHERE id = ${id}`);
    }
    if (changed.length > 0) await queries.insertMany(kind, columnsOf(kind), changed);
  }
  await queries.run(sql`UPDATE s_counter SET value = ${after.version} WHERE name = 'schema'`);
}

async function docs<T>(queries: Queries, kind: string): Promise<readonly T[]> {
  const rows = await queries.all(sql`SELECT doc FROM ${raw(kind)} ORDER BY position, id`);
  return rows.map((row) => JSON.parse(row[0] as string) as T);
}

async function byTable<T>(queries: Queries, kind: string): Promise<ReadonlyMap<string, T[]>> {
  const groups = new Map<string, T[]>();
  for (const [table, doc] of await queries.all(
    sql`SELECT table_id, doc FROM ${raw(kind)} ORDER BY table_id, position, id`,
  )) {
    const group = groups.get(table as string) ?? [];
    group.push(JSON.parse(doc as string) as T);
    groups.set(table as string, group);
  }
  return groups;
}

/** The schema as it is stored. */
export async function loadSchema(queries: Queries, workspace: WorkspaceId): Promise<Schema> {
  const fields = await byTable<Field>(queries, 's_field');
  const views = await byTable<View>(queries, 's_view');
  const tables = await docs<Omit<Table, 'fields' | 'views'>>(queries, 's_table');
  return {
    workspace,
    version: await counter(queries, 'schema'),
    apps: await docs<App>(queries, 's_app'),
    classes: await docs<DataClass>(queries, 's_class'),
    tables: tables.map((table) => ({
      ...table,
      fields: fields.get(table.id) ?? [],
      views: views.get(table.id) ?? [],
    })),
  };
}
