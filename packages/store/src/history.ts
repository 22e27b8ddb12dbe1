import type { Cells, CellValue, FieldId, RecordEffect } from '@tessera/model';
import type { Queries, Row } from './dialects/dialect.ts';
import type { Authorship } from './store.ts';
import { columnsOf } from './system/tables.ts';

function some(cells: Cells | null, fields: readonly FieldId[]): Record<FieldId, CellValue> {
  const picked: Record<FieldId, CellValue> = {};
  for (const field of fields) picked[field] = cells?.[field] ?? null;
  return picked;
}

/**
 * Writes what became of each record, in the transaction of the change itself. Of an update only the changed cells
 * are kept, of a new or deleted record all of them.
 */
export async function writeHistory(
  queries: Queries,
  seq: number,
  { at, by, change }: Authorship,
  effects: readonly RecordEffect[],
  placeOf: (effect: RecordEffect) => number,
  restored: ReadonlySet<string> = new Set(),
): Promise<void> {
  const rows: Row[] = effects.map((effect, n) => {
    const { table, id, before, after, changed } = effect;
    const kind =
      before === null
        ? restored.has(id)
          ? 'restore'
          : 'create'
        : after === null
          ? 'delete'
          : 'update';
    const was = kind === 'update' ? some(before, changed) : before;
    const is = kind === 'update' ? some(after, changed) : after;
    return [
      seq * 2 ** 20 + n,
      seq,
      at,
      by,
      change,
      table,
      id,
      placeOf(effect),
      kind,
      was && JSON.stringify(was),
      is && JSON.stringify(is),
    ];
  });
  await queries.insertMany('s_history', columnsOf('s_history'), rows);
}
