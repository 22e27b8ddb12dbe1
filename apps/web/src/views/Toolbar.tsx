import { Link } from '@tanstack/react-router';
import type { OutTable, OutView } from '@tessera/protocol';
import { FileUp, Rows2, Rows3, Rows4, Search, Square, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { TableIcon } from '../app/TableIcon.tsx';
import type { CellEnv } from '../field-types/field-ui.ts';
import { focusGrid } from '../grid/focus-grid.ts';
import type { RowHeight } from '../grid/geometry.ts';
import { createTableStore } from '../state/table-data.ts';
import type { TableSession } from '../state/table-session.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Menu, MenuChoice } from '../ui/Menu.tsx';
import { ColorMenu } from './ColorMenu.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FieldsMenu } from './FieldsMenu.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { GroupMenu } from './GroupMenu.tsx';
import { SaveView } from './SaveView.tsx';
import { SortMenu } from './SortMenu.tsx';
import { ToolButton } from './ToolButton.tsx';
import { ViewTabs } from './ViewTabs.tsx';

export interface ToolbarProps {
  readonly table: OutTable;
  readonly view: OutView | undefined;
  readonly look: LookHandle;
  readonly env: CellEnv;
  readonly session: TableSession | null;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

const noData = createTableStore();
const heightIcons: Readonly<Record<RowHeight, typeof Rows4>> = {
  short: Rows4,
  medium: Rows3,
  tall: Rows2,
  extraTall: Square,
};

/** Name and views of the table, and everything that changes how it is looked at. */
export function Toolbar({
  table,
  view,
  look,
  env,
  session,
  search,
  onSearch,
  searchBox,
}: ToolbarProps) {
  const { t } = useTranslation();
  const total = useStore(session?.store ?? noData, (data) => data.window.total);
  const { rowHeight } = look.look;
  const HeightIcon = heightIcons[rowHeight];
  return (
    <header className="shrink-0 border-b border-line bg-surface">
      <div className="flex h-11 items-center gap-3 pr-2 pl-3">
        <TableIcon icon={table.icon} color={table.color} />
        <h1
          className="max-w-60 min-w-24 shrink-0 truncate text-base font-semibold"
          title={table.description}
        >
          {table.name}
        </h1>
        <ViewTabs table={table} view={view} workspace={env.workspace} />
        <span className="flex-1" />
        {(table.actions.import ?? 'never') !== 'never' && (
          <Link
            to="/w/$ws/import/$table"
            params={{ ws: env.workspace, table: table.id }}
            className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm font-medium whitespace-nowrap text-ink-muted hover:bg-hover"
          >
            <FileUp size={15} aria-hidden />
            <span className="whitespace-nowrap max-sm:sr-only">{t('grid.import')}</span>
          </Link>
        )}
        {(table.actions.export ?? 'never') !== 'never' && (
          <ExportMenu
            key={table.id}
            table={table}
            view={view}
            look={look}
            workspace={env.workspace}
            search={search}
          />
        )}
      </div>
      <div
        role="toolbar"
        aria-label={t('grid.toolbar')}
        className="flex h-10 items-center gap-1 overflow-x-auto px-2 pb-1.5"
      >
        <FieldsMenu workspace={env.workspace} table={table} view={look} />
        <FilterMenu key={view?.id ?? table.id} table={table} view={look} env={env} total={total} />
        <GroupMenu table={table} view={look} />
        <SortMenu table={table} view={look} />
        <ColorMenu key={`${look.key} color`} table={table} view={look} env={env} />
        <Menu
          trigger={
            <ToolButton icon={<HeightIcon size={15} aria-hidden />}>
              {t('grid.rowHeight')}
            </ToolButton>
          }
        >
          <MenuChoice
            label={t('grid.rowHeight')}
            value={rowHeight}
            items={(['short', 'medium', 'tall', 'extraTall'] as const).map((value) => ({
              value,
              label: t(`grid.rowHeights.${value}`),
            }))}
            onChange={(value) => look.change({ rowHeight: value })}
          />
        </Menu>
        <span className="flex-1" />
        <SaveView table={table} view={view} look={look} workspace={env.workspace} />
        <label className="field-box ml-2 min-h-7 w-52 max-w-[45vw] min-w-28 shrink gap-1.5 border-line px-2 text-sm">
          <Search size={14} aria-hidden className="shrink-0 text-ink-faint" />
          <input
            ref={searchBox}
            type="search"
            value={search}
            aria-label={t('grid.search')}
            placeholder={t('grid.search')}
            className="min-w-0 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
            onChange={(event) => onSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              onSearch('');
              focusGrid();
            }}
          />
          {search !== '' && (
            <button
              type="button"
              aria-label={t('common.clear')}
              className="rounded p-0.5 text-ink-muted hover:bg-hover"
              onClick={() => onSearch('')}
            >
              <X size={13} aria-hidden />
            </button>
          )}
        </label>
      </div>
    </header>
  );
}
