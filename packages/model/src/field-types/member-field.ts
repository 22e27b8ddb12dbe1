import type { CellValue } from '../schema.ts';
import type { FormatContext } from './field-type.ts';

/** A member on the wire; one who is not known has no name. */
export function formatMember(
  cell: CellValue,
  context: FormatContext,
): { id: string; name: string } | null {
  return typeof cell === 'string' ? { id: cell, name: context.memberName(cell) ?? '' } : null;
}
