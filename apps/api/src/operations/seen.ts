import {
  type Denial,
  denial,
  type Field,
  noSuchTable,
  unknownField,
  type View,
} from '@tessera/model';
import { type Access, creatable, type TableAccess } from '@tessera/permissions';

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

/** The field a member names, by id or API name, among those it may read on some record. */
export function readableField(table: TableAccess, given: string): Field | undefined {
  return findField(table, given, (field) => table.references.has(field.id));
}

/** The same among those it may read, or give a value when adding a record. */
export function knownField(table: TableAccess, given: string): Field | undefined {
  return findField(table, given, ({ id }) => table.references.has(id) || creatable(table, id));
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
  const ids: string[] = [];
  for (const name of given) {
    const field = readableField(table, name);
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
