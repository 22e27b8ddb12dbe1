import { isDay, todayIn } from '../../days.ts';
import { Decimal } from '../../display-number.ts';
import { readInstant } from '../../field-types/written-date.ts';
import { instantOf, localTimeAt, utc } from '../../time-zone.ts';
import { addMonths, dayAt, midnightOf, monthsBetween, wallOf } from '../moment.ts';
import {
  type Day,
  failed,
  type Instant,
  isDayValue,
  isInstantValue,
  isNumber,
  type Value,
} from '../value.ts';
import type { FormulaFunction } from './function.ts';

const dayLength = 86_400_000;
/** No date is so many days from another. */
const mostDays = 4_000_000;

const whole = (value: Value | undefined, missing = 0): number =>
  value && isNumber(value) ? value.trunc().toNumber() : missing;
const decimal = (n: number) => new Decimal(n);
const moment = (value: Value | undefined): Day | Instant | null =>
  value && (isDayValue(value) || isInstantValue(value)) ? value : null;

/** The day of a date, of one with a time the day it is then in the time zone. */
function dayOf(value: Day | Instant, timeZone: string): string {
  return 'day' in value ? value.day : todayIn(value.instant, timeZone);
}

function dayValue(midnight: number): Value {
  const day = dayAt(midnight);
  return day === null ? failed('wrongValue') : { day };
}

const read = (
  wanted: (value: Day | Instant, timeZone: string) => number | Decimal,
): FormulaFunction => ({
  takes: ['moment'],
  least: 1,
  gives: 'number',
  run: ([value], timeZone) => {
    const given = moment(value);
    return given ? decimal(Number(wanted(given, timeZone))) : null;
  },
});

const clock = (part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second') =>
  read((value, timeZone) => wallOf(value, timeZone)[part]);

/** Monday 0 to Sunday 6. */
const sinceMonday = (midnight: number) => (new Date(midnight).getUTCDay() + 6) % 7;

/** Moves a day, or the day of a moment while the clocks show the same time. */
function moved(value: Day | Instant, by: (midnight: number) => number, timeZone: string): Value {
  if ('day' in value) return dayValue(by(midnightOf(value.day)));
  const { year, month, day } = localTimeAt(value.instant, timeZone);
  const midnight = utc(year, month, day);
  const target = by(midnight);
  if (dayAt(target) === null) return failed('wrongValue');
  const { hour, minute, second, millisecond } = localTimeAt(value.instant, timeZone);
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return { instant: instantOf(target + time, timeZone) };
}

const units: Readonly<Record<string, readonly [kind: 'days' | 'months' | 'time', size: number]>> = {
  D: ['days', 1],
  DAY: ['days', 1],
  W: ['days', 7],
  WEEK: ['days', 7],
  M: ['months', 1],
  MONTH: ['months', 1],
  QUARTER: ['months', 3],
  Y: ['months', 12],
  YEAR: ['months', 12],
  HOUR: ['time', 3_600_000],
  MINUTE: ['time', 60_000],
  SECOND: ['time', 1000],
};

function unitOf(value: Value | undefined) {
  if (typeof value !== 'string') return undefined;
  const name = value
    .trim()
    .toUpperCase()
    .replace(/(?<=.)S$/, '');
  return Object.hasOwn(units, name) ? units[name] : undefined;
}

function added(
  given: Day | Instant,
  count: number,
  unit: Value | undefined,
  timeZone: string,
): Value {
  const found = unitOf(unit);
  if (!found || Math.abs(count) > mostDays) return failed('wrongValue');
  const [kind, size] = found;
  if (kind === 'days') return moved(given, (day) => day + count * size * dayLength, timeZone);
  if (kind === 'months') return moved(given, (day) => addMonths(day, count * size), timeZone);
  if ('day' in given) return failed('wrongValue');
  const instant = given.instant + count * size;
  return dayAt(instant) === null ? failed('wrongValue') : { instant };
}

/** Full units from one to the other; negative when it goes back. */
function between(
  from: Day | Instant,
  to: Day | Instant,
  unit: Value | undefined,
  timeZone: string,
): Value {
  const found = unitOf(unit);
  if (!found) return failed('wrongValue');
  const [kind, size] = found;
  if (kind === 'time') {
    if ('day' in from || 'day' in to) return failed('wrongValue');
    return decimal(Math.trunc((to.instant - from.instant) / size));
  }
  const days = [from, to].map((value) => midnightOf(dayOf(value, timeZone)));
  const [a = 0, b = 0] = days;
  const count = kind === 'days' ? (b - a) / dayLength : monthsBetween(a, b);
  return decimal(Math.trunc(count / size));
}

/** Working days, Monday to Friday, both ends among them; negative when it goes back. */
function workdays(from: number, to: number): number {
  if (to < from) return -workdays(to, from);
  const days = (to - from) / dayLength + 1;
  const weeks = Math.floor(days / 7);
  let count = weeks * 5;
  for (let i = weeks * 7; i < days; i++) if (sinceMonday(from + i * dayLength) < 5) count += 1;
  return count;
}

/** Dates. Those with a time are read in the time zone of the workspace. */
export const date = {
  YEAR: clock('year'),
  MONTH: clock('month'),
  DAY: clock('day'),
  HOUR: clock('hour'),
  MINUTE: clock('minute'),
  SECOND: clock('second'),
  QUARTER: read((value, timeZone) => Math.ceil(wallOf(value, timeZone).month / 3)),
  ISOWEEKNUM: read((value, timeZone) => {
    const day = midnightOf(dayOf(value, timeZone));
    const thursday = day + (3 - sinceMonday(day)) * dayLength;
    const newYear = utc(new Date(thursday).getUTCFullYear(), 1, 1);
    return Math.floor((thursday - newYear) / (7 * dayLength)) + 1;
  }),
  WEEKDAY: {
    takes: ['moment', 'number'],
    least: 1,
    gives: 'number',
    run: ([value, first], timeZone) => {
      const given = moment(value);
      if (!given) return null;
      const day = sinceMonday(midnightOf(dayOf(given, timeZone)));
      // 1: from Sunday as 1, 2: from Monday as 1, 3: from Monday as 0, as in spreadsheets.
      const numbered = [((day + 1) % 7) + 1, day + 1, day][whole(first, 1) - 1];
      return numbered === undefined ? failed('wrongValue') : decimal(numbered);
    },
  },
  DATE: {
    takes: ['number', 'number', 'number'],
    least: 3,
    gives: 'date',
    run: ([year, month, day]) => {
      const parts = [whole(year), whole(month), whole(day)];
      if (parts.some((part) => Math.abs(part) > 100_000)) return failed('wrongValue');
      // Month 13 is the next January, day 0 the day before the first, as in spreadsheets.
      return dayValue(utc(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0));
    },
  },
  DATEVALUE: {
    takes: ['any'],
    least: 1,
    gives: 'date',
    run: ([value], timeZone) => {
      const given = moment(value);
      if (given) return { day: dayOf(given, timeZone) };
      if (typeof value !== 'string') return failed('wrongValue');
      const written = value.trim();
      if (isDay(written)) return { day: written };
      const instant = readInstant(written);
      return instant === null ? failed('wrongValue') : { day: todayIn(instant, timeZone) };
    },
  },
  DATEADD: {
    takes: ['moment', 'number', 'text'],
    least: 3,
    gives: 'first',
    run: ([value, count, unit], timeZone) => {
      const given = moment(value);
      return given && added(given, whole(count), unit, timeZone);
    },
  },
  EDATE: {
    takes: ['moment', 'number'],
    least: 2,
    gives: 'first',
    run: ([value, count], timeZone) => {
      const given = moment(value);
      return given && added(given, whole(count), 'month', timeZone);
    },
  },
  EOMONTH: {
    takes: ['moment', 'number'],
    least: 1,
    gives: 'date',
    run: ([value, count], timeZone) => {
      const given = moment(value);
      if (!given) return null;
      if (Math.abs(whole(count)) > mostDays) return failed('wrongValue');
      const later = new Date(addMonths(midnightOf(dayOf(given, timeZone)), whole(count)));
      return dayValue(utc(later.getUTCFullYear(), later.getUTCMonth() + 2, 0));
    },
  },
  DATEDIF: {
    takes: ['moment', 'moment', 'text'],
    least: 3,
    gives: 'number',
    run: ([from, to, unit], timeZone) => {
      const [a, b] = [moment(from), moment(to)];
      return a && b && between(a, b, unit, timeZone);
    },
  },
  DAYS: {
    takes: ['moment', 'moment'],
    least: 2,
    gives: 'number',
    run: ([end, start], timeZone) => {
      const [a, b] = [moment(start), moment(end)];
      return a && b && between(a, b, 'D', timeZone);
    },
  },
  NETWORKDAYS: {
    takes: ['moment', 'moment'],
    least: 2,
    gives: 'number',
    run: ([from, to], timeZone) => {
      const [a, b] = [moment(from), moment(to)];
      return (
        a &&
        b &&
        decimal(
          workdays(...([a, b].map((one) => midnightOf(dayOf(one, timeZone))) as [number, number])),
        )
      );
    },
  },
} satisfies Readonly<Record<string, FormulaFunction>>;
