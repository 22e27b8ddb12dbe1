import { ChevronRight, CornerUpRight, Ellipsis } from 'lucide-react';
import type { DragEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import type { TreeItem, TreeRow } from './tree.ts';

/** One line of a tree: folds, is dragged, takes others, has a menu. */
export function MoveTreeRow<T extends TreeItem>({
  id,
  row,
  top,
  height,
  active,
  fixed,
  held,
  look,
  menu,
  onToggle,
  onActive,
  onMoveTo,
  onDrag,
  onOver,
  onDrop,
  onEnd,
  children,
}: {
  readonly id: string;
  readonly row: TreeRow<T>;
  readonly top: number;
  readonly height: number;
  /** Reached by Tab. */
  readonly active: boolean;
  /** Cannot be moved. */
  readonly fixed: boolean;
  readonly held: boolean;
  /** Something is held over it, which it may take or not. */
  readonly look: 'over' | 'closed' | null;
  readonly menu: ReactNode;
  readonly onToggle: (open: boolean) => void;
  readonly onActive: () => void;
  readonly onMoveTo: () => void;
  readonly onDrag: () => void;
  readonly onOver: (event: DragEvent) => void;
  readonly onDrop: () => void;
  readonly onEnd: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { item, depth, open } = row;
  return (
    <div
      id={id}
      role="treeitem"
      aria-labelledby={`${id}-text`}
      aria-level={depth + 1}
      aria-posinset={row.at}
      aria-setsize={row.of}
      {...(open !== null && { 'aria-expanded': open })}
      tabIndex={active ? 0 : -1}
      draggable={!fixed}
      className={cx(
        'absolute inset-x-0 flex items-center gap-2 border-b border-line pr-2 -outline-offset-2 hover:bg-canvas',
        !fixed && 'cursor-grab',
        held && 'opacity-50',
        look === 'over' && 'bg-accent-soft outline-2 outline-accent',
        look === 'closed' && 'cursor-not-allowed bg-danger-soft',
      )}
      style={{ top, height, paddingInlineStart: `${8 + Math.min(depth, 12) * 24}px` }}
      onFocus={onActive}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', item.name);
        onDrag();
      }}
      onDragOver={onOver}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      onDragEnd={onEnd}
    >
      {open === null ? (
        <span className="size-6 shrink-0" />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t(open ? 'staff.tree.close' : 'staff.tree.open', { name: item.name })}
          className="flex size-6 shrink-0 items-center justify-center rounded text-ink-muted hover:bg-hover"
          onClick={() => onToggle(!open)}
        >
          <ChevronRight size={15} aria-hidden className={cx(open && 'rotate-90')} />
        </button>
      )}
      <div id={`${id}-text`} className="flex min-w-0 flex-1 items-center gap-3">
        {children}
      </div>
      {!(fixed && !menu) && (
        <Menu
          align="end"
          trigger={
            <IconButton
              data-menu
              label={t('staff.tree.menu', { name: item.name })}
              tabIndex={active ? 0 : -1}
            >
              <Ellipsis size={15} aria-hidden />
            </IconButton>
          }
        >
          {!fixed && (
            <MenuItem icon={<CornerUpRight size={14} aria-hidden />} keys="M" onSelect={onMoveTo}>
              {t('staff.tree.moveTo')}
            </MenuItem>
          )}
          {menu}
        </Menu>
      )}
    </div>
  );
}
