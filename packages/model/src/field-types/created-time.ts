import { notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatInstant, instantText } from './instant-text.ts';

/** When the record was made. */
export const createdTime: SpecOf<'createdTime'> = {
  storage: 'instant',
  operators: operatorsByStorage.instant,
  writable: false,
  parse: (field) => notWritable(field),
  format: (_field, cell) => formatInstant(cell),
  text: (_field, cell, context) => instantText(cell, context.timeZone),
};
