import { Decimal } from '../display-number.ts';
import { instantText } from '../field-types/instant-text.ts';
import type { CellError } from '../schema.ts';

/** What an expression gives, known before any record is looked at. `blank`: always nothing, and of every kind. */
export type ValueType = 'number' | 'text' | 'boolean' | 'date' | 'dateTime' | 'blank';

/** A calendar day. */
export interface Day {
  readonly day: string;
}

/** A moment, epoch milliseconds. */
export interface Instant {
  readonly instant: number;
}

/** A value while a formula is worked out. Numbers are exact decimals; an empty text is null like every other blank. */
export type Value = Decimal | string | boolean | Day | Instant | CellError | null;

export const failed = (error: CellError['error']): CellError => ({ error });

export function isError(value: Value): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isNumber(value: Value): value is Decimal {
  return value instanceof Decimal;
}

export function isDayValue(value: Value): value is Day {
  return typeof value === 'object' && value !== null && 'day' in value;
}

export function isInstantValue(value: Value): value is Instant {
  return typeof value === 'object' && value !== null && 'instant' in value;
}

/** Numbers on the way to a result stay below this. */
const numberLimit = new Decimal('1e30');
/** Texts on the way to a result stay below this many UTF-16 units. */
export const textLimit = 100_000;

/** A number that is finite and not too large. */
export function numberValue(value: Decimal): Value {
  if (value.isNaN()) return failed('wrongValue');
  return value.abs().lt(numberLimit) ? value : failed('tooLarge');
}

/** A text, or nothing when it is empty. */
export function textValue(text: string): Value {
  if (text.length > textLimit) return failed('tooLarge');
  return text === '' ? null : text;
}

/** A value as text: numbers exact to eight decimals, days as YYYY-MM-DD, nothing as ''. Not for errors. */
export function textOf(value: Value, timeZone: string): string {
  if (value === null || isError(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (isNumber(value)) return value.toDecimalPlaces(8).plus(0).toFixed();
  return 'day' in value ? value.day : instantText(value.instant, timeZone);
}
