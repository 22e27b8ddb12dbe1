import type { LookHandle } from '../state/view-look.ts';
import type { Column } from './geometry.ts';

/** The order of fields after a column was put before, or behind, another one. */
export function reordered(columns: readonly Column[], from: number, to: number): readonly string[] {
  const ids = columns.map((column) => column.field.id);
  const [moving] = ids.splice(from, 1);
  if (moving !== undefined) ids.splice(to, 0, moving);
  return ids;
}

/** The index a dragged column would have if dropped at `x`, in pixels of the scroll area. */
export function dropIndex(columns: readonly Column[], from: number, x: number): number {
  const free = columns.filter((column) => !column.frozen);
  const before = free.filter(
    (column) => column.left + column.width / 2 < x && column.index !== from,
  );
  return columns.length - free.length + before.length;
}

const slack = 5;

/** Follows a pointer that went down on a header: a short press is a click, a longer way a move. */
export function startReorder(
  down: React.PointerEvent,
  column: Column,
  columns: readonly Column[],
  view: LookHandle,
  onClick: () => void,
): void {
  const header = down.currentTarget as HTMLElement;
  const from = down.clientX;
  let line: HTMLElement | null = null;
  let target = column.index;

  const move = (event: PointerEvent) => {
    const way = event.clientX - from;
    if (column.frozen || (!line && Math.abs(way) < slack)) return;
    line ??= makeLine(header);
    // The header's own place tells where the scroll area is.
    const x = column.left + (event.clientX - header.getBoundingClientRect().left);
    target = dropIndex(columns, column.index, x);
    const rest = columns.filter((one) => one.index !== column.index);
    const before = rest[target - 1];
    const edge = before ? before.left + before.width : 0;
    line.style.left = `${edge - column.left - 1}px`;
    header.style.opacity = '0.6';
  };
  const end = (event: PointerEvent) => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
    removeEventListener('keydown', cancel);
    header.style.opacity = '';
    if (!line && event.type === 'pointerup') onClick();
    line?.remove();
    if (line && event.type === 'pointerup' && target !== column.index) {
      view.change({ fieldOrder: reordered(columns, column.index, target) });
    }
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    target = column.index;
    end(new PointerEvent('pointercancel'));
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
  addEventListener('keydown', cancel);
}

function makeLine(header: HTMLElement): HTMLElement {
  const line = document.createElement('span');
  line.className = 'pointer-events-none absolute -top-px z-10 h-[100vh] w-0.5 bg-accent';
  header.append(line);
  return line;
}
