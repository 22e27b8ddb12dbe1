import {
  type AggregateFunction,
  type ColorRule,
  checkCondition,
  conditionFields,
  type Denial,
  denial,
  isDenial,
  unknownField,
  type View,
  type ViewColor,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type { OutView, ViewRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { authorship, commitSchema } from './commit.ts';
import { colorFields, levelsOf, usesHidden } from './question.ts';
import { readSchema, tableNow } from './read-schema.ts';
import { knownField, readableField, seenTable, seenView, shownFields } from './seen.ts';

/** Adds a view to a table. */
export async function addView(
  context: MemberContext,
  tableName: string,
  request: ViewRequest,
): Promise<OutView | Denial> {
  return await putView(context, tableName, undefined, request);
}

/** Replaces a view. What it says of fields the member cannot see stays as it is. */
export async function changeView(
  context: MemberContext,
  tableName: string,
  viewName: string,
  request: ViewRequest,
): Promise<OutView | Denial> {
  return await putView(context, tableName, viewName, request);
}

export async function removeView(
  context: MemberContext,
  tableName: string,
  viewName: string,
): Promise<{ readonly id: string } | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const view = seenView(table, viewName);
  if (isDenial(view)) return view;
  const mine = view.owner !== undefined && context.token === undefined;
  const refused = mine ? null : refuseViews(context, table);
  if (refused) return refused;
  if (view.locked) return locked;
  const change = { kind: 'removeView' as const, table: table.table.id, view: view.id };
  const schema = await commitSchema(context.workspace, [change], authorship(context));
  return isDenial(schema) ? schema : { id: view.id };
}

async function putView(
  context: MemberContext,
  tableName: string,
  viewName: string | undefined,
  request: ViewRequest,
): Promise<OutView | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const before = viewName === undefined ? undefined : seenView(table, viewName);
  if (isDenial(before)) return before;
  // A view of one's own needs no right, which no ceiling could hold; to share it, or to take a shared one for oneself, does.
  const mine = request.personal ?? before?.owner !== undefined;
  const wasMine = before === undefined || before.owner !== undefined;
  const free = mine && wasMine && context.token === undefined;
  const refused = free ? null : refuseViews(context, table);
  if (refused) return refused;
  if (before?.locked && request.locked !== false) return locked;
  const view = viewOf(context, table, before, request);
  if (isDenial(view)) return view;
  const change = { kind: 'putView' as const, table: table.table.id, view };
  const { version } = context.access.schema;
  const schema = await commitSchema(context.workspace, [change], authorship(context), version);
  if (isDenial(schema)) return schema;
  const now = tableNow(context, table.table.id)?.views.find(({ id }) => id === view.id);
  return now ?? denial('not_found', 'There is no such view.');
}

function viewOf(
  context: MemberContext,
  table: TableAccess,
  before: View | undefined,
  request: ViewRequest,
): View | Denial {
  const projected = readSchema(context)
    .tables.find(({ id }) => id === table.table.id)
    ?.views.find(({ id }) => id === before?.id);
  const hides = before !== undefined && usesHidden(table, before);
  // Parts this member cannot see were left out of what he got: sending it back unchanged must not drop them.
  const sameFilter = hides && equal(request.filter, projected?.filter);
  const sameSort = hides && equal(request.sort ?? [], projected?.sort ?? []);
  const sameGroup = hides && equal(request.group ?? [], projected?.group ?? []);
  const sameColor = hides && equal(request.color, projected?.color);
  if (hides && !sameGroup && hidesIn(table, before, 'group')) return usesUnseen;
  if (hides && !sameColor && hidesIn(table, before, 'color')) return usesUnseen;
  if (hides && !sameFilter && hidesIn(table, before, 'filter')) return usesUnseen;
  if (hides && !sameSort && hidesIn(table, before, 'sort')) return usesUnseen;
  const filter =
    request.filter === undefined
      ? undefined
      : checkCondition(request.filter, (name) => readableField(table, name));
  if (isDenial(filter)) return filter;
  const sort: NonNullable<View['sort']>[number][] = [];
  for (const { field: name, direction } of request.sort ?? []) {
    const field = readableField(table, name);
    if (field === undefined) return unknownField(name);
    sort.push({ field: field.id, direction });
  }
  const group = request.group && levelsOf(table, request.group);
  if (isDenial(group)) return group;
  const color = request.color && colorOf(table, request.color);
  if (isDenial(color)) return color;
  const measures: Record<string, AggregateFunction> = {};
  for (const [name, fn] of Object.entries(request.measures ?? {})) {
    const field = readableField(table, name);
    if (field === undefined) return unknownField(name);
    measures[field.id] = fn;
  }
  const hiddenFields = request.hiddenFields && shownFields(table, request.hiddenFields);
  if (isDenial(hiddenFields)) return hiddenFields;
  const fieldOrder = request.fieldOrder && shownFields(table, request.fieldOrder);
  if (isDenial(fieldOrder)) return fieldOrder;
  const widths: Record<string, number> = {};
  for (const [name, width] of Object.entries(request.widths ?? {})) {
    const field = knownField(table, name);
    if (field === undefined) return unknownField(name);
    widths[field.id] = width;
  }
  const unseen = (ids: readonly string[] | undefined) =>
    (ids ?? []).filter((id) => !table.shown.has(id));
  const keptFilter = sameFilter ? before?.filter : filter;
  const keptGroup = sameGroup ? before?.group : group;
  const keptColor = sameColor ? before?.color : color;
  const keptSort = sameSort ? before?.sort : request.sort && sort;
  return {
    id: before?.id ?? context.app.makeId('view'),
    name: request.name,
    kind: 'grid',
    ...(keptFilter !== undefined && { filter: keptFilter }),
    ...(keptSort !== undefined && { sort: keptSort }),
    ...(keptGroup !== undefined && { group: keptGroup }),
    ...(hiddenFields !== undefined && {
      hiddenFields: [...hiddenFields, ...unseen(before?.hiddenFields)],
    }),
    ...(fieldOrder !== undefined && { fieldOrder: [...fieldOrder, ...unseen(before?.fieldOrder)] }),
    ...(request.widths !== undefined && {
      widths: {
        ...Object.fromEntries(
          Object.entries(before?.widths ?? {}).filter(([id]) => !table.shown.has(id)),
        ),
        ...widths,
      },
    }),
    ...(request.rowHeight !== undefined && { rowHeight: request.rowHeight }),
    ...(request.frozen !== undefined && { frozen: request.frozen }),
    ...(request.measures !== undefined && {
      measures: {
        ...Object.fromEntries(
          Object.entries(before?.measures ?? {}).filter(([id]) => !table.references.has(id)),
        ),
        ...measures,
      },
    }),
    ...(keptColor !== undefined && { color: keptColor }),
    ...((request.personal ?? before?.owner !== undefined) && { owner: context.member.id }),
    ...(request.locked && { locked: true as const }),
  };
}

const locked = denial('forbidden', 'This view is locked. Unlock it first.');

const usesUnseen = denial('forbidden', 'This view uses fields you cannot see.');

/** Colours in field ids; a field that cannot be read is refused as unknown. */
function colorOf(table: TableAccess, given: NonNullable<ViewRequest['color']>): ViewColor | Denial {
  if ('field' in given) {
    const field = readableField(table, given.field);
    return field === undefined ? unknownField(given.field) : { field: field.id };
  }
  const rules: ColorRule[] = [];
  for (const { when, color } of given.rules) {
    const checked = checkCondition(when, (name) => readableField(table, name));
    if (isDenial(checked)) return checked;
    rules.push({ when: checked, color });
  }
  return { rules };
}

function hidesIn(
  table: TableAccess,
  view: View,
  part: 'filter' | 'sort' | 'group' | 'color',
): boolean {
  return namedBy(view, part).some((id) => !table.references.has(id));
}

function namedBy(view: View, part: 'filter' | 'sort' | 'group' | 'color'): readonly string[] {
  switch (part) {
    case 'filter':
      return view.filter === undefined ? [] : [...conditionFields(view.filter)];
    case 'color':
      return view.color === undefined ? [] : colorFields(view.color);
    default:
      return (view[part] ?? []).map(({ field }) => field);
  }
}

function refuseViews(context: MemberContext, table: TableAccess): Denial | null {
  const manages = table.rectangles.some(({ actions }) => actions.has('manageViews'));
  const closed = table.locks.some(({ bit, forbids }) => bit < 0 && forbids.has('manageViews'));
  if ((manages && !closed) || context.access.workspace.has('manageSchema')) return null;
  return denial('forbidden', 'You may not change the views of this table.');
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
