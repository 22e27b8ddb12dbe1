import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { MoveTreeRow } from './MoveTreeRow.tsx';
import { foundWithAbove, type TreeItem, treeRows, withBelow } from './tree.ts';
import { useTreeKeys } from './use-tree-keys.ts';

/** Trees up to this size stand open at first. */
const small = 60;
const rowHeight = 44;

export interface MoveTreeProps<T extends TreeItem> {
  readonly items: readonly T[];
  readonly label: string;
  /** What the place above all is called: top level, nobody. */
  readonly topLabel: string;
  readonly content: (item: T) => ReactNode;
  /** More items of a row's menu. */
  readonly menu?: (item: T) => ReactNode;
  readonly fixed?: (item: T) => boolean;
  readonly hint?: (item: T) => string | undefined;
  readonly onMove: (item: T, to: string | null) => Promise<void>;
}

/**
 * A tree whose lines are dragged onto one another. Whatever dragging does, "Move to…" in a line's menu does too. Only
 * the lines in sight are drawn, so that a thousand of them stay quick.
 */
export function MoveTree<T extends TreeItem>(props: MoveTreeProps<T>) {
  const { items, label, topLabel, onMove } = props;
  const { t } = useTranslation();
  const prefix = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [allOpen, setAllOpen] = useState<boolean | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [moving, setMoving] = useState<T | null>(null);
  const isOpen = (id: string, depth: number) =>
    toggled.get(id) ?? allOpen ?? (items.length <= small || depth < 1);
  const rows = treeRows(items, isOpen, foundWithAbove(items, search));
  const closed = dragged === null ? new Set<string>() : withBelow(items, dragged);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const toggle = (id: string, open: boolean) => setToggled(new Map(toggled).set(id, open));
  const keys = useTreeKeys({
    rows,
    toggle,
    show: (index) => list.scrollToIndex(index),
    elementOf: (id) => document.getElementById(`${prefix}${id}`),
    move: setMoving,
    mayMove: (item) => !props.fixed?.(item),
  });
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const drop = (to: string | null) => {
    const item = items.find(({ id }) => id === dragged);
    end();
    if (item && item.parent !== to && (to === null || !closed.has(to))) void onMove(item, to);
  };
  const openAll = (open: boolean) => {
    setToggled(new Map());
    setAllOpen(open);
  };
  // A line that stays folded while something is held over it opens by itself.
  const held = rows.find(({ item, open }) => item.id === over && open === false)?.item.id;
  useEffect(() => {
    if (held === undefined) return;
    const timer = setTimeout(() => setToggled((now) => new Map(now).set(held, true)), 700);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div className="max-w-4xl">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label={t('common.search')}
          clearLabel={t('common.clear')}
          value={search}
          onChange={setSearch}
          className="max-w-xs flex-1"
        />
        <Button icon={<ChevronsUpDown size={15} aria-hidden />} onClick={() => openAll(true)}>
          {t('staff.tree.openAll')}
        </Button>
        <Button icon={<ChevronsDownUp size={15} aria-hidden />} onClick={() => openAll(false)}>
          {t('staff.tree.closeAll')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('people.noMatch', { text: search })} />
      ) : (
        <div ref={frame} className="max-h-[65vh] overflow-y-auto rounded-lg border border-line">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the menu does the same. */}
          <div
            className={cx(
              'sticky top-0 z-10 border-b border-line px-3 py-1.5 text-sm text-ink-muted',
              over === ''
                ? 'bg-accent-soft outline-2 -outline-offset-2 outline-accent'
                : 'bg-canvas',
            )}
            onDragOver={(event) => {
              event.preventDefault();
              setOver('');
            }}
            onDrop={() => drop(null)}
          >
            {dragged === null ? topLabel : t('staff.tree.dropTop', { top: topLabel })}
          </div>
          <div
            role="tree"
            aria-label={label}
            className="relative w-full"
            style={{ height: list.getTotalSize() }}
            onKeyDown={keys.onKeyDown}
          >
            {list.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              if (!row) return null;
              const { id } = row.item;
              const fixed = props.fixed?.(row.item) ?? false;
              return (
                <MoveTreeRow
                  key={id}
                  id={`${prefix}${id}`}
                  row={row}
                  top={start}
                  height={rowHeight}
                  active={keys.active === id}
                  fixed={fixed}
                  held={dragged === id}
                  look={over === id ? (closed.has(id) ? 'closed' : 'over') : null}
                  menu={props.menu?.(row.item)}
                  onToggle={(open) => toggle(id, open)}
                  onActive={() => keys.setActive(id)}
                  onMoveTo={() => setMoving(row.item)}
                  onDrag={() => setDragged(id)}
                  onOver={(event) => {
                    if (dragged === null) return;
                    setOver(id);
                    if (!closed.has(id)) event.preventDefault();
                  }}
                  onDrop={() => drop(id)}
                  onEnd={end}
                >
                  {props.content(row.item)}
                </MoveTreeRow>
              );
            })}
          </div>
        </div>
      )}
      {moving && (
        <MoveDialog
          item={moving}
          items={items}
          topLabel={topLabel}
          {...(props.hint && { hint: props.hint })}
          onMove={(to) => onMove(moving, to)}
          onClose={() => setMoving(null)}
        />
      )}
    </div>
  );
}
