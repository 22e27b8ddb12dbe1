/** What a number format makes of a number, as far as the import cares. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'currency'; readonly sign: string }
  /** `0000`: leading zeros belong to what is shown. */
  | { readonly kind: 'digits'; readonly count: number }
  | { readonly kind: 'date'; readonly day: boolean; readonly time: boolean };

const plain: NumberFormat = { kind: 'plain' };
const day: NumberFormat = { kind: 'date', day: true, time: false };
const time: NumberFormat = { kind: 'date', day: false, time: true };
const moment: NumberFormat = { kind: 'date', day: true, time: true };

/** Formats that are known by number; those from 27 to 58 are dates in workbooks of Chinese, Japanese and Korean. */
function builtIn(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: 'percent' };
  if (id === 22) return moment;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return time;
  if (id === 55 || id === 56) return time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return day;
  return plain;
}

const signs = /US\$|CNY|RMB|USD|EUR|[$€£¥￥]/;

/** The format of a number by its id and, where the workbook brings one, its code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id);
  const [positive = ''] = code.slice(0, 500).split(';');
  const money = /\[\$([^\]-]*)(?:-[^\]]*)?\]/.exec(positive)?.[1] ?? '';
  // Text in quotes, after a backslash or in brackets (colours, locales) is no part of the pattern; [h] is.
  const bare = positive
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase()
    .replace(/general/g, '');
  const numeric = /[0#?]/.test(bare.replace(/s\.0+/g, 's'));
  if (!numeric && /[ymdhse]/.test(bare)) {
    const hasTime = /[hs]|am\/pm/.test(bare);
    const hasDay = /[yde]/.test(bare) || (!hasTime && bare.includes('m'));
    return { kind: 'date', day: hasDay, time: hasTime };
  }
  if (bare.includes('%')) return { kind: 'percent' };
  const sign = signs.exec(money || positive)?.[0];
  if (sign !== undefined) return { kind: 'currency', sign };
  if (/"元"|元/.test(positive)) return { kind: 'currency', sign: '￥' };
  return /^0{2,15}$/.test(bare.trim()) ? { kind: 'digits', count: bare.trim().length } : plain;
}

/** A number of a cell as text: a date as `2026-11-21`, a share as `15%`, an amount with its sign. */
export function numberText(value: number, format: NumberFormat, date1904: boolean): string {
  switch (format.kind) {
    case 'plain':
      return decimal(value);
    case 'percent':
      return `${decimal(value * 100)}%`;
    case 'currency':
      return value < 0 ? `-${format.sign}${decimal(-value)}` : `${format.sign}${decimal(value)}`;
    case 'digits':
      return Number.isInteger(value) && value >= 0
        ? decimal(value).padStart(format.count, '0')
        : decimal(value);
    case 'date':
      return serialText(value, format, date1904) ?? decimal(value);
  }
}

/** As spreadsheets show numbers: fifteen digits, and no exponent. */
function decimal(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const shift = Number(exponent);
  if (Math.abs(shift) > 100) return text;
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`;
}

const secondsADay = 86_400;
const two = (value: number) => String(value).padStart(2, '0');

function serialText(
  serial: number,
  format: { readonly day: boolean; readonly time: boolean },
  date1904: boolean,
): string | null {
  // A time is a fraction of a day that binary numbers only come near to.
  const seconds = Math.round(serial * secondsADay);
  const ofDay = ((seconds % secondsADay) + secondsADay) % secondsADay;
  const clock = clockText(ofDay);
  if (!format.day) return serial >= 0 && serial < 1 ? clock : null;
  const date = serialDay((seconds - ofDay) / secondsADay, date1904);
  if (date === null) return null;
  return format.time && ofDay > 0 ? `${date} ${clock}` : date;
}

function clockText(ofDay: number): string {
  const [hour, minute, second] = [
    Math.floor(ofDay / 3600),
    Math.floor(ofDay / 60) % 60,
    ofDay % 60,
  ];
  return `${two(hour)}:${two(minute)}${second > 0 ? `:${two(second)}` : ''}`;
}

/** The day of a serial number. 1900 counts a 29 February that never was, as number 60. */
function serialDay(serial: number, date1904: boolean): string | null {
  if (serial < (date1904 ? 0 : 1) || serial > 2_958_465) return null;
  if (!date1904 && serial === 60) return '1900-02-29';
  const days = date1904 ? serial : serial < 60 ? serial : serial - 1;
  const begin = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 31);
  return new Date(begin + days * secondsADay * 1000).toISOString().slice(0, 10);
}
