import {
  type CellValue,
  cellText,
  type Field,
  type FormatContext,
  formatCell,
  localTimeAt,
  shownType,
} from '@tessera/model';

/** What stands in one cell of a file. Everything but text carries how it is written as text too. */
export type ExportCell =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly text: string }
  /** A day, or a moment on the clock of the workspace; `serial` counts days as Excel does, null beyond its calendar. */
  | { readonly kind: 'date' | 'dateTime'; readonly serial: number | null; readonly text: string };

/** A column of a file. */
export interface ExportColumn {
  readonly name: string;
  readonly field: Field;
}

/** The cell of a field as it goes into a file; null where it is empty. */
export function exportCell(field: Field, cell: CellValue, format: FormatContext): ExportCell {
  const text = cellText(field, cell, format);
  if (text === '') return null;
  const wire = formatCell(field, cell, format);
  if (typeof wire === 'number') return { kind: 'number', value: wire, text };
  if (typeof wire === 'boolean') return { kind: 'boolean', value: wire, text };
  if (shownType(field) === 'date' && typeof cell === 'string') {
    const [year = 0, month = 0, day = 0] = cell.split('-').map(Number);
    return { kind: 'date', serial: serialOf(Date.UTC(year, month - 1, day)), text };
  }
  if (isMoment(field) && typeof cell === 'number') {
    const { year, month, day, hour, minute, second, millisecond } = localTimeAt(
      cell,
      format.timeZone,
    );
    const at = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
    return { kind: 'dateTime', serial: serialOf(at), text };
  }
  return { kind: 'text', text };
}

export function isMoment(field: Field): boolean {
  const type = shownType(field);
  return type === 'dateTime' || type === 'createdTime' || type === 'modifiedTime';
}

const dayLength = 86_400_000;
// Before March 1900 Excel counts a day that never was.
const firstDay = Date.UTC(1900, 2, 1);
const lastDay = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function serialOf(at: number): number | null {
  return at < firstDay || at > lastDay ? null : (at - Date.UTC(1899, 11, 30)) / dayLength;
}
