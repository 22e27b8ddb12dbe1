import { isEmptyValue } from '../field-types/convert.ts';
import { isSeen } from '../field-types/readable.ts';
import { shownCell } from '../state/table-data.ts';
import { writeRanges } from './actions.ts';
import type { Grid } from './grid-context.ts';
import { isShown, placeOf } from './groups/lines.ts';
import type { Range, Selection } from './selection.ts';
import { seriesAt } from './series.ts';

/** The range that dragging the handle of `source` to a row would fill, the source included. */
export function filledRange(source: Range, row: number): Range {
  if (row > source.bottom) return { ...source, bottom: row };
  return row < source.top ? { ...source, top: row } : source;
}

/** Goes on with what each column of `source` holds, up or down to the rest of `target`; one undo step. */
export async function fillFrom(grid: Grid, source: Range, target: Range): Promise<void> {
  await grid.session.load(source.top, source.bottom);
  const data = grid.session.store.getState();
  const lines = grid.lines();
  const rows: number[] = [];
  for (let row = source.top; row <= source.bottom; row++) if (isShown(lines, row)) rows.push(row);
  const values = new Map(
    grid.fields.slice(source.left, source.right + 1).map((field) => {
      const cells = rows.map((row) => shownCell(data, row, field.id));
      const closed = cells.some((cell) => !cell || !isSeen(cell.level));
      return [field.id, closed ? [] : cells.map((cell) => cell?.value ?? null)];
    }),
  );
  const rest =
    target.bottom > source.bottom
      ? { ...target, top: source.bottom + 1 }
      : { ...target, bottom: source.top - 1 };
  const start = placeOf(lines, source.top);
  selectRange(grid, target);
  await writeRanges(grid, [rest], (field, row) =>
    seriesAt(values.get(field.id) ?? [], placeOf(lines, row) - start),
  );
}

function selectRange(grid: Grid, range: Range): void {
  const selection: Selection = {
    active: { row: range.top, col: range.left },
    anchor: { row: range.top, col: range.left },
    head: { row: range.bottom, col: range.right },
    extra: [],
  };
  grid.ui.setState({ selection, copied: null });
}

/** The last row of the block below: as far as the column beside the range holds something without a gap. */
export function blockEnd(grid: Grid, range: Range): number {
  const data = grid.session.store.getState();
  const beside = grid.fields[range.left > 0 ? range.left - 1 : range.right + 1];
  if (!beside) return range.bottom;
  const { rows } = grid.bounds();
  let row = range.bottom;
  while (row + 1 < rows) {
    const shown = shownCell(data, row + 1, beside.id);
    if (!shown || isEmptyValue(shown.value)) break;
    row += 1;
  }
  return row;
}
