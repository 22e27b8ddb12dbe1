import { type GroupBy, shownType, storageOf } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { isReadable } from '../../field-types/readable.ts';

/** Whether records can be grouped by a field. */
export function isGroupable(field: OutField): boolean {
  if (!isReadable(field) || field.many) return false;
  if (field.type === 'link') return field.side === 'forward' && field.single === true;
  return shownType(field) !== 'longText' && storageOf(field) !== 'ids';
}

/** The levels of a view that its fields bear now: one may have been turned into another type since. */
export function groupsNow(
  levels: readonly GroupBy[],
  fields: readonly OutField[],
): readonly GroupBy[] {
  return levels.flatMap(({ field: id, direction, unit }) => {
    const field = fields.find((one) => one.id === id);
    if (!field || !isGroupable(field)) return [];
    const dated = unit !== undefined && storageOf(field) === 'date';
    return [{ field: id, direction, ...(dated && { unit }) }];
  });
}
