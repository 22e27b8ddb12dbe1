import type { DateOrder } from './field-types/field-type.ts';

const yearFirst = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?$/;
const yearLast = /^(\d{1,2})[-/](\d{1,2})[-/](?:\d{4}|\d{2})$/;
const time = /[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|z|[+-]\d{2}:?\d{2})?$/i;

/** No date is longer; keeps the patterns from an endless cell. */
const longest = 60;

/** What a text may be: a day, a day with a time, or neither. */
export function dateKind(text: string): 'date' | 'dateTime' | null {
  if (text.length > longest) return null;
  const trimmed = text.trim();
  const day = trimmed.replace(time, '');
  if (!yearFirst.test(day) && ordersOf(day).length === 0) return null;
  return day === trimmed ? 'date' : 'dateTime';
}

/** The orders in which a text can be a date. */
function ordersOf(day: string): readonly DateOrder[] {
  const numbers = yearLast.exec(day);
  if (numbers === null) return [];
  const first = Number(numbers[1]);
  const second = Number(numbers[2]);
  const fits = (month: number, date: number) =>
    month >= 1 && month <= 12 && date >= 1 && date <= 31;
  const orders: DateOrder[] = [];
  if (fits(first, second)) orders.push('mdy');
  if (fits(second, first)) orders.push('dmy');
  return orders;
}

/**
 * The order in which dates such as 3/4/2017 are written: the only one that fits every value. `ambiguous` when
 * two fit; null when no value needs an order (none is a date, or all begin with the year).
 */
export function guessDateOrder(values: Iterable<string>): DateOrder | 'ambiguous' | null {
  let mdy = true;
  let dmy = true;
  let any = false;
  let ymd = false;
  for (const value of values) {
    if (value.length > longest) continue;
    const day = value.trim().replace(time, '');
    if (yearFirst.test(day)) {
      ymd = true;
      continue;
    }
    const orders = ordersOf(day);
    if (orders.length === 0) continue;
    any = true;
    mdy &&= orders.includes('mdy');
    dmy &&= orders.includes('dmy');
  }
  if (!any) return ymd ? 'ymd' : null;
  // A column that mixes both is read in the first order; the rows that do not fit are refused with a reason.
  if (mdy === dmy) return mdy ? 'ambiguous' : 'mdy';
  return mdy ? 'mdy' : 'dmy';
}
