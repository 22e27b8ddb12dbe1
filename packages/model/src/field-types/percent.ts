import { scaledToExact } from '../display-number.ts';
import { numberFieldType } from './number-field.ts';

/**
 * A share, kept and sent as a fraction: 0.15 is 15 %, and `precision` counts the digits of the fraction.
 * As text `15%`; written text without the sign is a fraction.
 */
export const percent = numberFieldType<'percent'>(
  (scaled, precision) => `${scaledToExact(scaled, precision).times(100).toFixed()}%`,
);
