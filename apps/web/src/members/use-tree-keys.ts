import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TreeItem, TreeRow } from './tree.ts';

/**
 * The keys of a tree: arrows walk and fold, Home and End, Enter opens the line's menu, M its "Move to…". One line
 * is reached by Tab.
 */
export function useTreeKeys<T extends TreeItem>({
  rows,
  toggle,
  show,
  elementOf,
  move,
  mayMove,
}: {
  readonly rows: readonly TreeRow<T>[];
  readonly toggle: (id: string, open: boolean) => void;
  readonly show: (index: number) => void;
  readonly elementOf: (id: string) => HTMLElement | null;
  readonly move: (item: T) => void;
  readonly mayMove: (item: T) => boolean;
}) {
  const [wanted, setActive] = useState<string | null>(null);
  const focusing = useRef(false);
  const active = rows.some(({ item }) => item.id === wanted) ? wanted : (rows[0]?.item.id ?? null);
  // The line may have been drawn only by scrolling there.
  useEffect(() => {
    if (!focusing.current || active === null) return;
    const element = elementOf(active);
    if (!element) return;
    focusing.current = false;
    element.focus();
  });
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    focusing.current = true;
    show(rows.indexOf(row));
    setActive(row.item.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.getAttribute('role') !== 'treeitem') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.findIndex(({ item }) => item.id === active);
    const row = rows[at];
    if (!row) return;
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1);
        break;
      case 'ArrowUp':
        go(at - 1);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.open === false) toggle(row.item.id, true);
        else if (row.open) go(at + 1);
        break;
      case 'ArrowLeft':
        if (row.open) toggle(row.item.id, false);
        else go(rows.findLastIndex(({ depth }, index) => index < at && depth < row.depth));
        break;
      case 'Enter':
        target.querySelector<HTMLElement>('[data-menu]')?.click();
        break;
      case 'm':
      case 'M':
        if (mayMove(row.item)) move(row.item);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return { active, setActive, onKeyDown };
}
