import { guessType } from '@tessera/model';
import type { SheetRow } from './read-csv.ts';

/**
 * Whether the first row names the columns: its cells are filled, different and plain text, and do not come back
 * below in their own columns.
 */
export function guessHeader(rows: readonly SheetRow[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const names = first.cells.map((cell) => cell.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length * 2 < names.length || new Set(filled).size < filled.length) return false;
  if (filled.some((name) => name.length > 100 || guessType([name]) !== 'text')) return false;
  if (rest.length === 0) return true;
  const sample = rest.slice(0, 200);
  return !names.some(
    (name, column) => name !== '' && sample.some((row) => row.cells[column]?.trim() === name),
  );
}
