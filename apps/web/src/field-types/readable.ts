import type { CellError, Level } from '@tessera/model';
import type { MaskedValue, OutField, OutValue } from '@tessera/protocol';

/** True for what stands in a cell instead of its value. */
export function isMasked(value: OutValue): value is MaskedValue {
  return typeof value === 'object' && value !== null && 'masked' in value;
}

/** True for what stands in the cell of a formula that has no value. */
export function isFailed(value: OutValue): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/** Whether a field may be read on some record: only such fields filter, sort, group and measure. */
export function isReadable(field: OutField): boolean {
  return field.level !== 'masked';
}

/** Whether records can be put in order by a field: it is readable, and holds one value. */
export function isSortable(field: OutField): boolean {
  return isReadable(field) && !field.many;
}

/** Whether a cell of this level holds its value. */
export function isSeen(level: Level): boolean {
  return level === 'read' || level === 'edit';
}
