import { type LocalTime, localTimeAt, utc } from '../time-zone.ts';

/** Midnight of a day as if it were UTC. The day must exist. */
export function midnightOf(day: string): number {
  return utc(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

const first = utc(1, 1, 1);
const last = utc(9999, 12, 31);

/** The day of a midnight; null outside the years 0001 to 9999. */
export function dayAt(midnight: number): string | null {
  if (!(midnight >= first && midnight <= last)) return null;
  const date = new Date(midnight);
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${date.toISOString().slice(-19, -14)}`;
}

/** Midnight so many months later; the last day of the month where the day is not in it. */
export function addMonths(midnight: number, months: number): number {
  const date = new Date(midnight);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1 + months;
  const longest = new Date(utc(year, month + 1, 0)).getUTCDate();
  return utc(year, month, Math.min(date.getUTCDate(), longest));
}

/** Full months from one midnight to another; negative when it goes back. */
export function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from), new Date(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  if (months > 0 && b.getUTCDate() < a.getUTCDate()) return months - 1;
  return months < 0 && b.getUTCDate() > a.getUTCDate() ? months + 1 : months;
}

/** The reading of the clocks at an instant; of a day its midnight. */
export function wallOf(
  value: { readonly day: string } | { readonly instant: number },
  timeZone: string,
): LocalTime {
  if ('instant' in value) return localTimeAt(value.instant, timeZone);
  const [year, month, day] = value.day.split('-').map(Number);
  const none = { hour: 0, minute: 0, second: 0, millisecond: 0 };
  return { year: year ?? 0, month: month ?? 0, day: day ?? 0, ...none };
}
