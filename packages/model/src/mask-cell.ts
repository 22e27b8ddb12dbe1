import { isEmptyCell } from './compare-cells.ts';
import { scaledToDecimal } from './display-number.ts';
import { isMade } from './made-cells.ts';
import type { CellValue, Field } from './schema.ts';
import { localTimeAt } from './time-zone.ts';

/** What stands for a cell of which nothing is told but that it is not empty. */
export const maskSign = '***';

/** Cells that tell nothing at all, not even whether they are empty: of links, ticks, and what other cells make. */
const untold: ReadonlySet<Field['type']> = new Set([
  'checkbox',
  'link',
  'modifiedTime',
  'modifiedBy',
  'lookup',
  'rollup',
  'count',
]);

/**
 * A cell as it is shown at the level masked: a total function of the cell alone, null for an empty one. Masks are the
 * same in every language. `timeZone`: IANA, for the year of an instant.
 */
export function maskCell(field: Field, cell: CellValue, timeZone: string): string | null {
  if (untold.has(field.type) || isMade(field)) return maskSign;
  if (isEmptyCell(cell)) return null;
  switch (field.type) {
    case 'text':
    case 'longText':
      return firstLetter(cell);
    case 'phone':
      return maskedPhone(cell);
    case 'email':
      return maskedAddress(cell);
    case 'number':
    case 'currency':
      return bucket(cell, field.precision);
    case 'percent':
      // Percent are kept as fractions, and thought of in points.
      return bucket(cell, field.precision - 2, '%');
    case 'date':
      return typeof cell === 'string' ? cell.slice(0, 4) : maskSign;
    case 'dateTime':
    case 'createdTime':
      return typeof cell === 'number' ? yearOf(cell, timeZone) : maskSign;
    default:
      return maskSign;
  }
}

/** The first letter of a text of at least two; nothing of a shorter one. */
function firstLetter(cell: CellValue): string {
  const letters = typeof cell === 'string' ? [...cell] : [];
  return letters.length < 2 ? maskSign : `${letters[0]}${maskSign}`;
}

/** The first three and the last four digits where at least four stay covered, else the last two of seven or more. */
function maskedPhone(cell: CellValue): string {
  const digits = typeof cell === 'string' ? cell.replaceAll(/[^0-9]/g, '') : '';
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return digits.length >= 7 ? `****${digits.slice(-2)}` : maskSign;
}

/** The first letter and the domain; without the letter where the name has only one. */
function maskedAddress(cell: CellValue): string {
  const at = typeof cell === 'string' ? cell.lastIndexOf('@') : -1;
  if (typeof cell !== 'string' || at < 1) return maskSign;
  return `${at === 1 ? maskSign : firstLetter(cell.slice(0, at))}${cell.slice(at)}`;
}

/** The power of ten between whose neighbours an amount lies; below zero only that. `precision`: decimals of the cell. */
function bucket(cell: CellValue, precision: number, unit = ''): string {
  if (typeof cell !== 'number') return maskSign;
  const amount = precision >= 0 ? scaledToDecimal(cell, precision) : cell * 10 ** -precision;
  if (amount < 0) return `< 0${unit}`;
  let top = 10;
  while (top <= amount && top < 1e16) top *= 10;
  return `${top === 10 ? 0 : top / 10}–${top}${unit}`;
}

function yearOf(instant: number, timeZone: string): string {
  return String(localTimeAt(instant, timeZone).year).padStart(4, '0');
}
