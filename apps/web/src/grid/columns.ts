import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { OutField, OutTable } from '@tessera/protocol';
import { useMemo } from 'react';
import { type Column, defaultWidth, gutter, mostFrozen } from './geometry.ts';

/** How columns are arranged; what a view keeps of them. */
export interface ColumnLook {
  readonly hiddenFields: readonly string[];
  readonly fieldOrder: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly frozen: number;
}

// Columns only: rows, selection and clipboard live in the grid's own index space, as the table library knows
// nothing of rows that are not loaded.
const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
const noRows: readonly object[] = [];

/** The order of all fields of a table under a look: the title first, then those named, then new ones. */
export function orderedFields(table: OutTable, order: readonly string[]): readonly OutField[] {
  const place = (field: OutField) => {
    if (field.id === table.titleField) return -1;
    const at = order.indexOf(field.id);
    return at < 0 ? order.length : at;
  };
  return [...table.fields].sort((a, b) => place(a) - place(b));
}

/** The columns to draw, left to right, with their places. The title is pinned at the start and never hidden. */
export function useColumns(table: OutTable, look: ColumnLook): readonly Column[] {
  const ordered = useMemo(() => orderedFields(table, look.fieldOrder), [table, look.fieldOrder]);
  const columns = useMemo(
    () =>
      ordered.map((field) => ({
        id: field.id,
        accessorFn: () => null,
        size: defaultWidth(field, field.id === table.titleField),
        enableHiding: field.id !== table.titleField,
      })),
    [ordered, table.titleField],
  );
  const pinned = useMemo(
    () => ({ start: table.titleField === null ? [] : [table.titleField], end: [] }),
    [table.titleField],
  );
  const hidden = useMemo(
    () =>
      Object.fromEntries(
        look.hiddenFields.filter((id) => id !== table.titleField).map((id) => [id, false]),
      ),
    [look.hiddenFields, table.titleField],
  );
  const grid = useTable({
    features,
    columns,
    data: noRows,
    state: {
      columnOrder: ordered.map((field) => field.id),
      columnVisibility: hidden,
      columnSizing: look.widths,
      columnPinning: pinned,
    },
  });
  const shown = [...grid.getStartVisibleLeafColumns(), ...grid.getCenterVisibleLeafColumns()];
  const key = shown.map((column) => `${column.id}:${column.getSize()}`).join();

  return useMemo(() => {
    let left = gutter;
    let isFrozen = true;
    return shown.flatMap((column, index): Column[] => {
      const field = ordered.find((one) => one.id === column.id);
      if (!field) return [];
      const width = column.getSize();
      const title = field.id === table.titleField;
      // The first that is too wide ends what stays.
      isFrozen &&= title || (index < look.frozen && left + width <= mostFrozen);
      const made = { field, index, left, width, frozen: isFrozen };
      left += width;
      return [made];
    });
  }, [key, ordered, table.titleField, look.frozen]);
}
