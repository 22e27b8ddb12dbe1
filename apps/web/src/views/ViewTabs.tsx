import { Link, useNavigate } from '@tanstack/react-router';
import type { OutTable, OutView } from '@tessera/protocol';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';

const inTabs = 4;

/** The views of a table: a few as tabs, the others in a menu. */
export function ViewTabs({
  table,
  view,
  workspace,
}: {
  readonly table: OutTable;
  readonly view: OutView | undefined;
  readonly workspace: string;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (table.views.length < 2) return null;
  const tabs = table.views.slice(0, inTabs);
  const rest = table.views.slice(inTabs);
  return (
    <nav aria-label={t('grid.views')} className="flex min-w-0 items-center gap-0.5 overflow-x-auto">
      {tabs.map((one) => (
        <Link
          key={one.id}
          to="/w/$ws/t/$table/v/$view"
          params={{ ws: workspace, table: table.id, view: one.id }}
          aria-current={one.id === view?.id ? 'page' : undefined}
          className={cx(
            'max-w-40 truncate rounded-md px-2.5 py-1 text-sm whitespace-nowrap -outline-offset-2',
            one.id === view?.id
              ? 'bg-accent-soft font-medium text-accent'
              : 'text-ink-muted hover:bg-hover',
          )}
        >
          {one.name}
        </Link>
      ))}
      {rest.length > 0 && (
        <Menu
          trigger={
            <button
              type="button"
              className="flex items-center gap-1 rounded-md px-2 py-1 text-sm text-ink-muted hover:bg-hover"
            >
              {rest.find((one) => one.id === view?.id)?.name ??
                t('grid.moreViews', { count: rest.length })}
              <ChevronDown size={14} aria-hidden />
            </button>
          }
        >
          {rest.map((one) => (
            <MenuItem
              key={one.id}
              onSelect={() =>
                void navigate({
                  to: '/w/$ws/t/$table/v/$view',
                  params: { ws: workspace, table: table.id, view: one.id },
                })
              }
            >
              {one.name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </nav>
  );
}
