import type { OutTable, ViewRequest } from '@tessera/protocol';
import type { ViewLook } from '../state/view-look.ts';

/** A look as the server keeps it. Ids of fields that are gone are left out. */
export function viewRequestOf(name: string, look: ViewLook, table: OutTable): ViewRequest {
  const known = new Set(table.fields.map((field) => field.id));
  return {
    name,
    ...(look.filter && { filter: look.filter }),
    sort: look.sort.map(({ field, direction }) => ({ field, direction })),
    hiddenFields: look.hiddenFields.filter((id) => known.has(id)),
    fieldOrder: look.fieldOrder.filter((id) => known.has(id)),
    widths: Object.fromEntries(Object.entries(look.widths).filter(([id]) => known.has(id))),
    rowHeight: look.rowHeight,
  };
}
