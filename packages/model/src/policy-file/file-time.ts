import { addDays, endOfDay, isDay, startOfDay, todayIn } from '../days.ts';
import type { FileTime } from './policy-file.ts';

/** The last day of the year 9999: what is later has no plain text. */
const furthest = 253_402_214_400_000;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant as a day where it is the beginning (`from`) or the end (`until`) of one, else as ISO text. */
export function writeTime(time: number, end: 'from' | 'until', timeZone: string): FileTime {
  if (time > furthest) return time;
  const today = todayIn(time, timeZone);
  const day = end === 'from' ? today : addDays(today, -1);
  if (isDay(day) && readTime(day, end, timeZone) === time) return day;
  return new Date(time).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}

/** Epoch milliseconds; undefined when the text is no time. */
export function readTime(
  given: unknown,
  end: 'from' | 'until',
  timeZone: string,
): number | undefined {
  if (typeof given === 'number')
    return Number.isSafeInteger(given) && given >= 0 ? given : undefined;
  if (typeof given !== 'string') return undefined;
  if (isDay(given)) return end === 'from' ? startOfDay(given, timeZone) : endOfDay(given, timeZone);
  const time = instant.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
