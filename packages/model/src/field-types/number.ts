import { scaledToExact } from '../display-number.ts';
import { numberFieldType } from './number-field.ts';

/** A decimal number, kept as an integer scaled by 10^precision; more digits are rounded half up. */
export const number = numberFieldType<'number'>((scaled, precision) =>
  scaledToExact(scaled, precision).toFixed(),
);
