import type { Cells, CellValue, FieldId } from '@tessera/model';
import type { Row, Value } from './dialects/dialect.ts';
import type { StoredColumn } from './layout.ts';
import { packIds } from './pack-ids.ts';
import { foldedKey, sortKeyOf } from './sort-key.ts';
import { raw, type Sql, sql } from './sql-text.ts';

/** A canonical cell as it is stored. Refuses what is not canonical: the callers' checks come before. */
export function encode(column: StoredColumn, cell: CellValue | undefined): Value {
  if (cell === null || cell === undefined) return column.storage === 'boolean' ? 0 : null;
  switch (column.storage) {
    case 'number':
    case 'instant':
      if (Number.isSafeInteger(cell)) return cell as number;
      break;
    case 'boolean':
      if (typeof cell === 'boolean') return cell ? 1 : 0;
      break;
    case 'ids':
      if (typeof cell === 'object') return packIds(cell);
      break;
    default:
      if (typeof cell === 'string') return cell === '' ? null : cell;
  }
  throw new Error(`A cell of ${column.field.id} is not canonical.`);
}

/** Adds a cell and the keys that stand beside it to a row, in the order of `sqlColumns`. */
export function encodeInto(row: Value[], column: StoredColumn, cell: CellValue | undefined): void {
  const value = encode(column, cell);
  row.push(value);
  if (!column.key) return;
  const key = value === null ? null : foldedKey(value as string);
  row.push(key);
  if (column.sort) row.push(key === null ? null : sortKeyOf(key));
}

/** What is selected to read a column: an unset checkbox reads as false, so that NULL can only mean hidden. */
export function readable(column: StoredColumn, owner: Sql): Sql {
  const cell = sql`${owner}.${raw(column.name)}`;
  return column.storage === 'boolean' ? sql`COALESCE(${cell}, 0)` : cell;
}

/** A value selected with `readable` as a canonical cell. */
export function decode(column: StoredColumn, value: Value | undefined): CellValue {
  if (value === null || value === undefined) return null;
  if (column.storage === 'boolean') return value === 1;
  return column.storage === 'ids' ? (value as string).slice(1, -1).split(',') : value;
}

/** The cells of a row whose columns stand from `start` on. Empty and hidden cells are absent. */
export function decodeRow(
  columns: readonly StoredColumn[],
  row: Row,
  start: number,
): Record<FieldId, CellValue> {
  const cells: Record<FieldId, CellValue> = {};
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as StoredColumn;
    const cell = decode(column, row[start + i]);
    if (cell !== null) cells[column.field.id] = cell;
  }
  return cells;
}

/** The texts among new cells, to know whether the pinyin dictionary will be needed. */
export function* texts(cells: Iterable<Cells>): Generator<string> {
  for (const record of cells) {
    for (const key in record) {
      const cell = record[key];
      if (typeof cell === 'string') yield cell;
    }
  }
}
