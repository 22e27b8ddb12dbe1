import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openShape } from '../shape/shape-task.ts';
import { useGrid } from './grid-context.ts';

/** Width of the place behind the last column, for those who shape the table. */
export const addFieldWidth = 44;

/** The + behind the last column. Its twin for the keyboard stands in the menu of fields. */
export function AddField({ left }: { readonly left: number }) {
  const { t } = useTranslation();
  const grid = useGrid();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      role="columnheader"
      style={{ left, width: addFieldWidth }}
      className="absolute inset-y-0 border-r border-line"
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('shape.addField')}
        title={t('shape.addField')}
        className="flex size-full items-center justify-center text-ink-muted hover:bg-hover hover:text-ink"
        onClick={() => openShape({ kind: 'addField', table: grid.table.id })}
      >
        <Plus size={16} aria-hidden />
      </button>
    </div>
  );
}
