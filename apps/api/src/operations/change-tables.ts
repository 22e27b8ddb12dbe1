import {
  type Denial,
  denial,
  type Field,
  isDenial,
  type SchemaChange,
  slugify,
  type Table,
  trashIdOf,
  uniqueSlug,
  unknownField,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type {
  FieldRequest,
  OutTable,
  RemovedAnswer,
  TableChangeRequest,
  TableRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { seenApp } from './change-apps.ts';
import { authorship, commitSchema } from './commit.ts';
import { newField } from './new-field.ts';
import { tableNow } from './read-schema.ts';
import { requireRight } from './rights.ts';
import { readableField, shapedTable } from './seen.ts';

/** A table after a change; by its id alone when the member does not see it. */
export type TableAnswer = OutTable | { readonly id: string };

/** Adds a table. Its first field names the records; without fields it gets one text field. */
export async function addTable(
  context: MemberContext,
  request: TableRequest,
): Promise<TableAnswer | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const { makeId } = context.app;
  const app = seenApp(context, request.app);
  if (isDenial(app)) return app;
  const newApp = app ?? { id: makeId('app'), name: request.name };
  const id = makeId('table');
  const taken = context.workspace.store.schema().tables.map(({ slug }) => slug);
  const shell: Table = {
    id,
    app: newApp.id,
    name: request.name,
    slug: request.slug ?? uniqueSlug(tableSlug(request.name), taken),
    ...(request.description !== undefined && { description: request.description }),
    ...(request.icon !== undefined && { icon: request.icon }),
    ...(request.color !== undefined && { color: request.color }),
    titleField: '',
    fields: [],
    views: [],
  };
  const zh = context.workspace.store.info().language === 'zh';
  const given = request.fields ?? [{ name: zh ? '名称' : 'Name', type: 'text' }];
  const made = newFields(context, shell, given);
  if (isDenial(made)) return made;
  const plain = made.filter(({ type }) => type !== 'link');
  const [title] = plain;
  if (title === undefined) return denial('invalid', 'A table needs a first field that is no link.');
  if (made.length > plain.length) {
    return denial('invalid', 'Links are added once the table is there.');
  }
  const table: Table = {
    ...shell,
    titleField: title.id,
    fields: plain,
    views: [{ id: makeId('view'), name: zh ? '表格' : 'Grid', kind: 'grid' }],
  };
  const changes: SchemaChange[] = [];
  if (app === undefined) changes.push({ kind: 'addApp', app: newApp });
  changes.push({ kind: 'addTable', table });
  const schema = await commitSchema(context.workspace, changes, authorship(context));
  return isDenial(schema) ? schema : (tableNow(context, id) ?? { id });
}

/** Changes name and look of a table. Which field names the records is for holders of managePolicy. */
export async function changeTable(
  context: MemberContext,
  tableName: string,
  request: TableChangeRequest,
): Promise<TableAnswer | Denial> {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const { titleField, app: appName, before, ...plain } = request;
  const title = titleField === undefined ? undefined : readableField(table, titleField);
  if (titleField !== undefined) {
    if (title === undefined) return unknownField(titleField);
    if (!context.access.workspace.has('managePolicy')) {
      return denial('forbidden', 'Choosing the title field needs the right to change the rules.');
    }
  }
  const app = appName === undefined ? undefined : seenApp(context, appName);
  if (isDenial(app)) return app;
  // Rules on an app reach its tables: moving one between apps changes who sees it.
  if (
    app !== undefined &&
    app.id !== table.table.app &&
    !context.access.workspace.has('managePolicy')
  ) {
    return denial('forbidden', 'Moving a table needs the right to change the rules.');
  }
  const next = before === undefined || before === null ? before : shapedTable(context, before);
  if (isDenial(next)) return next;
  const moves: SchemaChange[] =
    next === undefined
      ? []
      : [{ kind: 'moveTable', table: table.table.id, before: next?.table.id ?? null }];
  const change: SchemaChange = {
    kind: 'updateTable',
    table: table.table.id,
    set: {
      ...(Object.fromEntries(
        Object.entries(plain).filter(([, value]) => value !== undefined),
      ) as Partial<Pick<Table, 'name' | 'slug' | 'description' | 'icon' | 'color'>>),
      ...(title !== undefined && { titleField: title.id }),
      ...(app !== undefined && { app: app.id }),
    },
  };
  const schema = await commitSchema(context.workspace, [change, ...moves], authorship(context));
  return isDenial(schema) ? schema : (tableNow(context, table.table.id) ?? { id: table.table.id });
}

/** Puts a table with all its records into the trash, and the other sides of its links. */
export async function removeTable(
  context: MemberContext,
  tableName: string,
): Promise<RemovedAnswer | Denial> {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change: SchemaChange = { kind: 'removeTable', table: table.table.id };
  const by = authorship(context);
  const schema = await commitSchema(context.workspace, [change], by);
  return isDenial(schema) ? schema : { trash: trashIdOf(by.change), id: table.table.id };
}

function newFields(
  context: MemberContext,
  shell: Table,
  given: readonly FieldRequest[],
): readonly Field[] | Denial {
  const fields: Field[] = [];
  for (const request of given) {
    // Each field sees those before it, so that API names made from names stay apart and `watch` can name them.
    const table = { ...shell, fields };
    const change = newField(context, draftAccess(table), request);
    if (isDenial(change)) return change;
    fields.push(change.field);
  }
  return fields;
}

/** A table that is being made, seen whole by its maker. */
function draftAccess(table: Table): TableAccess {
  const always = { kind: 'const' as const, value: true };
  const fields = new Map(table.fields.map((field) => [field.id, field]));
  const references = new Map(table.fields.map(({ id }) => [id, { field: id, when: always }]));
  return {
    table,
    fields,
    results: fields,
    rectangles: [],
    locks: [],
    bits: [],
    visible: always,
    references,
    shown: references,
  };
}

function tableSlug(name: string): string {
  const slug = slugify(name);
  return slug === 'field' ? 'table' : slug;
}
