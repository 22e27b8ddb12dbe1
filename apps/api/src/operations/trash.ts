import {
  type ChangeSet,
  cellText,
  type Denial,
  denial,
  isDenial,
  type Schema,
  type TrashedItem,
  tablesById,
  titleFieldOf,
  trashTime,
} from '@tessera/model';
import { planChange, secureTrash } from '@tessera/permissions';
import type { ChangeAnswer, DeletedRecordsAnswer, TrashAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { authorship, commitRecords, whileAllowed } from './commit.ts';
import { readByIds } from './read-records.ts';
import { requireRight } from './rights.ts';
import { seenTable } from './seen.ts';
import { formatContext } from './values.ts';

const notThere = denial('not_found', 'This is not in the trash.');

/** Removed tables and fields that can still be put back, for those who shape the structure. Newest first. */
export function readTrash(context: MemberContext): TrashAnswer | Denial {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const { store } = context.workspace;
  const { memberName } = formatContext(context);
  const items = kept(context).map(({ id, at, by, removed }) => {
    const [part] = removed.parts;
    const table =
      removed.kind === 'field' ? tableName(store.schema(), store.trash(), part?.table) : null;
    return {
      id,
      kind: removed.kind,
      name: removed.kind === 'table' ? removed.table.name : (part?.field.name ?? ''),
      ...(removed.kind === 'field' && part && { type: part.field.type }),
      table,
      at: new Date(at).toISOString(),
      by: memberName(by) ?? '',
      until: new Date(at + trashTime).toISOString(),
    };
  });
  return { items: items.reverse() };
}

function tableName(
  schema: Schema,
  trash: readonly TrashedItem[],
  id: string | undefined,
): string | null {
  if (id === undefined) return null;
  const removed = trash.map((item) => item.removed);
  const found = removed.find((one) => one.kind === 'table' && one.table.id === id);
  return tablesById(schema).get(id)?.name ?? (found?.kind === 'table' ? found.table.name : null);
}

/** What has not been there for too long. */
function kept(context: MemberContext): readonly TrashedItem[] {
  return context.workspace.store.trash().filter(({ at }) => at > context.now - trashTime);
}

/** Puts a removed table or field back: cells, links, rules and views find it again. */
export async function restoreItem(
  context: MemberContext,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const item = kept(context).find((one) => one.id === id);
  if (!item) return notThere;
  const schema = await context.workspace.store.restoreTrash(id, authorship(context));
  if (isDenial(schema)) return schema;
  context.workspace.changes.emit({ kind: 'schema' });
  const { removed } = item;
  return { id: removed.kind === 'table' ? removed.table.id : (removed.parts[0]?.field.id ?? id) };
}

/** Drops one removed table or field for good, or all of them. */
export async function emptyTrash(
  context: MemberContext,
  id?: string,
): Promise<{ readonly id: string } | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const { store } = context.workspace;
  if (id !== undefined && !kept(context).some((one) => one.id === id)) return notThere;
  const old = context.now - trashTime;
  await store.emptyTrash(
    (item) => id === undefined || item.id === id || item.at <= old,
    authorship(context),
  );
  return { id: id ?? context.workspace.id };
}

/** Deleted records of a table that the member may put back, as far as he may know them. */
export async function readDeleted(
  context: MemberContext,
  tableName: string,
): Promise<DeletedRecordsAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const secured = secureTrash(context.access, table.table.id);
  if (isDenial(secured)) return secured;
  const since = context.now - trashTime;
  const found = await context.workspace.store.trashedRecords(secured, since);
  const format = formatContext(context);
  const title = titleFieldOf(table.table);
  const text = (cell: (typeof found)[number]['title']) =>
    title && cell !== null ? cellText(title, cell, format) : '';
  return {
    deleted: found.map(({ id, title: cell, at, by }) => ({
      id,
      title: text(cell) || id.slice(3, 9).toUpperCase(),
      at: new Date(at).toISOString(),
      by: format.memberName(by) ?? '',
    })),
  };
}

/** Puts deleted records back under their own ids: all or none. */
export async function restoreRecords(
  context: MemberContext,
  tableName: string,
  ids: readonly string[],
): Promise<ChangeAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const set: ChangeSet = {
    table: table.table.id,
    changes: ids.map((id) => ({ kind: 'restore' as const, id })),
  };
  const plan = planChange(context.access, set);
  if (isDenial(plan)) return plan;
  const done = await commitRecords(
    context.workspace,
    whileAllowed(context, plan),
    authorship(context),
  );
  if (isDenial(done)) return done;
  return { ids, ...(await readByIds(context, set.table, ids)) };
}
