import { Decimal, decimalFrom } from '../display-number.ts';

const grouped = /^\d{1,3}([, '])\d{3}(\1\d{3})*(\.\d*)?$/;
const currencySign = /[$€£¥₩₹₽]|元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|SGD/gi;

/** A number as people write it, and whether it was written with a percent sign (then already divided by 100). */
export interface WrittenNumber {
  readonly value: Decimal;
  readonly percent: boolean;
}

/**
 * Reads `1,234.50`, `￥1,234`, `12%`, `(5)`, `−5`, full-width digits. Null when it is no number, also for
 * grouping that does not fit (`1,2`), which would otherwise become another number.
 */
export function readWrittenNumber(wire: unknown): WrittenNumber | null {
  const exact = decimalFrom(wire);
  if (exact) return { value: exact, percent: false };
  if (typeof wire !== 'string' || wire.length > 100) return null;
  let text = wire.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s+/g, ' ').trim();
  let negative = false;
  const accounting = /^\((.*)\)$/.exec(text);
  if (accounting) {
    negative = true;
    text = accounting[1] ?? '';
  }
  const percent = text.endsWith('%');
  if (percent) text = text.slice(0, -1).trim();
  let signs = 0;
  text = text
    .replace(currencySign, () => {
      signs += 1;
      return ' ';
    })
    .replace(/\s+/g, ' ')
    .trim();
  if (signs > 2 || (signs > 0 && percent)) return null;
  const sign = /^([+-])\s*(.*)$/.exec(text);
  if (sign) {
    if (accounting) return null;
    negative = sign[1] === '-';
    text = sign[2] ?? '';
  }
  const digits = grouped.test(text) ? text.replace(/[, ']/g, '') : text;
  if (!/^[\d.]/.test(digits)) return null;
  const number = decimalFrom(digits);
  if (!number) return null;
  const signed = negative ? number.negated() : number;
  return { value: percent ? signed.div(new Decimal(100)) : signed, percent };
}
