import { type Language, shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  numbers.set(key, made);
  return made;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = dates.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  dates.set(key, made);
  return made;
}

/** The locale by which numbers and dates are written. */
export function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-US';
}

/** A number of a field as people read it: grouped, with its currency or percent sign. */
export function showNumber(field: OutField, value: number, language: Language): string {
  const precision = field.precision ?? 0;
  const locale = localeOf(language);
  switch (shownType(field)) {
    case 'percent': {
      const digits = Math.max(0, precision - 2);
      return numberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value);
    }
    case 'currency':
      return numberFormat(locale, {
        style: 'currency',
        currency: field.currency ?? 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: precision,
        maximumFractionDigits: precision,
      }).format(value);
    case 'autonumber':
      return String(value);
    default:
      return numberFormat(locale, {
        minimumFractionDigits: precision,
        maximumFractionDigits: precision,
      }).format(value);
  }
}

/** A count with its digits grouped. */
export function showCount(value: number, language: Language): string {
  return numberFormat(localeOf(language), {}).format(value);
}

/** A day, `Nov 21, 2026` or `2026年11月21日`. */
export function showDay(day: string, language: Language): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  const month = language === 'zh' ? 'long' : 'short';
  return dateFormat(localeOf(language), {
    year: 'numeric',
    month,
    day: 'numeric',
    timeZone: 'UTC',
  }).format(time);
}

/** An instant in the workspace's time zone. */
export function showInstant(iso: string, language: Language, timeZone: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  const month = language === 'zh' ? 'long' : 'short';
  return dateFormat(localeOf(language), {
    year: 'numeric',
    month,
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(time);
}
