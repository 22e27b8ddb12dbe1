import { changeLimits, shownType } from '@tessera/model';
import type { OutField, OutValue } from '@tessera/protocol';
import i18next from 'i18next';
import { sameValue } from '../field-types/convert.ts';
import { isFailed, isSeen } from '../field-types/readable.ts';
import { createRecords, deleteRecords, editCells, travel } from '../state/commands.ts';
import type { CellChange } from '../state/pending.ts';
import { cellLevel, may } from '../state/record-entry.ts';
import { shownCellOf } from '../state/table-data.ts';
import { idAt, rowOf } from '../state/window.ts';
import { toast } from '../ui/Toast.tsx';
import { type Closed, closedCell } from './closed-cells.ts';
import type { Grid } from './grid-context.ts';
import { isShown } from './groups/lines.ts';
import { at, mainRange, type Range, rangesOf, selectedRows } from './selection.ts';

/** Tells why a cell takes no input. */
export function tellClosed(reason: Closed): void {
  toast({ text: closedText(reason) });
}

function closedText(reason: Closed): string {
  return i18next.t(`grid.closed.${reason}`);
}

/** False, with a word about it, when a range has more records than one change set takes. */
export async function ready(grid: Grid, range: Range): Promise<boolean> {
  if (range.bottom - range.top + 1 > changeLimits.records) {
    toast({ text: i18next.t('grid.tooMany', { count: changeLimits.records }), kind: 'error' });
    return false;
  }
  await grid.session.load(range.top, range.bottom);
  return true;
}

/** The value a cell of a range gets; undefined leaves it as it is. */
type ValueFor = (field: OutField, row: number, col: number) => OutValue | undefined;

/** Writes a range as one change set, leaving out closed cells, which are counted in a notice. */
export async function writeRanges(
  grid: Grid,
  ranges: readonly Range[],
  valueFor: ValueFor,
): Promise<void> {
  for (const range of ranges) if (!(await ready(grid, range))) return;
  const data = grid.session.store.getState();
  const changes: CellChange[] = [];
  let closed = 0;
  for (const range of ranges) {
    for (let row = range.top; row <= range.bottom; row++) {
      const id = idAt(data.window, row);
      if (id === undefined || !isShown(grid.lines(), row)) continue;
      for (let col = range.left; col <= range.right; col++) {
        const field = grid.fields[col];
        const value = field && valueFor(field, row, col);
        if (!field || value === undefined) continue;
        const base = shownCellOf(data, id, field.id)?.value ?? null;
        if (closedCell(data, id, field)) closed += 1;
        else if (!sameValue(base, value)) changes.push({ id, field: field.id, value, base });
      }
    }
  }
  if (closed > 0) toast({ text: i18next.t('grid.leftOut', { count: closed }) });
  if (changes.length > 0) await editCells(grid.session, changes);
}

/** The empty value of a field. */
export function emptyOf(field: OutField): OutValue {
  if (field.type === 'checkbox') return false;
  return field.type === 'multiSelect' || field.type === 'link' ? [] : null;
}

/** Empties the selected cells, in one undo step. Chips that may not be seen stay. */
export async function clearSelection(grid: Grid): Promise<void> {
  const { selection } = grid.ui.getState();
  if (selection) await writeRanges(grid, rangesOf(selection), emptyOf);
}

/** Copies the first row (or column) of the range into the rest; a single cell takes its neighbour's value. */
export async function fill(grid: Grid, direction: 'down' | 'right'): Promise<void> {
  const { selection } = grid.ui.getState();
  if (!selection) return;
  const range = mainRange(selection);
  const down = direction === 'down';
  const single = down ? range.top === range.bottom : range.left === range.right;
  const fromRow = down && single ? range.top - 1 : range.top;
  const fromCol = !down && single ? range.left - 1 : range.left;
  if (fromRow < 0 || fromCol < 0) return;
  await grid.session.load(fromRow, fromRow);
  const value = (row: number, col: number): OutValue | undefined => {
    const data = grid.session.store.getState();
    const id = idAt(data.window, row);
    const field = grid.fields[col];
    const shown = id !== undefined && field ? shownCellOf(data, id, field.id) : undefined;
    return shown && isSeen(shown.level) && !isFailed(shown.value) ? shown.value : undefined;
  };
  await writeRanges(grid, [range], (field, row, col) => {
    if (down) return row === fromRow ? undefined : value(fromRow, col);
    const from = grid.fields[fromCol];
    if (col === fromCol || !from || from.many || shownType(from) !== field.type) return undefined;
    return value(row, fromCol);
  });
}

/** Puts one value into the whole range, where the fields are of the type it was typed for. */
export async function fillRange(grid: Grid, source: OutField, value: OutValue): Promise<void> {
  const { selection } = grid.ui.getState();
  if (!selection) return;
  await writeRanges(grid, rangesOf(selection), (field) =>
    field.id === source.id ||
    (field.type === source.type && !field.options && field.type !== 'link')
      ? value
      : undefined,
  );
}

/** Adds a record with these cells and goes to it once its place is known. */
export async function insertRecord(
  grid: Grid,
  cells: Readonly<Record<string, OutValue>> = {},
  near?: number,
): Promise<void> {
  if ((grid.table.actions.create ?? 'never') === 'never') {
    toast({ text: i18next.t('grid.mayNotCreate') });
    return;
  }
  try {
    const [id] = await createRecords(grid.session, [cells]);
    if (id) await goTo(grid, id, near);
  } catch (error) {
    toast({ text: grid.session.parts.troubleOf(error).message, kind: 'error' });
  }
}

/**
 * Focuses a record's first cell as soon as its row is known; says so when the view does not show it. It is looked for
 * at the end, or `near` a row.
 */
async function goTo(grid: Grid, id: string, near?: number): Promise<void> {
  const { store } = grid.session;
  const ends = Date.now() + 2500;
  while (Date.now() < ends) {
    const data = store.getState();
    const row = rowOf(data.window, id);
    if (row >= 0) {
      grid.ui.setState({ selection: at(row, 0), copied: null });
      grid.reveal({ row, col: 0 });
      grid.takeFocus();
      return;
    }
    const last = (data.window.total ?? 0) - 1;
    const place = Math.min(near ?? last, last);
    if (place >= 0) await grid.session.load(place, place);
    await new Promise((done) => setTimeout(done, 120));
  }
  toast({
    text: i18next.t('grid.addedElsewhere'),
    action: { label: i18next.t('grid.open'), run: () => grid.ui.setState({ open: id }) },
  });
}

/** Adds a copy of the active record: what I can read of it and may write on a new one. */
export async function duplicateRecord(grid: Grid, id: string): Promise<void> {
  const data = grid.session.store.getState();
  const entry = data.records.get(id);
  if (!entry) return;
  const cells: Record<string, OutValue> = {};
  for (const field of grid.table.fields) {
    const value = entry.cells[field.id];
    if (
      field.creatable &&
      // A copy cannot have it: its maker gives it one of its own.
      !field.unique &&
      value !== undefined &&
      value !== null &&
      isSeen(cellLevel(entry, field.id))
    ) {
      cells[field.id] = value;
    }
  }
  await insertRecord(grid, cells);
}

/** Asks before deleting the records of the selection; those whose outcome forbids it are left out and counted. */
export async function askDelete(grid: Grid): Promise<void> {
  const { selection } = grid.ui.getState();
  if (!selection) return;
  for (const range of rangesOf(selection)) if (!(await ready(grid, range))) return;
  const data = grid.session.store.getState();
  const rows = selectedRows(selection).filter((row) => isShown(grid.lines(), row));
  const ids = rows.flatMap((row) => idAt(data.window, row) ?? []);
  const allowed = ids.filter((id) => {
    const entry = data.records.get(id);
    return entry !== undefined && may(entry, 'delete');
  });
  if (allowed.length < ids.length) {
    toast({ text: i18next.t('grid.mayNotDelete', { count: ids.length - allowed.length }) });
  }
  if (allowed.length > 0) grid.ui.setState({ question: { kind: 'delete', ids: allowed } });
}

/** Deletes, and offers to take it back. */
export async function removeRecords(
  grid: Pick<Grid, 'session' | 'ui'>,
  ids: readonly string[],
): Promise<void> {
  try {
    await deleteRecords(grid.session, ids);
    const { open } = grid.ui.getState();
    if (open !== null && ids.includes(open)) grid.ui.setState({ open: null });
    toast({
      text: i18next.t('grid.deleted', { count: ids.length }),
      action: { label: i18next.t('common.undo'), run: () => void goBack(grid, 'undo') },
    });
  } catch (error) {
    toast({ text: grid.session.parts.troubleOf(error).message, kind: 'error' });
  }
}

/** Undo or redo of my own last step, with a word about what others have changed since. */
export async function goBack(grid: Pick<Grid, 'session'>, from: 'undo' | 'redo'): Promise<void> {
  const result = await travel(grid.session, from);
  if (result.kind === 'nothing') {
    toast({ text: i18next.t(from === 'undo' ? 'grid.nothingToUndo' : 'grid.nothingToRedo') });
  } else if (result.kind === 'failed') {
    toast({ text: result.message, kind: 'error' });
  } else if (result.kept > 0) {
    toast({ text: i18next.t('grid.undoKept', { count: result.kept }) });
  }
}
