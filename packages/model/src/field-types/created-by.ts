import { notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatMember } from './member-field.ts';

/** Who made the record. Not an owner of it. */
export const createdBy: SpecOf<'createdBy'> = {
  storage: 'id',
  operators: operatorsByStorage.id,
  writable: false,
  parse: (field) => notWritable(field),
  format: (_field, cell, context) => formatMember(cell, context),
  text: (_field, cell, context) => formatMember(cell, context)?.name ?? '',
};
