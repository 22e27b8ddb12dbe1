import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookHandle } from '../state/view-look.ts';
import { AddField, addFieldWidth } from './AddField.tsx';
import { type Column, frozenWidth, gutter, headerHeight, totalWidth } from './geometry.ts';
import { useGrid, useGridUi } from './grid-context.ts';
import { HeaderCell } from './HeaderCell.tsx';
import { everything, mainRange } from './selection.ts';

export interface GridHeaderProps {
  readonly columns: readonly Column[];
  readonly first: number;
  readonly last: number;
  readonly view: LookHandle;
  /** Rights changed: names may be stale and are not shown until the schema is here again. */
  readonly blank: boolean;
  /** Whether a + for one more field follows the last column. */
  readonly extendable: boolean;
}

/** The names of the columns, fixed at the top. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { columns, first, last, view, blank, extendable } = props;
  const frozen = columns.filter((column) => column.frozen);
  const scrolled = columns.slice(Math.max(first, frozen.length), last + 1);
  const width = totalWidth(columns);
  const cell = (column: Column) => (
    <HeaderCell key={column.field.id} column={column} columns={columns} view={view} blank={blank} />
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      role="row"
      aria-rowindex={1}
      style={{ height: headerHeight, width: width + (extendable ? addFieldWidth : 0) }}
      className="sticky top-0 z-4 border-b border-line-strong bg-canvas"
    >
      <div
        style={{ width: frozenWidth(columns), height: headerHeight - 1 }}
        className="sticky left-0 z-1 bg-canvas"
      >
        <SelectAll />
        {frozen.map(cell)}
      </div>
      {scrolled.map(cell)}
      {extendable && <AddField left={width} />}
    </div>
  );
});

function SelectAll() {
  const { t } = useTranslation();
  const grid = useGrid();
  const all = useGridUi((ui) => {
    if (!ui.selection) return false;
    const range = mainRange(ui.selection);
    const { rows, cols } = grid.bounds();
    return (
      rows > 0 &&
      range.top === 0 &&
      range.left === 0 &&
      range.bottom === rows - 1 &&
      range.right === cols - 1
    );
  });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      role="columnheader"
      style={{ width: gutter }}
      className="absolute inset-y-0 left-0 flex items-center pl-2"
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('grid.selectAll')}
        aria-pressed={all}
        className={
          all
            ? 'size-4 rounded border border-accent bg-accent'
            : 'size-4 rounded border border-control bg-surface'
        }
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          const { selection } = grid.ui.getState();
          const spot = { row: 0, col: 0 };
          const from = selection ?? { active: spot, anchor: spot, head: spot, extra: [] };
          grid.ui.setState({
            selection: all
              ? { active: spot, anchor: spot, head: spot, extra: [] }
              : everything(from, grid.bounds()),
          });
          grid.takeFocus();
        }}
      />
    </div>
  );
}
