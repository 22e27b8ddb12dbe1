import { shownType } from '@tessera/model';
import i18next from 'i18next';
import { plainText } from '../../field-types/convert.ts';
import { may } from '../../state/record-entry.ts';
import { shownCellOf } from '../../state/table-data.ts';
import { idAt } from '../../state/window.ts';
import { toast } from '../../ui/Toast.tsx';
import type { Grid } from '../grid-context.ts';
import { isShown } from '../groups/lines.ts';
import { mainRange, type Range, sizeOf } from '../selection.ts';
import { type Block, type ClipCell, printHtml } from './html.ts';
import { printTsv } from './tsv.ts';

/** More than this belongs into an export. */
const mostRows = 5000;

/** The cells of a range as they go to the clipboard, or why they may not go. */
function blockOf(grid: Grid, range: Range): Block | 'export' {
  const data = grid.session.store.getState();
  const rows: ClipCell[][] = [];
  for (let row = range.top; row <= range.bottom; row++) {
    if (!isShown(grid.lines(), row)) continue;
    const id = idAt(data.window, row);
    const entry = id === undefined ? undefined : data.records.get(id);
    // A single cell can be copied out of its editor anyway; more than one is an export.
    if (entry && sizeOf(range) > 1 && !may(entry, 'export')) return 'export';
    rows.push(
      grid.fields.slice(range.left, range.right + 1).map((field): ClipCell => {
        const shown = id === undefined ? undefined : shownCellOf(data, id, field.id);
        if (!shown || shown.level === 'hidden') return { text: '' };
        if (shown.level === 'masked') return { text: plainText(field, shown.value, grid.env) };
        return {
          text: plainText(field, shown.value, grid.env),
          raw: {
            type: shownType(field),
            value: shown.value,
            ...(field.target !== undefined && { target: field.target }),
          },
        };
      }),
    );
  }
  return rows;
}

/**
 * Copies the main range as TSV and as HTML with raw values. The clipboard of the event is filled at once;
 * when rows have to be fetched first, the browser's asynchronous clipboard is used.
 */
export function copySelection(grid: Grid, clipboard: DataTransfer, cut: boolean): void {
  const { selection } = grid.ui.getState();
  if (!selection) return;
  const range = mainRange(selection);
  if (range.bottom - range.top + 1 > mostRows) {
    toast({ text: i18next.t('grid.copyTooMany', { count: mostRows }), kind: 'error' });
    return;
  }
  const missing = rowsMissing(grid, range);
  if (missing) {
    void grid.session.load(range.top, range.bottom).then(() => {
      const block = blockOf(grid, range);
      if (block === 'export') return tellExport();
      const { text, html } = print(block);
      const parts = {
        'text/plain': new Blob([text], { type: 'text/plain' }),
        'text/html': new Blob([html], { type: 'text/html' }),
      };
      return navigator.clipboard.write([new ClipboardItem(parts)]);
    });
  } else {
    const block = blockOf(grid, range);
    if (block === 'export') {
      tellExport();
      return;
    }
    const { text, html } = print(block);
    clipboard.setData('text/plain', text);
    clipboard.setData('text/html', html);
  }
  grid.ui.setState({ copied: { range, cut } });
}

function print(block: Block): { text: string; html: string } {
  return {
    text: printTsv(block.map((row) => row.map((cell) => cell.text))),
    html: printHtml(block),
  };
}

function tellExport(): void {
  toast({ text: i18next.t('grid.mayNotExport'), kind: 'error' });
}

function rowsMissing(grid: Grid, range: Range): boolean {
  const { window } = grid.session.store.getState();
  for (let row = range.top; row <= range.bottom; row++) {
    if (idAt(window, row) === undefined) return true;
  }
  return false;
}
