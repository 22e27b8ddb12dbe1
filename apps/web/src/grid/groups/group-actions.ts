import type { OutValue } from '@tessera/protocol';
import { isComputed } from '../../field-types/registry.ts';
import { insertRecord } from '../actions.ts';
import type { Grid } from '../grid-context.ts';
import type { KeyCommand } from '../keymap.ts';
import { at, type Bounds, type Selection, type Spot } from '../selection.ts';
import type { GroupHead } from './group-tree.ts';
import { headOf, isShown, type Line, nextLine, placeOf, rowAtPlace } from './lines.ts';

/** A motion over the rows that are shown, as if those that are folded away were not there. */
export function overShown(
  grid: Grid,
  selection: Selection,
  move: (places: Selection, bounds: Bounds) => Selection,
): Selection {
  const lines = grid.lines();
  const bounds = grid.bounds();
  if (lines.heads.length === 0 || lines.shown === 0) return move(selection, bounds);
  const place = (spot: Spot): Spot => ({ ...spot, row: placeOf(lines, spot.row) });
  const back = (spot: Spot): Spot => ({ ...spot, row: rowAtPlace(lines, spot.row) });
  const { active, anchor, head, extra } = selection;
  const moved = move(
    { active: place(active), anchor: place(anchor), head: place(head), extra },
    { ...bounds, rows: lines.shown },
  );
  return {
    active: back(moved.active),
    anchor: back(moved.anchor),
    head: back(moved.head),
    extra: moved.extra,
  };
}

/** The line that has the focus: a head, or the active row; of a row that is folded away, its head. */
function lineNow(grid: Grid): Line | undefined {
  const { selection, head } = grid.ui.getState();
  const lines = grid.lines();
  const found = head === null ? undefined : lines.heads.find((one) => one.head.key === head);
  if (found) return { head: found.head };
  if (!selection) return undefined;
  const { row } = selection.active;
  const hiding = isShown(lines, row) ? undefined : headOf(lines, row);
  return hiding ? { head: hiding.head } : { row };
}

/** One line up or down, heads included; false in a grid without groups. */
export function goLine(grid: Grid, down: boolean): boolean {
  const lines = grid.lines();
  const { selection } = grid.ui.getState();
  if (lines.heads.length === 0 || !selection) return false;
  const from = lineNow(grid);
  const next = from && nextLine(lines, from, down);
  if (!next) return true;
  if ('head' in next) {
    goHead(grid, next.head.key);
    return true;
  }
  const spot = { row: next.row, col: selection.active.col };
  grid.ui.setState({ selection: at(spot.row, spot.col), head: null });
  grid.reveal(spot);
  return true;
}

/** Gives the focus to the head of a group. */
export function goHead(grid: Grid, key: string): void {
  const { selection, head } = grid.ui.getState();
  const spot = selection?.active ?? { row: 0, col: 0 };
  // A new selection takes the focus from a head, unless the head comes with it.
  if (head !== key) grid.ui.setState({ selection: at(spot.row, spot.col), head: key });
  grid.revealHead(key);
}

/** A key while a head has the focus; false leaves it to the rest of the grid. */
export function runOnHead(grid: Grid, command: KeyCommand): boolean {
  const key = grid.ui.getState().head;
  const line = grid.lines().heads.find((one) => one.head.key === key);
  if (!line || key === null) return false;
  switch (command.kind) {
    case 'move':
      if (command.motion === 'left' || command.motion === 'right') {
        grid.folds.turn(key, command.motion === 'left');
        return true;
      }
      return false;
    case 'edit':
    case 'open':
      grid.folds.turn(key);
      return true;
    case 'insert':
      void insertInGroup(grid, line.head);
      return true;
    case 'tab':
    case 'undo':
    case 'redo':
    case 'search':
    case 'findNext':
    case 'saved':
    case 'shortcuts':
      return false;
    default:
      return true;
  }
}

/** Adds a record that belongs into a group: what makes the group is filled in where that may be written. */
export async function insertInGroup(grid: Grid, head: GroupHead | undefined): Promise<void> {
  if (!head) return insertRecord(grid);
  const cells: Record<string, OutValue> = {};
  for (const { by, value } of head.path) {
    const field = grid.table.fields.find((one) => one.id === by.field);
    const whole = by.unit === undefined || by.unit === 'day';
    if (field?.creatable && !isComputed(field) && whole) {
      // Into the group of the empty ones it goes empty, whatever the field starts with.
      if (value !== null || field.default !== undefined) cells[by.field] = value;
    }
  }
  grid.folds.turn(head.key, false);
  await insertRecord(grid, cells, head.first + head.count);
}
