import type { OutField, OutValue } from '@tessera/protocol';
import i18next from 'i18next';
import { parseText, plainText, sameValue } from '../field-types/convert.ts';
import type { Parsed, PickerHandle } from '../field-types/field-ui.ts';
import { uiOf } from '../field-types/registry.ts';
import { editCells } from '../state/commands.ts';
import { editCell } from '../state/duplicates.ts';
import { type Duplicate, shownCellOf } from '../state/table-data.ts';
import { idAt } from '../state/window.ts';
import { toast } from '../ui/Toast.tsx';
import { fillRange, tellClosed } from './actions.ts';
import { closedSpot } from './closed-cells.ts';
import { duplicateText } from './duplicate-text.ts';
import type { Editing, Grid } from './grid-context.ts';

/** The text that an editor of this cell begins with. */
export function startText(grid: Grid, editing: Editing): string {
  if (editing.mode === 'replace' || uiOf(editing.field).editing === 'pick') return '';
  const shown = shownCellOf(grid.session.store.getState(), editing.id, editing.field.id);
  return plainText(editing.field, shown?.value ?? null, grid.env);
}

/**
 * Opens the editor of the active cell. A checkbox flips instead. Gives false, after saying why, when the cell
 * takes no input.
 */
export function beginEdit(grid: Grid, mode: Editing['mode']): boolean {
  const { selection, editing, head } = grid.ui.getState();
  if (head !== null) return false;
  if (editing) return true;
  if (!selection) return false;
  const spot = selection.active;
  const field = grid.fields[spot.col];
  const data = grid.session.store.getState();
  const id = idAt(data.window, spot.row);
  if (!field || id === undefined) return false;
  const closed = closedSpot(data, spot.row, field);
  if (closed) {
    tellClosed(closed);
    return false;
  }
  if (uiOf(field).editing === 'toggle') {
    if (mode === 'keep') toggle(grid, id, field.id);
    return false;
  }
  const base = shownCellOf(data, id, field.id)?.value ?? null;
  grid.ui.setState({ editing: { spot, id, field, mode, base }, copied: null });
  return true;
}

/** Flips a checkbox. */
export function toggle(grid: Grid, id: string, field: string): void {
  const base = shownCellOf(grid.session.store.getState(), id, field)?.value ?? false;
  void editCells(grid.session, [{ id, field, value: base !== true, base }]);
}

/** What committing an editor would save. */
export function resultOf(
  grid: Grid,
  editing: Editing,
  text: string,
  picker: PickerHandle | null,
): Parsed {
  return picker ? picker.result(text) : parseText(editing.field, text, grid.env, undefined, true);
}

/** Says quietly that another record has the value. */
function tellDuplicate(grid: Grid, field: OutField, found: Duplicate): void {
  const text = duplicateText(found, grid.table, grid.env);
  toast({ text: i18next.t('unique.noticeAt', { field: field.name, text }) });
}

/** Saves a value and closes the editor. With `everywhere` it goes into the whole selected range. */
export function commitValue(
  grid: Grid,
  editing: Editing,
  value: OutValue,
  everywhere = false,
): void {
  grid.ui.setState({ editing: null });
  const { id, field, base } = editing;
  if (everywhere) void fillRange(grid, field, value);
  else if (!sameValue(base, value))
    void editCell(grid.session, grid.table, field, { id, field: field.id, value, base }, (found) =>
      tellDuplicate(grid, field, found),
    );
}
