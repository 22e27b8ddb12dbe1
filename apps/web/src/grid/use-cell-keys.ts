import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import { schemaQuery } from '../client/workspaces.ts';
import { isSeen } from '../field-types/readable.ts';
import { uiOf } from '../field-types/registry.ts';
import { shownCell } from '../state/table-data.ts';
import { idAt } from '../state/window.ts';
import { toast } from '../ui/Toast.tsx';
import { askDelete, clearSelection, duplicateRecord, fill, fillRange, goBack } from './actions.ts';
import { copySelection } from './clipboard/copy.ts';
import { paste, readBlock } from './clipboard/paste.ts';
import { beginEdit } from './edit-session.ts';
import { findNext } from './find-next.ts';
import type { Grid } from './grid-context.ts';
import { goLine, insertInGroup, overShown, runOnHead } from './groups/group-actions.ts';
import { headOf } from './groups/lines.ts';
import { commandOf, type KeyCommand } from './keymap.ts';
import {
  collapsed,
  everything,
  isRange,
  type Motion,
  rangesOf,
  step,
  tabbed,
  wholeColumns,
  wholeRows,
} from './selection.ts';

/** Moves the active cell and keeps it in view. */
export function go(grid: Grid, motion: Motion, extend = false): void {
  const { selection } = grid.ui.getState();
  if (!selection) return;
  if (!extend && (motion === 'up' || motion === 'down') && goLine(grid, motion === 'down')) return;
  const next = overShown(grid, selection, (places, bounds) =>
    step(places, motion, extend, bounds, grid.page()),
  );
  grid.ui.setState({ selection: next });
  grid.reveal(extend ? next.head : next.active);
}

/** Moves on in reading order; false at either end, where Tab leaves the grid. */
export function goTab(grid: Grid, back: boolean): boolean {
  const { selection } = grid.ui.getState();
  if (!selection) return false;
  const next = overShown(grid, selection, (places, bounds) => tabbed(places, back, bounds));
  if (next.active.row === selection.active.row && next.active.col === selection.active.col)
    return false;
  grid.ui.setState({ selection: next });
  grid.reveal(next.active);
  return true;
}

function run(grid: Grid, command: KeyCommand): boolean {
  const { selection } = grid.ui.getState();
  if (!selection) return false;
  const { active } = selection;
  const data = grid.session.store.getState();
  const id = idAt(data.window, active.row);
  switch (command.kind) {
    case 'move':
      go(grid, command.motion, command.extend);
      return true;
    case 'tab':
      return goTab(grid, command.back);
    case 'type':
      return !beginEdit(grid, 'replace');
    case 'edit':
      beginEdit(grid, 'keep');
      return true;
    case 'clear':
      void clearSelection(grid);
      return true;
    case 'collapse':
      if (grid.ui.getState().copied) grid.ui.setState({ copied: null });
      else if (isRange(selection)) grid.ui.setState({ selection: collapsed(selection) });
      else grid.ui.setState({ open: null });
      return true;
    case 'open':
      if (id !== undefined) grid.ui.setState((ui) => ({ open: ui.open === id ? null : id }));
      return true;
    case 'selectRow':
      grid.ui.setState({ selection: wholeRows(selection, grid.bounds()) });
      return true;
    case 'selectColumn':
      grid.ui.setState({ selection: wholeColumns(selection, grid.bounds()) });
      return true;
    case 'selectAll':
      grid.ui.setState({ selection: everything(selection, grid.bounds()) });
      return true;
    case 'fillDown':
    case 'fillRight':
      void fill(grid, command.kind === 'fillDown' ? 'down' : 'right');
      return true;
    case 'fillRange': {
      const field = grid.fields[active.col];
      const shown = field && shownCell(data, active.row, field.id);
      if (field && shown && isSeen(shown.level)) void fillRange(grid, field, shown.value);
      return true;
    }
    case 'undo':
    case 'redo':
      void goBack(grid, command.kind);
      return true;
    case 'insert':
      void insertInGroup(grid, headOf(grid.lines(), active.row)?.head);
      return true;
    case 'duplicate':
      if (id !== undefined) void duplicateRecord(grid, id);
      return true;
    case 'remove':
      void askDelete(grid);
      return true;
    case 'search':
      grid.onSearch();
      return true;
    case 'findNext':
      findNext(grid);
      return true;
    case 'today':
      return false;
    case 'saved':
      toast({ text: i18next.t('grid.savedAlways'), kind: 'success' });
      return true;
    case 'menu':
      openMenu(active.row, active.col);
      return true;
    case 'pasteValues':
    case 'shortcuts':
      return false;
  }
}

/** The context menu of the active cell, as if it had been clicked with the right button. */
function openMenu(row: number, col: number): void {
  const cell = document.getElementById(`cell-${row}-${col}`);
  const box = cell?.getBoundingClientRect();
  if (!cell || !box) return;
  cell.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      clientX: box.left + 16,
      clientY: box.bottom - 8,
    }),
  );
}

/** Today, or now, in a date cell: opens its editor with the value typed. */
function typeToday(grid: Grid, input: HTMLTextAreaElement, onText: (text: string) => void): void {
  const { selection } = grid.ui.getState();
  const field = selection && grid.fields[selection.active.col];
  if (!field || uiOf(field).editing !== 'date' || !beginEdit(grid, 'replace')) return;
  const now = new Date().toLocaleTimeString('en-GB', {
    timeZone: grid.env.timeZone,
    hour: '2-digit',
    minute: '2-digit',
  });
  input.value = field.type === 'date' ? grid.env.today : `${grid.env.today} ${now}`;
  onText(input.value);
}

/** The keys and the clipboard of the text area that holds the grid's focus, while nothing is being edited. */
export function useIdleKeys(
  grid: Grid,
  input: RefObject<HTMLTextAreaElement | null>,
  onText: (text: string) => void,
) {
  const client = useQueryClient();
  return {
    onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
      const command = commandOf(event);
      if (!command) return;
      if (grid.ui.getState().head !== null && runOnHead(grid, command)) {
        event.preventDefault();
        return;
      }
      if (command.kind === 'pasteValues') {
        pasteAsValues = true;
        return;
      }
      if (command.kind === 'today' && input.current) {
        event.preventDefault();
        typeToday(grid, input.current, onText);
        return;
      }
      if (run(grid, command)) event.preventDefault();
    },
    onCopy(event: ClipboardEvent) {
      event.preventDefault();
      if (grid.ui.getState().head === null) copySelection(grid, event.clipboardData, false);
    },
    onCut(event: ClipboardEvent) {
      event.preventDefault();
      if (grid.ui.getState().head === null) copySelection(grid, event.clipboardData, true);
    },
    onPaste(event: ClipboardEvent) {
      event.preventDefault();
      const block = readBlock(event.clipboardData, pasteAsValues);
      pasteAsValues = false;
      const schema = client.getQueryData(schemaQuery(grid.env.workspace).queryKey);
      if (block && grid.ui.getState().head === null) void paste(grid, block, schema);
    },
  };
}

// Mod+Shift+V reaches the page as a key first and as a paste right after it.
let pasteAsValues = false;

/** True when a cell lies in one of the selected ranges. */
export function isSelected(grid: Grid, row: number, col: number): boolean {
  const { selection } = grid.ui.getState();
  return (
    selection !== null &&
    rangesOf(selection).some(
      (range) => row >= range.top && row <= range.bottom && col >= range.left && col <= range.right,
    )
  );
}
