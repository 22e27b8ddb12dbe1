import { isCellError, sameCell } from '../compare-cells.ts';
import { isDenial } from '../error.ts';
import { plainField } from '../formula/result.ts';
import type { CellValue, Field } from '../schema.ts';
import type { ConvertContext } from './field-type.ts';
import { cellText, fieldTypes, parseCell } from './index.ts';

/**
 * What became of a cell under another type. `empty`: there was nothing in it; `exact`: the same, written alike or
 * given back by converting once more; `changed`: something of it is left; `lost`: nothing is.
 */
export interface ConvertedCell {
  readonly cell: CellValue;
  readonly fate: 'empty' | 'exact' | 'changed' | 'lost';
}

/** A cell of one field as a cell of another, of any two types. Never fails: what cannot be kept is lost, and said so. */
export function convertCell(
  given: Field,
  to: Field,
  cell: CellValue,
  context: ConvertContext,
): ConvertedCell {
  const from = plainField(given);
  const nothing: CellValue = to.type === 'checkbox' ? false : null;
  if (cell === null || (Array.isArray(cell) && cell.length === 0))
    return { cell: nothing, fate: 'empty' };
  if (isCellError(cell)) return { cell: nothing, fate: 'lost' };
  const made = converted(from, to, cell, context);
  if (made === null) return { cell: nothing, fate: 'lost' };
  const alike = cellText(from, cell, context) === cellText(to, made, context);
  const exact = alike || sameCell(converted(to, from, made, context), cell);
  return { cell: made, fate: exact ? 'exact' : 'changed' };
}

function converted(
  from: Field,
  to: Field,
  cell: CellValue,
  context: ConvertContext,
): CellValue | null {
  const direct = fieldTypes[to.type].convert?.(to, from, cell, context);
  if (direct !== undefined) return direct;
  if (!fieldTypes[to.type].writable) return null;
  const text = cellText(from, cell, context);
  if (text.trim() === '') return null;
  const parsed = parseCell(to, text, { ...lenient(context), lenient: true });
  return isDenial(parsed) ? null : parsed;
}

/** Without the search for titles: links are converted by the type itself. `today` is read only where it is needed. */
function lenient(context: ConvertContext): ConvertContext {
  return {
    timeZone: context.timeZone,
    get today() {
      return context.today;
    },
    member: context.member,
    memberName: context.memberName,
    ...(context.dateOrder && { dateOrder: context.dateOrder }),
  };
}
