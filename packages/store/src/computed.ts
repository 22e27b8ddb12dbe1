import { type Cells, type CellValue, type FieldId, productsOf, sameCell } from '@tessera/model';
import type { Queries } from './dialects/dialect.ts';
import type { TableLayout } from './layout.ts';
import type { Authorship } from './store.ts';
import { advance } from './system/counters.ts';

/** Name of the counter of an autonumber field. */
export const autonumberCounter = (field: FieldId): string => `auto_${field}`;

/** What the store itself writes into new records: numbers, products, times, authors, unset checkboxes. One entry per record. */
export async function stampCreate(
  queries: Queries,
  table: TableLayout,
  creates: readonly { readonly cells: Cells }[],
  { at, by }: Authorship,
): Promise<readonly Cells[]> {
  const stamps: Record<FieldId, CellValue>[] = creates.map(({ cells }) => ({
    ...productsOf(table.table.fields, cells).cells,
  }));
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
        watch === 'all' ||
        watch.some((id) => (creates[i]?.cells[id] ?? stamps[i]?.[id] ?? null) !== null);
      value = (i) => (noted(i) ? (type === 'modifiedTime' ? at : by) : null);
    }
    if (value)
      for (let i = 0; i < stamps.length; i++)
        (stamps[i] as Record<FieldId, CellValue>)[field.id] = value(i);
  }
  return stamps;
}

/**
 * The products of changed fields and the modified fields that watch one of them, with their new cells.
 * `cells`: the record after the change of the `given` fields.
 */
export function stampUpdate(
  table: TableLayout,
  cells: Cells,
  given: readonly FieldId[],
  { at, by }: Authorship,
): readonly (readonly [FieldId, CellValue])[] {
  const products = Object.entries(productsOf(table.table.fields, cells, given).cells);
  const stamps = products.filter(([id, product]) => !sameCell(cells[id], product));
  const changed = [...given, ...stamps.map(([id]) => id)];
  for (const { field } of table.columns) {
    if (field.type !== 'modifiedTime' && field.type !== 'modifiedBy') continue;
    const { watch } = field;
    if (watch !== 'all' && !changed.some((id) => watch.includes(id))) continue;
    stamps.push([field.id, field.type === 'modifiedTime' ? at : by]);
  }
  return stamps;
}
