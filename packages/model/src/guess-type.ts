import { dateKind } from './guess-dates.ts';
import type { FieldType } from './schema.ts';

/** Types a column of text can be guessed to be. */
export type GuessedType = Extract<
  FieldType,
  | 'text'
  | 'longText'
  | 'number'
  | 'currency'
  | 'percent'
  | 'checkbox'
  | 'date'
  | 'dateTime'
  | 'email'
  | 'phone'
  | 'url'
  | 'singleSelect'
>;

const grouped = String.raw`(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|\.\d+`;
const number = new RegExp(String.raw`^[-+]?(${grouped})$|^\((${grouped})\)$`);
const money = new RegExp(
  String.raw`^[-+(]?\s*([$€£¥￥]|US\$|CNY|RMB|USD|EUR)\s*[-+]?(${grouped})\)?$|^[-+]?(${grouped})\s*(元|€|CNY|RMB|USD|EUR)$`,
  'i',
);
const percent = new RegExp(String.raw`^[-+]?(${grouped})\s*[%％]$`);
const email = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const url = /^(https?:\/\/|www\.)[^\s]+$/i;
const phone = /^(\+|00)?[\d\s()./-]{7,24}$/;
const checks = new Set(
  ['true', 'false', 'yes', 'no', 'y', 'n', '是', '否', '√', '×', '✓', '✔', '✗', '对', '错'].map(
    (word) => word.toLowerCase(),
  ),
);

/**
 * Full-width digits and signs, as Chinese input methods write them, are read as plain ones. The beginning says
 * enough, and keeps the patterns from an endless cell.
 */
const plain = (text: string) => text.slice(0, 500).normalize('NFKC').trim();

function isPhone(text: string): boolean {
  if (!phone.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

const tests: readonly (readonly [GuessedType, (text: string) => boolean])[] = [
  ['checkbox', (text) => checks.has(text.toLowerCase())],
  ['percent', (text) => percent.test(text)],
  ['currency', (text) => money.test(text)],
  ['date', (text) => dateKind(text) === 'date'],
  ['dateTime', (text) => dateKind(text) !== null],
  ['email', (text) => email.test(text)],
  ['url', (text) => url.test(text)],
];

/** A number whose leading zero would be lost is a code; a long one is a phone number or another code. */
const isCode = (text: string) => /^\+?0\d/.test(text) || /^\+?\d{11,}$/.test(text);

/**
 * The type of a column by its values (a sample will do): the first that all of them fit, a choice when few
 * different ones keep coming back, else text. Empty values count for nothing.
 */
export function guessType(values: readonly string[]): GuessedType {
  const given = values.map(plain).filter((value) => value !== '');
  if (given.length === 0) return 'text';
  for (const [type, fits] of tests) if (given.every(fits)) return type;
  if (given.every((value) => number.test(value)) && !given.some(isCode)) return 'number';
  if (given.every(isPhone)) return 'phone';
  if (given.some((value) => value.length > 200 || value.includes('\n'))) return 'longText';
  const distinct = new Set(given).size;
  const few = distinct <= 20 && given.length >= 6 && distinct * 2 <= given.length;
  return few && given.every((value) => value.length <= 60) ? 'singleSelect' : 'text';
}
