import type { CellValue } from '../schema.ts';
import { localTimeAt } from '../time-zone.ts';

/** An instant on the wire: ISO in UTC with milliseconds. */
export function formatInstant(cell: CellValue): string | null {
  return typeof cell === 'number' ? new Date(cell).toISOString() : null;
}

/** An instant for people: `2026-11-21 13:05` in their time zone, seconds and less only where there are any. */
export function instantText(cell: CellValue, timeZone: string): string {
  if (typeof cell !== 'number') return '';
  const { year, month, day, hour, minute, second, millisecond } = localTimeAt(cell, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const small = millisecond > 0 ? `.${String(millisecond).padStart(3, '0')}` : '';
  const seconds = second > 0 || millisecond > 0 ? `:${two(second)}${small}` : '';
  return `${date} ${two(hour)}:${two(minute)}${seconds}`;
}
