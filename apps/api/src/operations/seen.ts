import {
  type Denial,
  denial,
  type Field,
  noSuchTable,
  type Schema,
  unknownField,
  type View,
} from '@tessera/model';
import { type Access, creatable, systemAccess, type TableAccess } from '@tessera/permissions';
import type { MemberContext } from '../context.ts';

/**
 * The table a member names, by id or API name, among those it may see or add to. Tables that are hidden do not
 * take a name away: two visible ones cannot share one.
 */
export function seenTable(access: Access, given: string): TableAccess | Denial {
  const byId = access.tables.get(given);
  if (byId !== undefined) return byId;
  for (const found of access.tables.values()) if (found.table.slug === given) return found;
  return noSuchTable;
}

const wholes = new WeakMap<Schema, Access>();

/**
 * Where shaping starts from: the whole structure for who may change it, what he sees for everyone else. Never to
 * be asked for a cell.
 */
export function structureAccess({ access }: Pick<MemberContext, 'access'>): Access {
  if (!access.workspace.has('manageSchema')) return access;
  const known = wholes.get(access.schema);
  if (known) return known;
  const whole = systemAccess('structure', access.schema, access.moment);
  wholes.set(access.schema, whole);
  return whole;
}

/** The table a member names who shapes tables: any there is, for others those he sees. */
export function shapedTable(context: MemberContext, given: string): TableAccess | Denial {
  return seenTable(structureAccess(context), given);
}

/** A table of the structure as the member himself sees it; one that is only being made is its maker's own. */
export function ownTable(context: MemberContext, table: TableAccess): TableAccess | undefined {
  const there = context.access.schema.tables.some(({ id }) => id === table.table.id);
  return there ? context.access.tables.get(table.table.id) : table;
}

/** The ids of fields of a table that are read to make others: those the member himself may read. */
export function readInputs(
  context: MemberContext,
  table: TableAccess,
  given: readonly string[],
): readonly string[] | Denial {
  const own = ownTable(context, table);
  return own ? readableFields(own, given) : unknownField(given[0] ?? '');
}

/**
 * The field a member names, by id or API name, among those it may read on some record: as what its values are, which
 * for one that is asked of other records is its result.
 */
export function readableField(table: TableAccess, given: string): Field | undefined {
  const found = findField(table, given, (field) => table.references.has(field.id));
  return found && table.results.get(found.id);
}

/** The same among those it is shown, be it masked. */
export function shownField(table: TableAccess, given: string): Field | undefined {
  return findField(table, given, ({ id }) => table.shown.has(id));
}

/** The same among those it is shown, or may give a value when adding a record. */
export function knownField(table: TableAccess, given: string): Field | undefined {
  return findField(table, given, ({ id }) => table.shown.has(id) || creatable(table, id));
}

function findField(
  table: TableAccess,
  given: string,
  known: (field: Field) => boolean,
): Field | undefined {
  const byId = table.fields.get(given);
  if (byId !== undefined && known(byId)) return byId;
  for (const field of table.fields.values()) {
    if (field.slug === given && known(field)) return field;
  }
  return undefined;
}

/** The ids of readable fields a member names; the first that is unknown is refused as it was spelled. */
export function readableFields(
  table: TableAccess,
  given: readonly string[],
): readonly string[] | Denial {
  return fieldIds(table, given, readableField);
}

/** The same of fields that are shown, be it masked. */
export function shownFields(
  table: TableAccess,
  given: readonly string[],
): readonly string[] | Denial {
  return fieldIds(table, given, shownField);
}

function fieldIds(
  table: TableAccess,
  given: readonly string[],
  find: typeof readableField,
): readonly string[] | Denial {
  const ids: string[] = [];
  for (const name of given) {
    const field = find(table, name);
    if (field === undefined) return unknownField(name);
    ids.push(field.id);
  }
  return ids;
}

/** A view of a table by its id, or by its name where only one has it. */
export function seenView(table: TableAccess, given: string): View | Denial {
  const { views } = table.table;
  const named = views.filter(({ name }) => name === given);
  const found = views.find(({ id }) => id === given) ?? (named.length === 1 ? named[0] : undefined);
  return found ?? denial('not_found', 'There is no such view.');
}
