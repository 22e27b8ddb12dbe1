import { invalidCell, isBlank, namedBy, operatorsByStorage, type SpecOf } from './field-type.ts';
import { findOption, formatOption } from './find-option.ts';

/** One choice of a list. In: option id or name, or `{id}`; out: `{id, name}`. */
export const singleSelect: SpecOf<'singleSelect'> = {
  storage: 'id',
  operators: operatorsByStorage.id,
  writable: true,
  parse: (field, wire) => {
    if (isBlank(wire)) return null;
    const only = Array.isArray(wire) && wire.length === 1 ? wire[0] : wire;
    const given = namedBy(only);
    const option = given === null ? null : findOption(field, given);
    return option?.id ?? invalidCell(field, 'needs one of its options');
  },
  format: (field, cell) => (typeof cell === 'string' ? formatOption(field, cell) : null),
  text: (field, cell) => (typeof cell === 'string' ? formatOption(field, cell).name : ''),
  // Of several choices the first in the field's order stays.
  convert: (field, from, cell) =>
    from.type === 'multiSelect' && Array.isArray(cell)
      ? (field.options.find(({ id }) => cell.includes(id))?.id ?? null)
      : undefined,
};
