import {
  type Aggregate,
  type Condition,
  checkCondition,
  conditionFields,
  type Denial,
  denial,
  type GroupBy,
  groupsThatFit,
  isDenial,
  isList,
  type Query,
  type Sort,
  unknownField,
  type View,
  type ViewColor,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type { QueryRequest } from '@tessera/protocol';
import { readableField, seenView, shownFields } from './seen.ts';

export type AskedQuery = Omit<QueryRequest, 'cursor'>;

/**
 * A member's request as a query in field ids. What the member names himself must be readable, or is refused as
 * unknown; of a view made by others the parts he cannot see fall away, and `usesHiddenFields` says so.
 */
export function questionOf(
  table: TableAccess,
  asked: AskedQuery,
): { readonly query: Query; readonly usesHiddenFields: boolean } | Denial {
  const view = asked.view === undefined ? undefined : seenView(table, asked.view);
  if (isDenial(view)) return view;
  const filter = filterOf(table, asked.filter);
  if (isDenial(filter)) return filter;
  const sort = asked.sort === undefined ? viewSort(table, view) : sortOf(table, asked.sort);
  if (isDenial(sort)) return sort;
  const fields = asked.fields && shownFields(table, asked.fields);
  if (isDenial(fields)) return fields;
  const group = asked.group && levelsOf(table, asked.group);
  if (isDenial(group)) return group;
  const grouped =
    asked.grouped === undefined ? viewGroups(table, view) : levelsOf(table, asked.grouped);
  if (isDenial(grouped)) return grouped;
  const aggregate = aggregatesOf(table, asked.aggregate);
  if (isDenial(aggregate)) return aggregate;
  if (group !== undefined || aggregate !== undefined) {
    const senseless = (['sort', 'grouped', 'fields', 'offset', 'limit'] as const).find(
      (key) => asked[key] !== undefined,
    );
    if (senseless !== undefined) {
      return denial('invalid', `"${senseless}" has no meaning together with group or aggregate.`);
    }
  }
  const query: Query = {
    table: table.table.id,
    ...(filter !== undefined && { filter }),
    ...(view?.filter !== undefined && { viewFilter: view.filter }),
    ...(group === undefined &&
      aggregate === undefined && {
        ...(sort !== undefined && { sort }),
        ...(grouped !== undefined && { grouped }),
      }),
    ...(asked.search !== undefined && { search: asked.search }),
    ...(fields !== undefined && { fields }),
    ...(asked.ids !== undefined && { ids: asked.ids }),
    ...(group !== undefined && { group }),
    ...(aggregate !== undefined && { aggregate }),
    ...(asked.offset !== undefined && { offset: asked.offset }),
    ...(asked.limit !== undefined && { limit: asked.limit }),
  };
  return { query, usesHiddenFields: view !== undefined && usesHidden(table, view) };
}

/** Whether a view filters, sorts, groups or colours by a field that this member never sees. */
export function usesHidden(table: TableAccess, view: View): boolean {
  const named = [
    ...(view.filter === undefined ? [] : conditionFields(view.filter)),
    ...[...(view.sort ?? []), ...(view.group ?? [])].map(({ field }) => field),
    ...(view.color === undefined ? [] : colorFields(view.color)),
  ];
  return named.some((id) => !table.references.has(id));
}

/** The fields that decide on a record's colour. */
export function colorFields(color: ViewColor): readonly string[] {
  return 'field' in color
    ? [color.field]
    : color.rules.flatMap(({ when }) => [...conditionFields(when)]);
}

function filterOf(table: TableAccess, given: unknown): Condition | Denial | undefined {
  if (given === undefined) return undefined;
  return checkCondition(given, (name) => readableField(table, name));
}

function sortOf(table: TableAccess, given: readonly Sort[]): readonly Sort[] | Denial {
  const sort: Sort[] = [];
  for (const { field: name, direction } of given) {
    const field = readableField(table, name);
    if (field === undefined) return unknownField(name);
    sort.push({ field: field.id, direction });
  }
  return sort;
}

function viewSort(table: TableAccess, view: View | undefined): readonly Sort[] | undefined {
  return view?.sort?.filter(({ field }) => table.references.has(field) && !listed(table, field));
}

/** Levels of groups as a member names them, in field ids. */
export function levelsOf(
  table: TableAccess,
  given: NonNullable<QueryRequest['group']>,
): readonly GroupBy[] | Denial {
  const levels: GroupBy[] = [];
  for (const one of given) {
    const level: Exclude<typeof one, string> = typeof one === 'string' ? { field: one } : one;
    const { field: name, direction = 'asc', unit } = level;
    const field = readableField(table, name);
    if (field === undefined) return unknownField(name);
    levels.push({ field: field.id, direction, ...(unit !== undefined && { unit }) });
  }
  return levels;
}

function viewGroups(table: TableAccess, view: View | undefined): readonly GroupBy[] | undefined {
  const seen = view?.group?.filter(
    ({ field }) => table.references.has(field) && !listed(table, field),
  );
  return seen && groupsThatFit(seen, (id) => table.results.get(id));
}

/** A field of several values orders nothing; its link may have become one to several records. */
function listed({ table, fields }: TableAccess, id: string): boolean {
  const field = fields.get(id);
  return field !== undefined && isList(table, field);
}

function aggregatesOf(
  table: TableAccess,
  given: QueryRequest['aggregate'],
): readonly Aggregate[] | Denial | undefined {
  if (given === undefined) return undefined;
  const aggregates: Aggregate[] = [];
  for (const { fn, field: name } of given) {
    if (name === undefined) {
      aggregates.push({ fn });
      continue;
    }
    const field = readableField(table, name);
    if (field === undefined) return unknownField(name);
    aggregates.push({ fn, field: field.id });
  }
  return aggregates;
}
