import type { ViewColor } from '@tessera/model';
import type { OutTable, ViewRequest } from '@tessera/protocol';
import type { ViewLook } from '../state/view-look.ts';

/** A look as the server keeps it. Ids of fields that are gone are left out. */
export function viewRequestOf(name: string, look: ViewLook, table: OutTable): ViewRequest {
  const known = new Set(table.fields.map((field) => field.id));
  return {
    name,
    ...(look.filter && { filter: look.filter }),
    sort: look.sort.map(({ field, direction }) => ({ field, direction })),
    ...(look.group.length > 0 && {
      group: look.group.filter(({ field }) => known.has(field)).map((one) => ({ ...one })),
    }),
    hiddenFields: look.hiddenFields.filter((id) => known.has(id)),
    fieldOrder: look.fieldOrder.filter((id) => known.has(id)),
    widths: Object.fromEntries(Object.entries(look.widths).filter(([id]) => known.has(id))),
    rowHeight: look.rowHeight,
    ...(look.frozen !== 1 && { frozen: look.frozen }),
    ...(look.measures && {
      measures: Object.fromEntries(Object.entries(look.measures).filter(([id]) => known.has(id))),
    }),
    ...(look.color && isColoring(look.color) && { color: colorRequest(look.color) }),
  };
}

/** Whether a setting of colours says anything. */
export function isColoring(color: ViewColor): boolean {
  return 'field' in color || color.rules.length > 0;
}

function colorRequest(color: ViewColor): NonNullable<ViewRequest['color']> {
  return 'field' in color ? color : { rules: color.rules.map((rule) => ({ ...rule })) };
}
