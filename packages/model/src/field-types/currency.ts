import { scaledToExact } from '../display-number.ts';
import { numberFieldType } from './number-field.ts';

/** An amount of the field's currency; as text always with all its digits, without the sign. */
export const currency = numberFieldType<'currency'>((scaled, precision) =>
  scaledToExact(scaled, precision).toFixed(precision),
);
