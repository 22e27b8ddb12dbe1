import { ContextMenu } from '@base-ui/react/context-menu';
import type { OutTable } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CellEnv } from '../field-types/field-ui.ts';
import { useMay } from '../shape/use-shaping.ts';
import type { TableSession } from '../state/table-session.ts';
import type { LookHandle } from '../state/view-look.ts';
import { idAt } from '../state/window.ts';
import { addFieldWidth } from './AddField.tsx';
import { insertRecord } from './actions.ts';
import { CellInput } from './CellInput.tsx';
import { CellMenu } from './CellMenu.tsx';
import { useColumns } from './columns.ts';
import { GridFooter } from './GridFooter.tsx';
import { GridHeader } from './GridHeader.tsx';
import { GridRow } from './GridRow.tsx';
import { columnsInView, frozenWidth, headerHeight, rowHeights, totalWidth } from './geometry.ts';
import { GridContext, type Grid as GridHandle, type GridUi } from './grid-context.ts';
import { GroupHeads, StuckHeads } from './groups/GroupHeads.tsx';
import { topOfRow } from './groups/lines.ts';
import { useKeptHead, useLines } from './groups/use-lines.ts';
import { useKeptPlace } from './kept-place.ts';
import { FrozenEdge, Overlays } from './Overlays.tsx';
import { useRowColor } from './row-color.ts';
import { at, fitted } from './selection.ts';
import { useMouse } from './use-mouse.ts';
import { revealHead, revealSpot, useScroll } from './use-scroll.ts';
import { scrollHeight } from './viewport.ts';

export interface GridProps {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly table: OutTable;
  readonly view: LookHandle;
  readonly env: CellEnv;
  /** The schema is being read again after rights changed. */
  readonly stale: boolean;
  readonly onSearch: () => void;
}

/** The table of a view: rows and columns drawn only where they are seen, one text area for all keys. */
export function Grid({ session, ui, table, view, env, stale, onSearch }: GridProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const columns = useColumns(table, view.look);
  const total = useStore(session.store, (data) => data.window.total) ?? 0;
  const rowHeight = rowHeights[view.look.rowHeight];
  const { lines, folds } = useLines(session, view.key, rowHeight);
  const { scrolled, axis, drawn } = useScroll(scroller, session, lines);
  const [firstCol, lastCol] = columnsInView(columns, scrolled.left, scrolled.width);
  const fields = useMemo(() => columns.map((column) => column.field), [columns]);

  const rowColor = useRowColor(view.look.color, table, env);
  const live = useRef({ axis, columns, total });
  live.current = { axis, columns, total };
  const grid = useMemo<GridHandle>(
    () => ({
      session,
      ui,
      table,
      fields,
      env,
      rowHeight: view.look.rowHeight,
      rowColor,
      bounds: () => ({ rows: live.current.total, cols: live.current.columns.length }),
      page: () =>
        Math.max(1, Math.floor(live.current.axis.view / live.current.axis.lines.rowHeight) - 1),
      reveal: (spot) => {
        if (scroller.current)
          revealSpot(scroller.current, live.current.columns, live.current.axis, spot);
      },
      lines: () => live.current.axis.lines,
      revealHead: (key) => {
        if (scroller.current) revealHead(scroller.current, live.current.axis, key);
      },
      folds,
      takeFocus: () => input.current?.focus({ preventScroll: true }),
      onSearch,
    }),
    [session, ui, table, fields, env, view.look.rowHeight, rowColor, onSearch, folds],
  );
  const mouse = useMouse({ grid, scroller, columns, axis });

  // Another question has other rows: it is read from its beginning.
  const asked = useRef(session.parts.question);
  useLayoutEffect(() => {
    const { aggregate: _now, ...question } = session.parts.question;
    const { aggregate: _then, ...before } = asked.current;
    asked.current = session.parts.question;
    if (JSON.stringify(before) === JSON.stringify(question)) return;
    if (scroller.current) scroller.current.scrollTop = 0;
    ui.setState(({ selection }) => ({
      selection: selection && at(0, selection.active.col),
      editing: null,
      copied: null,
      head: null,
    }));
  }, [session, ui]);
  useKeptPlace(ui, columns);
  useKeptHead(ui, lines);
  // Rows or columns may have gone from under the selection.
  useLayoutEffect(() => {
    const { selection } = ui.getState();
    if (!selection || total === 0) return;
    const kept = fitted(selection, { rows: total, cols: columns.length });
    if (kept !== selection) ui.setState({ selection: kept });
  }, [ui, total, columns.length]);
  useEffect(
    () =>
      ui.subscribe((state, before) => {
        const row = state.selection?.active.row;
        const id = row === undefined ? null : (idAt(session.store.getState().window, row) ?? null);
        session.focus(id);
        // An open panel goes along with the active row.
        const left = before.selection?.active.row;
        if (
          state.open !== null &&
          id !== null &&
          left !== undefined &&
          left !== row &&
          state.open !== id
        ) {
          ui.setState({ open: id });
        }
      }),
    [ui, session],
  );

  // The panel at the side takes room: the active cell stays in view.
  const panel = useStore(ui, (state) => state.open !== null);
  const { width: viewWidth } = scrolled;
  useEffect(() => {
    const { selection } = ui.getState();
    if (panel && selection && viewWidth > 0) grid.reveal(selection.active);
  }, [panel, viewWidth, ui, grid]);

  const { shift, from, to } = drawn;
  const topOf = useCallback((row: number) => topOfRow(lines, row) + shift, [lines, shift]);
  const width = totalWidth(columns);
  const extendable = useMay(env.workspace, 'manageSchema');
  const mayCreate = (table.actions.create ?? 'never') !== 'never';
  // Rows that leave at one end are used again at the other: scrolling changes texts instead of elements.
  const pool = Math.ceil(axis.view / rowHeight) + 16;
  const rows = [];
  for (const row of drawn.rows.flatMap(([first, last]) => rowNumbers(first, last))) {
    rows.push(
      <GridRow
        key={row % pool}
        index={row}
        top={topOf(row) + headerHeight}
        columns={columns}
        first={firstCol}
        last={lastCol}
      />,
    );
  }

  return (
    <GridContext value={grid}>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <ContextMenu.Root>
          <ContextMenu.Trigger
            ref={scroller}
            className="relative min-h-0 flex-1 overflow-auto bg-canvas outline-none overscroll-contain"
            onPointerDown={mouse.onPointerDown}
            onDoubleClick={mouse.onDoubleClick}
          >
            <div
              style={{
                width: extendable ? width + addFieldWidth : width,
                height: headerHeight + scrollHeight(axis) + 44,
              }}
              className="relative isolate min-w-full"
            >
              {/* Only rows may stand in a grid, so what lies over them stands beside it. */}
              {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element. */}
              <div
                role="grid"
                aria-label={table.name}
                aria-rowcount={total + lines.heads.length + 1}
                aria-colcount={columns.length}
                aria-multiselectable
                className="contents"
              >
                <GridHeader
                  columns={columns}
                  first={firstCol}
                  last={lastCol}
                  view={view}
                  blank={stale}
                  extendable={extendable}
                />
                {rows}
                <GroupHeads axis={axis} columns={columns} from={from} to={to} shift={shift} />
              </div>
              <Overlays columns={columns} pane="scrolled" topOf={topOf} />
              <div className="sticky left-0 z-3 size-0">
                <Overlays columns={columns} pane="frozen" topOf={topOf} />
              </div>
              <StuckHeads axis={axis} columns={columns} scroll={scrolled.top} />
              <div className="sticky left-0 z-5 size-0">
                <CellInput
                  columns={columns}
                  scrollLeft={scrolled.left}
                  topOf={topOf}
                  input={input}
                />
              </div>
              {mayCreate && (
                <div
                  style={{ top: headerHeight + scrollHeight(axis), width }}
                  className="absolute left-0 h-9 border-b border-line bg-surface"
                >
                  <button
                    type="button"
                    tabIndex={-1}
                    style={{ width: Math.max(160, frozenWidth(columns)) }}
                    className="sticky left-0 flex h-full items-center gap-2 pl-2.5 text-sm text-ink-muted hover:bg-hover hover:text-ink"
                    onClick={() => void insertRecord(grid)}
                  >
                    <Plus size={15} aria-hidden />
                    {t('grid.addRecord')}
                  </button>
                </div>
              )}
            </div>
          </ContextMenu.Trigger>
          <CellMenu />
        </ContextMenu.Root>
        <FrozenEdge
          columns={columns}
          shown={scrolled.left > 0}
          height={headerHeight + scrollHeight(axis)}
        />
        <GridFooter columns={columns} scrollLeft={scrolled.left} view={view} />
      </div>
    </GridContext>
  );
}

function rowNumbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
