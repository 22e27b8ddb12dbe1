import {
  type CellError,
  type Cells,
  type CellValue,
  cellErrors,
  type FieldId,
  isCellError,
} from '@tessera/model';
import type { Row, Value } from './dialects/dialect.ts';
import type { StoredColumn } from './layout.ts';
import { packIds } from './pack-ids.ts';
import { foldedKey, sortKeyOf } from './sort-key.ts';
import { raw, type Sql, sql } from './sql-text.ts';

/** A canonical cell as it is stored. Refuses what is not canonical: the callers' checks come before. */
export function encode(column: StoredColumn, cell: CellValue | undefined): Value {
  if (isCellError(cell)) return null;
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
      if (Array.isArray(cell)) return packIds(cell);
      break;
    default:
      if (typeof cell === 'string') return cell === '' ? null : cell;
  }
  throw new Error(`A cell of ${column.field.id} is not canonical.`);
}

/** Failures as they stand beside a column: of its own SQL type, and no value that a cell can have. */
const firstFailure = 9e15;
const failureSign = '\u0001';

function encodeFailure({ type }: StoredColumn, cell: CellValue | undefined): Value {
  if (!isCellError(cell)) return null;
  return type === 'integer'
    ? firstFailure + cellErrors.indexOf(cell.error)
    : `${failureSign}${cell.error}`;
}

function decodeFailure(value: Value): CellError | null {
  const error =
    typeof value === 'number'
      ? cellErrors[value - firstFailure]
      : cellErrors.find((one) => value === `${failureSign}${one}`);
  return error ? { error } : null;
}

/** Adds a cell and what stands beside it to a row, in the order of `sqlColumns`. */
export function encodeInto(row: Value[], column: StoredColumn, cell: CellValue | undefined): void {
  const value = encode(column, cell);
  row.push(value);
  if (column.key) {
    const key = value === null ? null : foldedKey(value as string);
    row.push(key);
    if (column.sort) row.push(key === null ? null : sortKeyOf(key));
  }
  if (column.failure) row.push(encodeFailure(column, cell));
}

/** The value of a column: an unset checkbox reads as false, so that NULL can only mean hidden, or a formula that failed. */
export function readable(column: StoredColumn, owner: Sql): Sql {
  const cell = sql`${owner}.${raw(column.name)}`;
  return column.field.type === 'checkbox' ? sql`COALESCE(${cell}, 0)` : cell;
}

/** What is selected to read a cell: the value, or why a formula has none. */
export function selected(column: StoredColumn, owner: Sql): Sql {
  const value = readable(column, owner);
  return column.failure ? sql`COALESCE(${value}, ${owner}.${raw(column.failure)})` : value;
}

/** A value selected with `readable` or `selected` as a canonical cell. */
export function decode(column: StoredColumn, value: Value | undefined): CellValue {
  if (value === null || value === undefined) return null;
  const failure = column.failure && decodeFailure(value);
  if (failure) return failure;
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
