import { tzOffset } from '@date-fns/tz';

/** A wall clock reading; `month` counts from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const dayLength = 86_400_000;

/** True for a name that the runtime knows as an IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds by which local time is ahead of UTC at an instant; 0 in a zone that is not known. */
export function offsetAt(timeZone: string, instant: number): number {
  const minutes = tzOffset(timeZone, new Date(instant));
  return Number.isFinite(minutes) ? Math.round(minutes * 60_000) : 0;
}

/** `Date.UTC` without its special treatment of the years 0 to 99; fields may overflow. */
export function utc(year: number, month: number, day: number, timeOfDay = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + timeOfDay;
}

/** The wall clock in a zone at an instant. */
export function localTimeAt(instant: number, timeZone: string): LocalTime {
  const date = new Date(instant + offsetAt(timeZone, instant));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/**
 * The instant of a wall clock reading, given as if it were UTC. A reading that happens twice gives the
 * first; one that is skipped gives the same distance after the gap (as Temporal's "compatible").
 */
export function instantOf(localAsUtc: number, timeZone: string): number {
  const before = localAsUtc - offsetAt(timeZone, localAsUtc - dayLength);
  const after = localAsUtc - offsetAt(timeZone, localAsUtc + dayLength);
  const valid = [before, after].filter((t) => t + offsetAt(timeZone, t) === localAsUtc);
  return valid.length > 0 ? Math.min(...valid) : Math.max(before, after);
}

/** The first instant at which the zone's clocks show this local time or a later one. */
export function firstInstantOf(localAsUtc: number, timeZone: string): number {
  const found = instantOf(localAsUtc, timeZone);
  if (found + offsetAt(timeZone, found) === localAsUtc) return found;
  let low = found - dayLength;
  let high = found;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(timeZone, middle) >= localAsUtc) high = middle;
    else low = middle;
  }
  return high;
}
