import type { DateRange } from './condition.ts';
import { firstInstantOf, localTimeAt, utc } from './time-zone.ts';

/** Half-open: from <= x < to. Days are 'YYYY-MM-DD', instants epoch milliseconds. */
export interface Bounds<T> {
  readonly from: T;
  readonly to: T;
}

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds of a day's midnight as if it were UTC; null unless the text is a day that exists (0001 to 9999). */
function midnight(day: string): number | null {
  const match = dayPattern.exec(day);
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || date < 1) return null;
  const time = utc(year, month, date);
  return new Date(time).getUTCDate() === date ? time : null;
}

/** True for 'YYYY-MM-DD' of a day that exists, in the years 0001 to 9999. */
export function isDay(text: string): boolean {
  return midnight(text) !== null;
}

/** 'YYYY-MM-DD' from numbers; null when there is no such day. */
export function dayOf(year: number, month: number, day: number): string | null {
  const text = [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(day).padStart(2, '0'),
  ].join('-');
  return isDay(text) ? text : null;
}

const firstDay = utc(1, 1, 1);
const lastDay = utc(9999, 12, 31);

function textOf(time: number): string {
  const date = new Date(Math.min(Math.max(time, firstDay), lastDay));
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${date.toISOString().slice(-19, -14)}`;
}

/** The day so many days later (or earlier), kept within the years 0001 to 9999. The day must exist. */
export function addDays(day: string, days: number): string {
  return textOf((midnight(day) ?? 0) + days * 86_400_000);
}

/** The day it is in a time zone at an instant. */
export function todayIn(now: number, timeZone: string): string {
  const { year, month, day } = localTimeAt(now, timeZone);
  return textOf(utc(year, month, day));
}

/** The first instant of a day in a time zone, also where the clocks skip midnight. The day must exist. */
export function startOfDay(day: string, timeZone: string): number {
  return firstInstantOf(midnight(day) ?? 0, timeZone);
}

/** The first instant after a day in a time zone: the end of the half-open day. */
export function endOfDay(day: string, timeZone: string): number {
  return firstInstantOf((midnight(day) ?? 0) + 86_400_000, timeZone);
}

/**
 * The days of a named range, given the moment and the place. Weeks start on Monday. `pastDays` are the n days
 * that end with today, `nextDays` the n days that begin with it.
 */
export function daysOf(range: DateRange, now: number, timeZone: string): Bounds<string> {
  const today = todayIn(now, timeZone);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const days = (from: number, to: number) => ({
    from: addDays(today, from),
    to: addDays(today, to),
  });
  const months = (from: number, to: number) => ({
    from: textOf(utc(year, from, 1)),
    to: textOf(utc(year, to, 1)),
  });
  const sinceMonday = (new Date(midnight(today) ?? 0).getUTCDay() + 6) % 7;
  const quarter = month - ((month - 1) % 3);
  switch (range.range) {
    case 'today':
      return days(0, 1);
    case 'yesterday':
      return days(-1, 0);
    case 'tomorrow':
      return days(1, 2);
    case 'thisWeek':
      return days(-sinceMonday, 7 - sinceMonday);
    case 'lastWeek':
      return days(-sinceMonday - 7, -sinceMonday);
    case 'nextWeek':
      return days(7 - sinceMonday, 14 - sinceMonday);
    case 'thisMonth':
      return months(month, month + 1);
    case 'lastMonth':
      return months(month - 1, month);
    case 'nextMonth':
      return months(month + 1, month + 2);
    case 'thisQuarter':
      return months(quarter, quarter + 3);
    case 'lastQuarter':
      return months(quarter - 3, quarter);
    case 'thisYear':
      return months(1, 13);
    case 'lastYear':
      return months(-11, 1);
    case 'pastDays':
      return days(1 - range.days, 1);
    case 'nextDays':
      return days(0, range.days);
  }
}

/** The same range as instants: from the first instant of its first day to that of the day after its last. */
export function instantsOf(range: DateRange, now: number, timeZone: string): Bounds<number> {
  const { from, to } = daysOf(range, now, timeZone);
  return { from: startOfDay(from, timeZone), to: startOfDay(to, timeZone) };
}
