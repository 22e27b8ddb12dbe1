import { Decimal } from '../../display-number.ts';
import { wallOf } from '../moment.ts';
import {
  failed,
  isDayValue,
  isInstantValue,
  isNumber,
  textOf,
  textValue,
  type Value,
} from '../value.ts';

const numberFormat = /^([^0#]*)(#,##)?0(?:\.(0{1,8}))?(%)?([^0#]*)$/;
const parts = /YYYY|YY|MM|M|DD|D|HH|H|mm|ss/g;

/**
 * A value written in a format: of numbers `0.00`, `#,##0.00` or `0%` with what stands around it, of dates `YYYY`, `YY`,
 * `MM`, `M`, `DD`, `D`, `HH`, `H`, `mm`, `ss`.
 */
export function formatValue(value: Value, format: string, timeZone: string): Value {
  if (value === null) return null;
  if (isNumber(value)) return formatNumber(value, format);
  if (!isDayValue(value) && !isInstantValue(value)) return textValue(textOf(value, timeZone));
  const { year, month, day, hour, minute, second } = wallOf(value, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  const years = String(year).padStart(4, '0');
  const written: Readonly<Record<string, string>> = {
    YYYY: years,
    YY: years.slice(2),
    MM: two(month),
    M: String(month),
    DD: two(day),
    D: String(day),
    HH: two(hour),
    H: String(hour),
    mm: two(minute),
    ss: two(second),
  };
  return textValue(format.replace(parts, (name) => written[name] ?? name));
}

function formatNumber(value: Decimal, format: string): Value {
  const match = numberFormat.exec(format);
  if (!match) return failed('wrongValue');
  const [, before = '', grouped, decimals = '', percent = '', after = ''] = match;
  const shown = percent ? value.times(100) : value;
  const digits = shown.abs().toFixed(decimals.length, Decimal.ROUND_HALF_UP);
  const [whole = '', rest] = digits.split('.');
  const body = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const isZero = /^[0.]*$/.test(digits);
  const sign = shown.isNegative() && !isZero ? '-' : '';
  return textValue(`${sign}${before}${body}${rest ? `.${rest}` : ''}${percent}${after}`);
}
