import { canonicalIds } from '../compare-cells.ts';
import type { CellValue, FieldOf } from '../schema.ts';
import { invalidCell, isBlank, namedBy, operatorsByStorage, type SpecOf } from './field-type.ts';
import { findOption, formatOption } from './find-option.ts';

/** Several choices of a list. In: an array of option ids, names or `{id}`; out: `[{id, name}]` in the field's order. */
export const multiSelect: SpecOf<'multiSelect'> = {
  storage: 'ids',
  operators: operatorsByStorage.ids,
  writable: true,
  parse: (field, wire, context) => {
    if (isBlank(wire)) return null;
    const ids: string[] = [];
    for (const item of itemsOf(field, wire, context.lenient === true)) {
      const given = namedBy(item);
      const option = given === null ? null : findOption(field, given);
      if (!option) return invalidCell(field, 'needs some of its options');
      ids.push(option.id);
    }
    return canonicalIds(ids);
  },
  format: (field, cell) => inOrder(field, cell).map((id) => formatOption(field, id)),
  text: (field, cell) =>
    inOrder(field, cell)
      .map((id) => formatOption(field, id).name)
      .filter((name) => name !== '')
      .join(', '),
  convert: (field, from, cell) =>
    from.type === 'singleSelect' && typeof cell === 'string'
      ? field.options.some(({ id }) => id === cell)
        ? [cell]
        : null
      : undefined,
};

/** The parts of a list as people write it. */
export function writtenList(text: string): readonly string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Written text is one option where its whole names one, otherwise a list between commas. */
function itemsOf(
  field: FieldOf<'multiSelect'>,
  wire: unknown,
  lenient: boolean,
): readonly unknown[] {
  if (Array.isArray(wire)) return wire;
  if (!lenient || typeof wire !== 'string' || findOption(field, wire.trim())) return [wire];
  return writtenList(wire);
}

function inOrder(field: FieldOf<'multiSelect'>, cell: CellValue): readonly string[] {
  if (!Array.isArray(cell)) return [];
  const chosen = new Set<string>(cell);
  const known = field.options.map((option) => option.id).filter((id) => chosen.delete(id));
  return [...known, ...chosen];
}
