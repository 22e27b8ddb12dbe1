import type { OutField } from '@tessera/protocol';
import { isLooking } from '../client/sitting.ts';
import { isComputed } from '../field-types/registry.ts';
import { cellLevel } from '../state/record-entry.ts';
import type { TableData } from '../state/table-data.ts';
import { idAt } from '../state/window.ts';

/** Why a cell takes no input; words under `grid.closed`. */
export type Closed = 'loading' | 'computed' | 'hidden' | 'masked' | 'readOnly' | 'looking';

/** Whether a cell may be edited as far as the browser knows; the server has the last word. */
export function closedCell(
  data: TableData,
  id: string | undefined,
  field: OutField,
): Closed | null {
  const entry = id === undefined ? undefined : data.records.get(id);
  if (!entry) return 'loading';
  const level = cellLevel(entry, field.id);
  switch (level) {
    case 'edit':
      if (isComputed(field)) return 'computed';
      return isLooking() ? 'looking' : null;
    case 'read':
      return isComputed(field) ? 'computed' : 'readOnly';
    case 'hidden':
    case 'masked':
      return level;
  }
}

/** The same by place. */
export function closedSpot(data: TableData, row: number, field: OutField): Closed | null {
  return closedCell(data, idAt(data.window, row), field);
}
