import type { CellError, CellValue } from './schema.ts';
import { compareText } from './text-key.ts';

/** True when two canonical cells hold the same value. Lists are compared in order; undefined is an empty cell. */
export function sameCell(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (isCellError(a) && isCellError(b)) return a.error === b.error;
  if (!Array.isArray(a) || !Array.isArray(b)) return (a ?? null) === (b ?? null);
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** A set of ids in canonical form: sorted by code point, no doubles; null when empty. */
export function canonicalIds(ids: Iterable<string>): readonly string[] | null {
  const list = [...new Set(ids)].sort(compareText);
  return list.length > 0 ? list : null;
}

/** True for the cell of a formula that has no value. */
export function isCellError(cell: CellValue | undefined): cell is CellError {
  return typeof cell === 'object' && cell !== null && 'error' in cell;
}

/** True for an empty cell: null, absent, a failure, or (never canonical) '' or []. A checkbox is never empty. */
export function isEmptyCell(cell: CellValue | undefined): boolean {
  return (
    cell === null ||
    cell === undefined ||
    cell === '' ||
    isCellError(cell) ||
    (Array.isArray(cell) && cell.length === 0)
  );
}
