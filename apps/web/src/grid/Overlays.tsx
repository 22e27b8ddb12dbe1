import { memo } from 'react';
import { cx } from '../ui/cx.ts';
import { type Column, frozenWidth, headerHeight, rowHeights } from './geometry.ts';
import { useGrid, useGridUi } from './grid-context.ts';
import { isRange, mainRange, type Range, rangesOf } from './selection.ts';

export interface OverlaysProps {
  readonly columns: readonly Column[];
  readonly pane: 'frozen' | 'scrolled';
  /** The pixels from the first row's top to this row's top, within the scroll area. */
  readonly topOf: (row: number) => number;
}

/** Selected ranges, the focus ring and the outline of what was copied, drawn over one pane of cells. */
export const Overlays = memo(function Overlays({ columns, pane, topOf }: OverlaysProps) {
  const { fields, bounds, rowHeight } = useGrid();
  const onHead = useGridUi((ui) => ui.head !== null);
  const selection = useGridUi((ui) => ui.selection);
  const copied = useGridUi((ui) => ui.copied);
  const filling = useGridUi((ui) => ui.filling);
  const focused = useGridUi((ui) => ui.focused);
  const editing = useGridUi((ui) => ui.editing !== null);
  if (fields.length === 0 || bounds().rows === 0) return null;
  const box = (range: Range) => boxOf(range, columns, pane, topOf, rowHeights[rowHeight]);
  const { active } = selection ?? {};
  const ring =
    active && box({ top: active.row, bottom: active.row, left: active.col, right: active.col });
  const main = selection && mainRange(selection);
  // The handle stands at the lower right end of the range, in the pane that holds it.
  const last = main && box({ ...main, top: main.bottom, left: main.right });
  const corner = last && { left: last.left + last.width - 5, top: last.top + last.height - 5 };
  return (
    <div
      aria-hidden
      className={cx(
        'pointer-events-none',
        pane === 'frozen' ? 'size-0' : 'absolute top-0 left-0 z-1',
      )}
    >
      {selection &&
        isRange(selection) &&
        rangesOf(selection).map((range) => {
          const style = box(range);
          const key = `${range.top}.${range.left}.${range.bottom}.${range.right}`;
          return style && <div key={key} style={style} className="absolute bg-accent/8" />;
        })}
      {selection && isRange(selection) && (
        <Outline style={box(mainRange(selection))} className="border border-accent" />
      )}
      {filling && (
        <Outline
          fillsTo={filling.bottom}
          style={box(filling)}
          className="border-2 border-dashed border-accent-line"
        />
      )}
      {copied && (
        <Outline style={box(copied.range)} className="border-2 border-dashed border-accent" />
      )}
      {ring && !editing && !onHead && (
        <div
          style={ring}
          data-focus-ring=""
          className={cx(
            'absolute rounded-[2px] border-2',
            focused ? 'border-accent' : 'border-accent-line',
          )}
        />
      )}
      {corner && !editing && !onHead && (
        <span
          data-fill=""
          style={{ left: corner.left, top: corner.top }}
          className="pointer-events-auto absolute size-2 cursor-crosshair rounded-[1px] border border-surface bg-accent"
        />
      )}
    </div>
  );
});

function Outline({
  style,
  className,
  fillsTo,
}: {
  readonly style: ReturnType<typeof boxOf>;
  readonly className: string;
  /** The last row that would be filled. */
  readonly fillsTo?: number;
}) {
  return (
    style && <div data-filling={fillsTo} style={style} className={cx('absolute', className)} />
  );
}

/** The pixels of a range within one pane, or null when it has no part in it. */
function boxOf(
  range: Range,
  columns: readonly Column[],
  pane: OverlaysProps['pane'],
  topOf: OverlaysProps['topOf'],
  rowHeight: number,
) {
  const inside = columns.filter(
    (column) =>
      column.frozen === (pane === 'frozen') &&
      column.index >= range.left &&
      column.index <= range.right,
  );
  const from = inside[0];
  const to = inside.at(-1);
  if (!from || !to) return null;
  const top = topOf(range.top);
  return {
    left: from.left - 1,
    width: to.left + to.width - from.left + 1,
    top: top - 1 + (pane === 'frozen' ? 0 : headerHeight),
    height: topOf(range.bottom) + rowHeight - top + 1,
  };
}

/** Where frozen cells end: a faint shadow once something has scrolled below them. */
export function FrozenEdge({
  columns,
  shown,
  height,
}: {
  readonly columns: readonly Column[];
  readonly shown: boolean;
  /** Of header and rows, in pixels. */
  readonly height: number;
}) {
  return (
    <div
      aria-hidden
      style={{ left: frozenWidth(columns) - 1, height: `min(${height}px, 100% - 2rem)` }}
      className={cx(
        'pointer-events-none absolute top-0 z-5 w-px bg-line-strong transition-shadow',
        shown && 'shadow-[3px_0_6px_rgb(20_20_28/14%)]',
      )}
    />
  );
}
