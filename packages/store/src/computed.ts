import { type Cells, type CellValue, deriveCells, type FieldId, sameCell } from '@tessera/model';
import type { Queries } from './dialects/dialect.ts';
import type { TableLayout } from './layout.ts';
import type { Authorship } from './store.ts';
import { advance } from './system/counters.ts';

/** Name of the counter of an autonumber field. */
export const autonumberCounter = (field: FieldId): string => `auto_${field}`;

/**
 * What the store itself writes into new records: numbers, times, authors, unset checkboxes, and what is made of other
 * cells. One entry per record. `timeZone`: the workspace's.
 */
export async function stampCreate(
  queries: Queries,
  table: TableLayout,
  creates: readonly { readonly cells: Cells }[],
  { at, by }: Authorship,
  timeZone: string,
): Promise<readonly Cells[]> {
  const stamps: Record<FieldId, CellValue>[] = creates.map(() => ({}));
  for (const { field } of table.columns) {
    let value: ((i: number) => CellValue) | null = null;
    if (field.type === 'checkbox') value = (i) => creates[i]?.cells[field.id] ?? false;
    else if (field.type === 'autonumber') {
      const first =
        (await advance(queries, autonumberCounter(field.id), creates.length)) - creates.length + 1;
      value = (i) => first + i;
    } else if (field.type === 'createdTime') value = () => at;
    else if (field.type === 'createdBy') value = () => by;
    if (value)
      for (let i = 0; i < stamps.length; i++)
        (stamps[i] as Record<FieldId, CellValue>)[field.id] = value(i);
  }
  return stamps.map((stamp, i) => {
    const cells = { ...creates[i]?.cells, ...stamp };
    return {
      ...stamp,
      ...deriveCells(table.table.fields, cells, { timeZone, stamp: { at, by } }).cells,
    };
  });
}

/**
 * What a change of some fields makes of others, and the modified fields that watch one of them, with their new cells.
 * `cells`: the record after the change of the `given` fields.
 */
export function stampUpdate(
  table: TableLayout,
  cells: Cells,
  given: readonly FieldId[],
  { at, by }: Authorship,
  timeZone: string,
): readonly (readonly [FieldId, CellValue])[] {
  const how = { timeZone, changed: given, stamp: { at, by } };
  const derived = deriveCells(table.table.fields, cells, how).cells;
  return Object.entries(derived).filter(([id, cell]) => !sameCell(cells[id], cell));
}
