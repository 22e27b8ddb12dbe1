import { compareText, fold } from '../../text-key.ts';
import { isDayValue, isInstantValue, isNumber, type Value } from '../value.ts';

/** Whether two values are equal, as `is` in a filter: texts whatever their case; nothing equals nothing alone. */
export function equal(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return a.eq(b);
  if (typeof a === 'string' && typeof b === 'string') return fold(a) === fold(b);
  if (isDayValue(a) && isDayValue(b)) return a.day === b.day;
  if (isInstantValue(a) && isInstantValue(b)) return a.instant === b.instant;
  // A tick that is not set is no.
  if (typeof a === 'boolean' || typeof b === 'boolean') return (a ?? false) === (b ?? false);
  return a === b;
}

/** Negative, 0, positive; NaN where one of them is nothing. */
export function order(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) return a.comparedTo(b);
  if (isDayValue(a) && isDayValue(b)) return compareText(a.day, b.day);
  if (isInstantValue(a) && isInstantValue(b)) return a.instant - b.instant;
  return Number.NaN;
}
