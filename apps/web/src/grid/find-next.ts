import { fold } from '@tessera/model';
import i18next from 'i18next';
import { plainText } from '../field-types/convert.ts';
import { isSeen } from '../field-types/readable.ts';
import { shownCell } from '../state/table-data.ts';
import { toast } from '../ui/Toast.tsx';
import type { Grid } from './grid-context.ts';
import { placeOf, rowAtPlace } from './groups/lines.ts';
import { at } from './selection.ts';

/** How many rows are looked through for a match. */
const reach = 2000;

/** Goes to the next cell that holds what is searched for, in reading order and around the end. */
export function findNext(grid: Grid): void {
  const text = fold(grid.session.parts.question.search ?? '');
  if (text === '') {
    toast({ text: i18next.t('shortcuts.findFirst') });
    grid.onSearch();
    return;
  }
  const { selection } = grid.ui.getState();
  const lines = grid.lines();
  const { cols } = grid.bounds();
  if (!selection || lines.shown === 0) return;
  const data = grid.session.store.getState();
  const start = placeOf(lines, selection.active.row) * cols + selection.active.col;
  const all = lines.shown * cols;
  for (let step = 1; step <= Math.min(all, reach * cols); step++) {
    const place = (start + step) % all;
    const row = rowAtPlace(lines, Math.floor(place / cols));
    const field = grid.fields[place % cols];
    const shown = field && shownCell(data, row, field.id);
    if (!field || !shown || !isSeen(shown.level)) continue;
    if (!fold(plainText(field, shown.value, grid.env)).includes(text)) continue;
    const spot = { row, col: place % cols };
    grid.ui.setState({ selection: at(spot.row, spot.col), copied: null });
    grid.reveal(spot);
    return;
  }
  toast({ text: i18next.t('shortcuts.noMatch') });
}
