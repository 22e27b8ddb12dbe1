import { notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatMember } from './member-field.ts';

/** Who last changed one of the watched fields. */
export const modifiedBy: SpecOf<'modifiedBy'> = {
  storage: 'id',
  operators: operatorsByStorage.id,
  writable: false,
  parse: (field) => notWritable(field),
  format: (_field, cell, context) => formatMember(cell, context),
  text: (_field, cell, context) => formatMember(cell, context)?.name ?? '',
};
