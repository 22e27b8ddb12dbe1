import { invalidCell, isBlank, namedBy, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatMember } from './member-field.ts';

/** One member. In: id, or name or e-mail address where only one has it, or `{id}`; out: `{id, name}`. */
export const member: SpecOf<'member'> = {
  storage: 'id',
  operators: operatorsByStorage.id,
  writable: true,
  parse: (field, wire, context) => {
    if (isBlank(wire)) return null;
    const only = Array.isArray(wire) && wire.length === 1 ? wire[0] : wire;
    const given = namedBy(only);
    const found = given === null ? null : context.member(given);
    return found ?? invalidCell(field, 'needs a member of this workspace');
  },
  format: (_field, cell, context) => formatMember(cell, context),
  text: (_field, cell, context) => formatMember(cell, context)?.name ?? '',
  convert: (_field, from, cell) => (from.type === 'createdBy' ? cell : undefined),
};
