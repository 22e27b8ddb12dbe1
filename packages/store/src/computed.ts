import type { Cells, CellValue, FieldId } from '@tessera/model';
import type { Queries } from './dialects/dialect.ts';
import type { TableLayout } from './layout.ts';
import type { Authorship } from './store.ts';
import { advance } from './system/counters.ts';

/** Name of the counter of an autonumber field. */
export const autonumberCounter = (field: FieldId): string => `auto_${field}`;

/** What the store itself writes into new records: numbers, times, authors, unset checkboxes. One entry per record. */
export async function stampCreate(
  queries: Queries,
  table: TableLayout,
  creates: readonly { readonly cells: Cells }[],
  { at, by }: Authorship,
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
    else if (field.type === 'modifiedTime' || field.type === 'modifiedBy') {
      const { watch, type } = field;
      const noted = (i: number) =>
        watch === 'all' || watch.some((id) => (creates[i]?.cells[id] ?? null) !== null);
      value = (i) => (noted(i) ? (type === 'modifiedTime' ? at : by) : null);
    }
    if (value)
      for (let i = 0; i < stamps.length; i++)
        (stamps[i] as Record<FieldId, CellValue>)[field.id] = value(i);
  }
  return stamps;
}

/** The modified fields that watch one of the changed fields, with their new cells. */
export function stampUpdate(
  table: TableLayout,
  changed: readonly FieldId[],
  { at, by }: Authorship,
): readonly (readonly [FieldId, CellValue])[] {
  const stamps: [FieldId, CellValue][] = [];
  for (const { field } of table.columns) {
    if (field.type !== 'modifiedTime' && field.type !== 'modifiedBy') continue;
    const { watch } = field;
    if (watch !== 'all' && !changed.some((id) => watch.includes(id))) continue;
    stamps.push([field.id, field.type === 'modifiedTime' ? at : by]);
  }
  return stamps;
}
