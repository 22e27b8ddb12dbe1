import { notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatInstant, instantText } from './instant-text.ts';

/** When one of the watched fields last changed. */
export const modifiedTime: SpecOf<'modifiedTime'> = {
  storage: 'instant',
  operators: operatorsByStorage.instant,
  writable: false,
  parse: (field) => notWritable(field),
  format: (_field, cell) => formatInstant(cell),
  text: (_field, cell, context) => instantText(cell, context.timeZone),
};
