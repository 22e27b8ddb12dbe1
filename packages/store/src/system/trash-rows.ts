import type { Removed, TableId, TrashedItem } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { pairsName } from '../layout.ts';
import { raw, sql } from '../sql-text.ts';
import { columnsOf } from './tables.ts';

/** What is in the trash of a workspace, oldest first. */
export async function loadTrash(queries: Queries): Promise<readonly TrashedItem[]> {
  const rows = await queries.all(raw('SELECT id, at, by_member, doc FROM s_trash ORDER BY at, id'));
  return rows.map(([id, at, by, doc]) => ({
    id: id as string,
    at: Number(at),
    by: by as string,
    removed: JSON.parse(doc as string) as Removed,
  }));
}

export async function addTrash(queries: Queries, items: readonly TrashedItem[]): Promise<void> {
  const rows = items.map(({ id, at, by, removed }) => [id, at, by, JSON.stringify(removed)]);
  await queries.insertMany('s_trash', columnsOf('s_trash'), rows);
}

export async function dropTrash(queries: Queries, ids: readonly string[]): Promise<void> {
  for (const id of ids) await queries.run(sql`DELETE FROM s_trash WHERE id = ${id}`);
}

/** The side table of a link that is in the trash: pairs of records that may still be deleted. */
export interface ParkedPairs {
  readonly pairs: string;
  readonly src: TableId;
  readonly dst: TableId;
}

/** The links among what was removed. */
export function parkedPairs(trash: readonly TrashedItem[]): readonly ParkedPairs[] {
  return trash.flatMap(({ removed }) => {
    const fields = removed.parts.map(({ table, field }) => ({ table, field }));
    if (removed.kind === 'table')
      fields.push(...removed.table.fields.map((field) => ({ table: removed.table.id, field })));
    return fields.flatMap(({ table, field }) =>
      field.type === 'link' && field.side === 'forward'
        ? [{ pairs: pairsName(field.id), src: table, dst: field.target }]
        : [],
    );
  });
}
