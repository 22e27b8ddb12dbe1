/**
 * Measures. count: visible records; filled, unique: readable non-empty cells; sum, average, min, max:
 * readable cells only (sum and average of number fields; min and max also of dates and instants).
 */
export type AggregateFunction =
  | 'count'
  | 'filled'
  | 'empty'
  | 'unique'
  | 'sum'
  | 'average'
  | 'min'
  | 'max';

/** What a rollup makes of the readable cells behind a link. */
export type RollupFunction = Exclude<AggregateFunction, 'count'>;

export const rollupFunctions: readonly RollupFunction[] = [
  'sum',
  'average',
  'min',
  'max',
  'filled',
  'empty',
  'unique',
];
