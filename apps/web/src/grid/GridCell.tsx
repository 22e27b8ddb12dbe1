import { Lock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { CellFace } from '../field-types/masked.tsx';
import { isComputed, uiOf } from '../field-types/registry.ts';
import type { ShownCell } from '../state/table-data.ts';
import { cx } from '../ui/cx.ts';
import type { Column } from './geometry.ts';

const sides = { start: 'justify-start', end: 'justify-end text-right', center: 'justify-center' };

export interface GridCellProps {
  readonly id: string;
  readonly column: Column;
  readonly left: number;
  readonly shown: ShownCell | undefined;
  /** Another record has the same value, in words. */
  readonly duplicate?: string | undefined;
  readonly env: CellEnv;
  readonly lines: number;
}

/** One cell. Its look says whether it can be edited, is on its way, or failed to be saved. */
export const GridCell = memo(function GridCell({
  id,
  column,
  left,
  shown,
  duplicate,
  env,
  lines,
}: GridCellProps) {
  const { t } = useTranslation();
  const { field } = column;
  const { align } = uiOf(field);
  const readOnly = shown !== undefined && (shown.level !== 'edit' || isComputed(field));
  const hidden = shown?.level === 'hidden';
  const state = shown?.pending?.state;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      id={id}
      role="gridcell"
      aria-colindex={column.index + 1}
      aria-readonly={readOnly || undefined}
      aria-invalid={state === 'failed' || state === 'conflict' || undefined}
      data-field={field.id}
      style={{ left, width: column.width }}
      className={cx(
        'group/cell absolute inset-y-0 flex overflow-hidden border-r border-b border-line px-2 text-sm',
        lines === 1
          ? 'items-center'
          : align === 'center'
            ? 'items-start pt-2'
            : 'items-start py-1.5',
        sides[align],
        hidden && 'bg-canvas',
      )}
    >
      {!shown ? null : hidden ? (
        <span className="flex items-center gap-1 text-xs text-ink-faint select-none">
          <Lock size={11} aria-hidden />
          {t('grid.noAccess')}
        </span>
      ) : (
        <CellFace field={field} value={shown.value} env={env} lines={lines} />
      )}
      {readOnly && !hidden && (
        <Lock
          size={11}
          aria-hidden
          className="absolute top-1 right-1 hidden rounded bg-surface text-ink-faint group-hover/cell:block"
        />
      )}
      {duplicate && !state && (
        <span
          role="note"
          aria-label={duplicate}
          title={duplicate}
          className="absolute top-0 right-0 size-0 border-t-8 border-l-8 border-t-warning border-l-transparent"
        />
      )}
      {state && state !== 'saving' && (
        <span
          title={shown?.pending?.message ?? t('grid.conflict')}
          className="absolute top-0 right-0 size-0 border-t-8 border-l-8 border-t-danger border-l-transparent"
        />
      )}
    </div>
  );
});
