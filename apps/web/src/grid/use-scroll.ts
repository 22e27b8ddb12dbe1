import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Stretch, TableSession } from '../state/table-session.ts';
import { type Column, headerHeight, scrollToColumn } from './geometry.ts';
import { headHeight, type Lines } from './groups/lines.ts';
import type { Spot } from './selection.ts';
import { type Drawn, type RowAxis, rowsAt, scrollToPixels, scrollToRow } from './viewport.ts';

export interface Scrolled {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Follows the scroll area: its place and size once per frame, and which rows the session should have. */
export function useScroll(
  scroller: RefObject<HTMLDivElement | null>,
  session: TableSession,
  lines: Lines,
) {
  const [scrolled, setScrolled] = useState<Scrolled>({ left: 0, top: 0, width: 0, height: 0 });
  const frame = useRef(0);
  const read = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const area = scroller.current;
      if (!area) return;
      setScrolled({
        left: area.scrollLeft,
        top: area.scrollTop,
        width: area.clientWidth,
        height: area.clientHeight,
      });
    });
  }, [scroller]);

  useLayoutEffect(() => {
    const area = scroller.current;
    if (!area) return;
    const observer = new ResizeObserver(read);
    observer.observe(area);
    area.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      area.removeEventListener('scroll', read);
      cancelAnimationFrame(frame.current);
    };
  }, [scroller, read]);

  const axis: RowAxis = { lines, view: Math.max(1, scrolled.height - headerHeight) };
  const drawn: Drawn = rowsAt(axis, scrolled.top);
  const stretches = JSON.stringify(drawn.rows);

  // The live window follows once scrolling has settled; passing rows are not even asked for.
  useEffect(() => {
    const [[first, last] = [0, 0], ...also] = JSON.parse(stretches) as Stretch[];
    const passing = setTimeout(() => session.show(first, last, false, also), 60);
    const settled = setTimeout(() => session.show(first, last, true, also), 220);
    return () => {
      clearTimeout(passing);
      clearTimeout(settled);
    };
  }, [session, stretches]);

  return { scrolled, axis, drawn };
}

/** Scrolls so that a cell is in view, moving as little as possible. */
export function revealSpot(
  area: HTMLDivElement,
  columns: readonly Column[],
  axis: RowAxis,
  spot: Spot,
): void {
  const top = scrollToRow(axis, area.scrollTop, spot.row);
  const left = scrollToColumn(columns, area.scrollLeft, area.clientWidth, spot.col);
  if (top !== area.scrollTop) area.scrollTop = top;
  if (left !== area.scrollLeft) area.scrollLeft = left;
}

/** Scrolls so that the head of a group is in view below those that stay at the top edge. */
export function revealHead(area: HTMLDivElement, axis: RowAxis, key: string): void {
  const line = axis.lines.heads.find(({ head }) => head.key === key);
  if (!line) return;
  const covered = line.head.depth * headHeight;
  const top = scrollToPixels(axis, area.scrollTop, line.top, headHeight, covered);
  if (top !== area.scrollTop) area.scrollTop = top;
}
