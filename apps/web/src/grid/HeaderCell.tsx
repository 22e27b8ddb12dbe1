import { ArrowDown, ArrowUp, ChevronDown, Lock } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isComputed } from '../field-types/registry.ts';
import type { LookHandle } from '../state/view-look.ts';
import { cx } from '../ui/cx.ts';
import { Menu } from '../ui/Menu.tsx';
import { FieldIcon } from './field-icon.tsx';
import { fittedWidth } from './fitted-width.ts';
import { type Column, narrowest, widest } from './geometry.ts';
import { useGrid } from './grid-context.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import { HeaderName } from './HeaderName.tsx';
import { startReorder } from './reorder-columns.ts';
import { at, wholeColumns } from './selection.ts';

export interface HeaderCellProps {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly view: LookHandle;
  readonly blank: boolean;
}

/** A column's name: click selects it, dragging moves it, its right edge resizes it. */
export function HeaderCell({ column, columns, view, blank }: HeaderCellProps) {
  const { t } = useTranslation();
  const grid = useGrid();
  const cell = useRef<HTMLDivElement>(null);
  const { field } = column;
  const sort = view.look.sort.find((one) => one.field === field.id);
  const setWidth = (width: number) =>
    view.change({
      widths: {
        ...view.look.widths,
        [field.id]: Math.round(Math.max(narrowest, Math.min(widest, width))),
      },
    });

  const resize = (event: React.PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (now: Event) => setWidth(column.width + (now as PointerEvent).clientX - from);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };

  return (
    // biome-ignore lint/a11y/useFocusableInteractive: one text area holds the focus for all cells.
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element.
    <div
      ref={cell}
      role="columnheader"
      aria-colindex={column.index + 1}
      aria-sort={sort ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
      data-header={field.id}
      title={field.description}
      style={{ left: column.left, width: column.width }}
      className="group/head absolute inset-y-0 flex items-center gap-1.5 border-r border-line px-2 text-sm select-none hover:bg-hover hover:pr-7 has-data-popup-open:pr-7"
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as HTMLElement).closest('button,input')) return;
        event.preventDefault();
        startReorder(event, column, columns, view, () => {
          grid.ui.setState({
            selection: wholeColumns(at(0, column.index), grid.bounds()),
            copied: null,
          });
          grid.takeFocus();
        });
      }}
    >
      {blank ? null : (
        <>
          <FieldIcon type={field.type} />
          <HeaderName field={field} />
          {sort &&
            (sort.direction === 'asc' ? (
              <ArrowUp size={13} aria-hidden className="shrink-0 text-accent" />
            ) : (
              <ArrowDown size={13} aria-hidden className="shrink-0 text-accent" />
            ))}
          {(field.level !== 'edit' || isComputed(field)) && (
            <span
              title={t(
                field.level === 'masked'
                  ? 'grid.closed.masked'
                  : isComputed(field)
                    ? 'grid.closed.computed'
                    : 'grid.closed.readOnly',
              )}
            >
              <Lock
                size={11}
                aria-label={t('grid.readOnlyColumn')}
                className="shrink-0 text-ink-faint"
              />
            </span>
          )}
          <Menu
            align="end"
            trigger={
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('grid.columnMenu', { name: field.name })}
                className={cx(
                  'absolute right-1 flex size-5 items-center justify-center rounded text-ink-muted opacity-0',
                  'group-hover/head:opacity-100 hover:bg-pressed data-popup-open:opacity-100 focus-visible:opacity-100',
                )}
              >
                <ChevronDown size={14} aria-hidden />
              </button>
            }
          >
            <HeaderMenu
              column={column}
              columns={columns}
              view={view}
              onFit={() => setWidth(fittedWidth(grid, column, cell.current))}
            />
          </Menu>
        </>
      )}
      <span
        aria-hidden
        className="absolute inset-y-0 -right-1 z-1 w-2 cursor-col-resize after:absolute after:inset-y-1.5 after:left-[3px] after:w-0.5 after:rounded hover:after:bg-accent"
        onPointerDown={resize}
        onDoubleClick={() => setWidth(fittedWidth(grid, column, cell.current))}
      />
    </div>
  );
}
