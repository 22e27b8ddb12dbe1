import { Maximize2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { duplicateOf } from '../state/duplicates.ts';
import { type ShownCell, shownCellOf } from '../state/table-data.ts';
import { idAt } from '../state/window.ts';
import { cx } from '../ui/cx.ts';
import { duplicateText } from './duplicate-text.ts';
import { GridCell } from './GridCell.tsx';
import { type Column, frozenWidth, gutter, rowHeights, rowLines, totalWidth } from './geometry.ts';
import { useGrid, useGridUi, useTableData } from './grid-context.ts';
import { seenCell } from './row-color.ts';
import { contains, rangesOf } from './selection.ts';

export interface GridRowProps {
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column[];
  /** Scrolled columns that are drawn, inclusive. */
  readonly first: number;
  readonly last: number;
}

/** One row: the gutter and the frozen columns stay, the others scroll. */
export const GridRow = memo(function GridRow({ index, top, columns, first, last }: GridRowProps) {
  const grid = useGrid();
  const id = useTableData((data) => idAt(data.window, index));
  const entry = useTableData((data) => (id === undefined ? undefined : data.records.get(id)));
  const pending = useTableData((data) => (id === undefined ? undefined : data.pending.get(id)));
  const duplicates = useTableData((data) =>
    id === undefined ? undefined : data.duplicates.get(id),
  );
  const held = useTableData((data) => data.held?.id === id && id !== undefined);
  const shownOf = (field: string): ShownCell | undefined =>
    id !== undefined && (entry || pending)
      ? shownCellOf(grid.session.store.getState(), id, field)
      : undefined;
  const color =
    entry && grid.rowColor?.((field) => seenCell(grid.session.store.getState(), entry.id, field));
  const duplicateIn = (field: string): string | undefined => {
    if (id === undefined || !duplicates?.has(field)) return undefined;
    const found = duplicateOf(grid.session.store.getState(), id, field);
    return found ? duplicateText(found, grid.table, grid.env) : undefined;
  };
  const height = rowHeights[grid.rowHeight];
  const lines = rowLines[grid.rowHeight];
  const frozen = columns.filter((column) => column.frozen);
  const scrolled = columns.slice(Math.max(first, frozen.length), last + 1);
  const cell = (column: Column, left: number) => (
    <GridCell
      key={column.field.id}
      id={`cell-${index}-${column.index}`}
      column={column}
      left={left}
      shown={stable(shownOf(column.field.id))}
      duplicate={duplicateIn(column.field.id)}
      env={grid.env}
      lines={lines}
    />
  );

  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-record={id}
      style={{ top, height, width: totalWidth(columns) }}
      className="group/row absolute left-0 bg-surface hover:bg-canvas"
    >
      <div
        style={{ width: frozenWidth(columns), height }}
        className="sticky left-0 z-2 bg-surface group-hover/row:bg-canvas"
      >
        <Gutter index={index} id={entry ? id : undefined} />
        {frozen.map((column) => cell(column, column.left))}
        {color && (
          <span
            aria-hidden
            data-row-color=""
            data-color={color}
            className="absolute inset-y-0 left-0 w-1 bg-tint-strong"
          />
        )}
        {held && <HeldMark />}
      </div>
      {scrolled.map((column) => cell(column, column.left))}
      {!entry && <Skeleton columns={[...frozen, ...scrolled]} />}
    </div>
  );
});

// Cells are memoised by identity; equal content must be the same object as last time.
const known = new WeakMap<object, ShownCell>();
const plain = new Map<string, ShownCell>();

function stable(shown: ShownCell | undefined): ShownCell | undefined {
  if (!shown || shown.pending) return shown;
  const { value, level } = shown;
  if (typeof value === 'object' && value !== null) {
    const before = known.get(value);
    if (before?.level === level) return before;
    known.set(value, shown);
    return shown;
  }
  const key = `${level} ${typeof value} ${String(value)}`;
  const before = plain.get(key);
  if (before) return before;
  if (plain.size > 20_000) plain.clear();
  plain.set(key, shown);
  return shown;
}

function Gutter({ index, id }: { readonly index: number; readonly id: string | undefined }) {
  const { t } = useTranslation();
  const grid = useGrid();
  const [active, selected] = useGridUi(
    useShallow((ui) => {
      const { selection } = ui;
      if (!selection) return [false, false];
      const end = grid.fields.length - 1;
      const whole = rangesOf(selection).some(
        (range) => contains(range, index, 0) && contains(range, index, end),
      );
      return [selection.active.row === index, whole && end > 0];
    }),
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      role="rowheader"
      style={{ width: gutter }}
      className="absolute inset-y-0 left-0 flex items-start border-b border-line pt-[7px] pl-2 text-xs text-ink-faint tabular-nums select-none"
    >
      <span
        data-check=""
        className={cx(
          'mt-0.5 size-4 items-center justify-center rounded border',
          selected
            ? 'flex border-accent bg-accent text-ink-inverse'
            : 'hidden border-control bg-surface group-hover/row:flex',
        )}
      >
        {selected && (
          <span
            aria-hidden
            className="h-2 w-1 -translate-y-px rotate-45 border-r-2 border-b-2 border-current"
          />
        )}
      </span>
      <span
        className={cx(
          'min-w-4 pt-px leading-4.5',
          selected ? 'hidden' : 'group-hover/row:hidden',
          active && 'font-medium text-ink',
        )}
      >
        {index + 1}
      </span>
      {id !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          data-open=""
          aria-label={t('grid.openRecord')}
          title={t('grid.openRecord')}
          className={cx(
            'mr-1 ml-auto size-5 items-center justify-center rounded text-ink-muted hover:bg-pressed hover:text-ink',
            active ? 'flex' : 'hidden group-hover/row:flex',
          )}
          onMouseDown={(event) => event.stopPropagation()}
          onClick={() => grid.ui.setState({ open: id })}
        >
          <Maximize2 size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}

function Skeleton({ columns }: { readonly columns: readonly Column[] }) {
  return columns.map((column) => (
    <span
      key={column.field.id}
      aria-hidden
      style={{ left: column.left + 8, width: Math.min(110, column.width * 0.55) }}
      className="pointer-events-none absolute top-3 z-2 h-2.5 rounded bg-pressed/60"
    />
  ));
}

function HeldMark() {
  const { t } = useTranslation();
  return (
    <span className="pointer-events-none absolute top-1.5 right-2 rounded-full border border-warning-line bg-warning-soft px-2 text-2xs text-warning">
      {t('grid.held')}
    </span>
  );
}
