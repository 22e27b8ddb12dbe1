import type { OutField } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { isEmptyValue } from '../field-types/convert.ts';
import { showCount, showNumber } from '../field-types/format.ts';
import { shownCellOf } from '../state/table-data.ts';
import { idAt } from '../state/window.ts';
import { useGrid, useGridUi, useTableData } from './grid-context.ts';
import { isShown } from './groups/lines.ts';
import { isRange, mainRange, sizeOf } from './selection.ts';

const most = 20_000;

/** Count, sum and average of the selected cells that are loaded, in the corner of the footer. */
export function SelectionSummary() {
  const { t } = useTranslation();
  const grid = useGrid();
  const selection = useGridUi((ui) => ui.selection);
  const text = useTableData((data) => {
    if (!selection || !isRange(selection)) return '';
    const range = mainRange(selection);
    if (sizeOf(range) > most) return '';
    let filled = 0;
    let numbers = 0;
    let sum = 0;
    const summed = new Set<OutField>();
    for (let row = range.top; row <= range.bottom; row++) {
      const id = idAt(data.window, row);
      if (id === undefined || !isShown(grid.lines(), row)) continue;
      for (let col = range.left; col <= range.right; col++) {
        const one = grid.fields[col];
        const shown = one && shownCellOf(data, id, one.id);
        if (!one || !shown || shown.level === 'hidden' || isEmptyValue(shown.value)) continue;
        filled += 1;
        if (typeof shown.value === 'number' && one.type !== 'autonumber') {
          summed.add(one);
          numbers += 1;
          sum += shown.value;
        }
      }
    }
    const { language } = grid.env;
    const parts: string[] = [t('grid.summary.filled', { value: showCount(filled, language) })];
    // Amounts of different fields do not add up to anything.
    const [field] = summed;
    if (numbers > 1 && field && summed.size === 1) {
      parts.push(t('grid.summary.sum', { value: showNumber(field, sum, language) }));
      parts.push(t('grid.summary.average', { value: showNumber(field, sum / numbers, language) }));
    }
    return parts.join(' · ');
  });
  if (!text) return null;
  return (
    <div className="absolute inset-y-1 right-2 flex items-center rounded bg-ink px-2.5 text-xs text-ink-inverse tabular-nums shadow-low">
      {text}
    </div>
  );
}
