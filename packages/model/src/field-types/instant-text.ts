import type { CellValue } from '../schema.ts';
import { localTimeAt } from '../time-zone.ts';

let last = { instant: 0, text: '1970-01-01T00:00:00.000Z' };

/** An instant on the wire: ISO in UTC with milliseconds. The last one is kept: records made together share it. */
export function formatInstant(cell: CellValue): string | null {
  if (typeof cell !== 'number') return null;
  if (cell !== last.instant) last = { instant: cell, text: new Date(cell).toISOString() };
  return last.text;
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
