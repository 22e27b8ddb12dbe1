import { addDays, dayOf, isDay } from '../days.ts';
import { instantOf, utc } from '../time-zone.ts';
import type { DateOrder, ParseContext } from './field-type.ts';

const namedDays: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
  ['昨天', -1],
  ['昨日', -1],
  ['前天', -2],
]);

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const chinese = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?$/;
const slashed = /^(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})$/;
const dayAndMonth = /^(\d{1,2})\/(\d{1,2})$/;

/** A day as people write it (`2026-11-21`, `2026/11/21`, `11/21`, `2026年11月21日`, `今天`); null when it is none. */
export function readWrittenDay(given: string, context: ParseContext): string | null {
  const text = given
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\s*([年月])\s*/g, '$1');
  if (text.length > 40) return null;
  const offset = namedDays.get(text);
  if (offset !== undefined) return addDays(context.today, offset);
  const thisYear = Number(context.today.slice(0, 4));
  const first = yearFirst.exec(text);
  if (first) return dayOf(Number(first[1]), Number(first[3]), Number(first[4]));
  const tight = compact.exec(text);
  if (tight) return dayOf(Number(tight[1]), Number(tight[2]), Number(tight[3]));
  const han = chinese.exec(text);
  if (han) return dayOf(Number(han[1] ?? thisYear), Number(han[2]), Number(han[3]));
  const order = context.dateOrder ?? 'mdy';
  const short = dayAndMonth.exec(text);
  if (short) {
    const [a, b] = [Number(short[1]), Number(short[2])];
    return order === 'dmy' ? dayOf(thisYear, b, a) : dayOf(thisYear, a, b);
  }
  const three = slashed.exec(text);
  return three ? readThree(three[1] ?? '', three[2] ?? '', three[3] ?? '', order) : null;
}

function readThree(a: string, b: string, c: string, order: DateOrder): string | null {
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (month.length > 2 || day.length > 2 || year.length === 1 || year.length === 3) return null;
  const number = Number(year);
  const full = year.length === 4 ? number : number < 70 ? 2000 + number : 1900 + number;
  return dayOf(full, Number(month), Number(day));
}

const clock =
  /^(?:(上午|下午|am|pm)\s*)?(\d{1,2})(?:[:点时](\d{1,2})(?:[:分](\d{1,2})(?:\.(\d{1,3}))?秒?|分)?|[点时])\s*(am|pm|a\.m\.|p\.m\.)?$/;

/** Milliseconds into the day of a clock reading (`13:05`, `1:05 pm`, `下午1点05分`); null when it is none. */
function readClock(text: string): number | null {
  const match = clock.exec(text);
  if (!match) return null;
  const half = match[1] ?? match[6];
  let hour = Number(match[2]);
  const minute = Number(match[3] ?? 0);
  const second = Number(match[4] ?? 0);
  const millisecond = Number((match[5] ?? '0').padEnd(3, '0'));
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.startsWith('p') || half === '下午' ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/** A day with a clock reading after it; time 0 and `timed` false when there is only a day. Null when it is neither. */
export function readWrittenMoment(
  given: string,
  context: ParseContext,
): { readonly day: string; readonly time: number; readonly timed: boolean } | null {
  const text = given.normalize('NFKC').trim().toLowerCase();
  if (text.length > 60) return null;
  const whole = readWrittenDay(text, context);
  if (whole) return { day: whole, time: 0, timed: false };
  const parts = /^(.*?[\d日号天])(?:t|\s+|,\s*|(?<=[日号天]))((?:上午|下午|am|pm)?\s*\d.*)$/.exec(
    text,
  );
  if (!parts) return null;
  const day = readWrittenDay(parts[1] ?? '', context);
  const time = readClock(parts[2] ?? '');
  return day === null || time === null ? null : { day, time, timed: true };
}

const iso =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;
const firstInstant = utc(1, 1, 1);
const endOfInstants = utc(10_000, 1, 1);

/** Epoch milliseconds of an ISO instant, which must name its offset; null when it is none. */
export function readInstant(given: string): number | null {
  const match = iso.exec(given.trim());
  if (!match || !isDay(match[1] ?? '')) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const [offsetHours, offsetMinutes] = [Number(match[8] ?? 0), Number(match[9] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 18 || offsetMinutes > 59)
    return null;
  const fraction = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[7] === '-' ? -1 : 1);
  const local = localMillis(match[1] ?? '', ((hour * 60 + minute) * 60 + second) * 1000 + fraction);
  return withinYears(local - offset);
}

/** The instant of a day and time in a zone, as epoch milliseconds. */
export function instantIn(day: string, time: number, timeZone: string): number | null {
  return withinYears(instantOf(localMillis(day, time), timeZone));
}

function localMillis(day: string, time: number): number {
  const [year, month, date] = day.split('-').map(Number);
  return utc(year ?? 0, month ?? 0, date ?? 0, time);
}

function withinYears(instant: number): number | null {
  return instant >= firstInstant && instant < endOfInstants ? instant : null;
}
