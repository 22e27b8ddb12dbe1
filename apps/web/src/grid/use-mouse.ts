import { type RefObject, useEffect, useRef } from 'react';
import { idAt } from '../state/window.ts';
import { tellClosed } from './actions.ts';
import { commitOpenEditor } from './CellInput.tsx';
import { closedSpot } from './closed-cells.ts';
import { beginEdit, toggle } from './edit-session.ts';
import { blockEnd, filledRange, fillFrom } from './fill-handle.ts';
import { type Column, columnAtX, headerHeight } from './geometry.ts';
import type { Grid } from './grid-context.ts';
import { at, mainRange, type Selection, type Spot, sizeOf } from './selection.ts';
import { isSelected } from './use-cell-keys.ts';
import { type RowAxis, rowAtY } from './viewport.ts';

export interface MouseParts {
  readonly grid: Grid;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly columns: readonly Column[];
  readonly axis: RowAxis;
}

const edge = 36;

/** Pressing and dragging over the cells. Works on coordinates, as most cells are not drawn. */
export function useMouse(parts: MouseParts) {
  const latest = useRef(parts);
  latest.current = parts;
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const spotAt = (x: number, y: number): Spot | null => {
    const { scroller, columns, axis, grid } = latest.current;
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !scroller.current || axis.lines.shown === 0 || grid.fields.length === 0)
      return null;
    const col = columnAtX(columns, scroller.current.scrollLeft, x - box.left);
    return { row: rowAtY(axis, scroller.current.scrollTop, y - box.top - headerHeight), col };
  };

  /** Follows the pointer, scrolling at the edges, until it is let go. */
  const drag = (onMove: (spot: Spot) => void, onEnd?: () => void) => {
    let point: { x: number; y: number } | null = null;
    let frame = 0;
    const tick = () => {
      const { scroller } = latest.current;
      const box = scroller.current?.getBoundingClientRect();
      if (point && box && scroller.current) {
        const pull = (low: number, high: number, at: number) =>
          at < low + edge ? (at - low - edge) / 2 : at > high - edge ? (at - high + edge) / 2 : 0;
        const dx = pull(box.left, box.right, point.x);
        const dy = pull(box.top + headerHeight, box.bottom, point.y);
        if (dx || dy) scroller.current.scrollBy(dx, dy);
        const spot = spotAt(
          Math.max(box.left, Math.min(box.right - 1, point.x)),
          Math.max(box.top + headerHeight, Math.min(box.bottom - 1, point.y)),
        );
        if (spot) onMove(spot);
      }
      frame = requestAnimationFrame(tick);
    };
    const move = (event: PointerEvent) => {
      point = { x: event.clientX, y: event.clientY };
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      cancelAnimationFrame(frame);
      stop.current = null;
      onEnd?.();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    frame = requestAnimationFrame(tick);
    stop.current = end;
  };

  const select = (selection: Selection) => latest.current.grid.ui.setState({ selection });

  const pressRow = (event: React.PointerEvent, spot: Spot) => {
    const { grid } = latest.current;
    const end = grid.fields.length - 1;
    const rows = (from: number, to: number, extra: Selection['extra'] = []): Selection => ({
      active: { row: from, col: 0 },
      anchor: { row: from, col: 0 },
      head: { row: to, col: end },
      extra,
    });
    const now = grid.ui.getState().selection;
    const box = (event.target as HTMLElement).closest('[data-check]') !== null;
    if (event.shiftKey && now) return select(rows(now.anchor.row, spot.row, now.extra));
    const whole =
      now !== null && mainRange(now).left === 0 && mainRange(now).right === end && end > 0;
    if (now && whole && (box || event.ctrlKey || event.metaKey)) {
      const ranges = [...now.extra, mainRange(now)];
      const cut = ranges.flatMap((range) =>
        spot.row < range.top || spot.row > range.bottom
          ? [range]
          : [
              { ...range, bottom: spot.row - 1 },
              { ...range, top: spot.row + 1 },
            ].filter((one) => one.top <= one.bottom),
      );
      const had = cut.length !== ranges.length || cut.some((range, i) => range !== ranges[i]);
      if (!had) return select(rows(spot.row, spot.row, ranges));
      const last = cut.at(-1);
      return select(last ? rows(last.top, last.bottom, cut.slice(0, -1)) : at(spot.row, 0));
    }
    select(rows(spot.row, spot.row));
    drag((to) => select(rows(spot.row, to.row)));
  };

  const pressFill = (event: React.PointerEvent) => {
    const { grid } = latest.current;
    const { selection } = grid.ui.getState();
    event.preventDefault();
    if (!selection || event.button !== 0 || !commitOpenEditor()) return;
    grid.takeFocus();
    const source = mainRange(selection);
    drag(
      ({ row }) => grid.ui.setState({ filling: filledRange(source, row) }),
      () => {
        const { filling } = grid.ui.getState();
        grid.ui.setState({ filling: null });
        if (filling && filling !== source && sizeOf(filling) > sizeOf(source)) {
          void fillFrom(grid, source, filling);
        }
      },
    );
  };

  return {
    onPointerDown(event: React.PointerEvent) {
      const { grid, scroller } = latest.current;
      const target = event.target as HTMLElement;
      if (target.closest('[data-fill]')) return pressFill(event);
      const header = (scroller.current?.getBoundingClientRect().top ?? 0) + headerHeight;
      if (!target.closest('[data-row]') || event.clientY < header) return;
      // The text area keeps the focus; a press must not move it.
      event.preventDefault();
      const spot = spotAt(event.clientX, event.clientY);
      if (!spot || target.closest('a,button')) return;
      if (!commitOpenEditor()) return grid.takeFocus();
      grid.takeFocus();
      if (spot.col < 0) return pressRow(event, spot);
      if (event.button === 2) {
        if (!isSelected(grid, spot.row, spot.col)) select(at(spot.row, spot.col));
        return;
      }
      if (event.button !== 0) return;
      const now = grid.ui.getState().selection;
      if (event.shiftKey && now) {
        select({ ...now, head: spot });
      } else if ((event.ctrlKey || event.metaKey) && now) {
        select({ ...at(spot.row, spot.col), extra: [...now.extra, mainRange(now)] });
      } else {
        select(at(spot.row, spot.col));
      }
      if (target.closest('[data-toggle]') && !event.shiftKey) return pressToggle(grid, spot);
      drag((to) => {
        const kept = grid.ui.getState().selection;
        if (kept) select({ ...kept, head: { row: to.row, col: Math.max(0, to.col) } });
      });
    },
    onDoubleClick(event: React.MouseEvent) {
      const { grid } = latest.current;
      const { selection } = grid.ui.getState();
      if (selection && (event.target as HTMLElement).closest('[data-fill]')) {
        const range = mainRange(selection);
        const bottom = blockEnd(grid, range);
        if (bottom > range.bottom) void fillFrom(grid, range, { ...range, bottom });
        return;
      }
      if (!(event.target as HTMLElement).closest('[role=gridcell]')) return;
      const spot = spotAt(event.clientX, event.clientY);
      if (!spot || spot.col < 0) return;
      const field = grid.fields[spot.col];
      if (field?.type === 'checkbox') return;
      stop.current?.();
      select(at(spot.row, spot.col));
      grid.takeFocus();
      beginEdit(grid, 'keep');
    },
  };
}

function pressToggle(grid: Grid, spot: Spot): void {
  const field = grid.fields[spot.col];
  const data = grid.session.store.getState();
  const id = idAt(data.window, spot.row);
  if (!field || id === undefined) return;
  const closed = closedSpot(data, spot.row, field);
  if (closed) tellClosed(closed);
  else toggle(grid, id, field.id);
}
