import {
  type Denial,
  denial,
  isDenial,
  type Removed,
  removedIds,
  restoreRemoved,
  type Schema,
  type TableId,
  type TrashedItem,
} from '@tessera/model';
import { changeTables, dropRemoved } from './ddl.ts';
import type { Queries, Words } from './dialects/dialect.ts';
import { sql } from './sql-text.ts';
import { saveSchema } from './system/schema-rows.ts';
import { dropTrash } from './system/trash-rows.ts';

/** The very answer for something that is not in the trash, or no longer. */
export const notInTrash: Denial = denial('not_found', 'This is not in the trash.');

/** Puts one removed table or field back, with its cells. Within one transaction. */
export async function restoreItem(
  queries: Queries,
  words: Words,
  schema: Schema,
  trash: readonly TrashedItem[],
  id: string,
  timeZone: string,
): Promise<Schema | Denial> {
  const item = trash.find((one) => one.id === id);
  if (!item) return notInTrash;
  const others = trash.filter((one) => one !== item).map(({ removed }) => removed);
  const next = restoreRemoved(schema, item.removed, others);
  if (isDenial(next)) return next;
  const parked = removedIds(item.removed);
  const refused = await changeTables(queries, words, schema, next, parked, timeZone);
  if (refused) return refused;
  await saveSchema(queries, schema, next);
  await dropTrash(queries, [id]);
  return next;
}

/** Drops items of the trash for good, and what hangs on dropped tables with them. Gives what is left of the trash. */
export async function emptyTrash(
  queries: Queries,
  schema: Schema,
  trash: readonly TrashedItem[],
  ids: ReadonlySet<string>,
): Promise<readonly TrashedItem[]> {
  const named = trash.filter(({ id }) => ids.has(id));
  const gone = new Set(
    named.flatMap(({ removed }) => (removed.kind === 'table' ? [removed.table.id] : [])),
  );
  const dropped = trash.filter(
    (item) =>
      named.includes(item) || (item.removed.kind === 'field' && hangsOn(item.removed, gone)),
  );
  const tables = new Set([
    ...schema.tables.map(({ id }) => id),
    ...trash.flatMap(({ removed }) => (removed.kind === 'table' ? [removed.table.id] : [])),
  ]);
  for (const { removed } of dropped)
    if (removed.kind === 'field') await dropRemoved(queries, removed, tables);
  for (const { removed } of dropped) {
    if (removed.kind !== 'table') continue;
    await dropRemoved(queries, removed, tables);
    await queries.run(sql`DELETE FROM s_trashed_record WHERE table_id = ${removed.table.id}`);
  }
  await dropTrash(
    queries,
    dropped.map(({ id }) => id),
  );
  return trash.filter((item) => !dropped.includes(item));
}

/** A field of a table that is dropped, or a link to it. */
function hangsOn(removed: Removed, tables: ReadonlySet<TableId>): boolean {
  return removed.parts.some(
    ({ table, field }) => tables.has(table) || (field.type === 'link' && tables.has(field.target)),
  );
}
