import { Link, useNavigate } from '@tanstack/react-router';
import type { OutTable, OutView } from '@tessera/protocol';
import { ChevronDown, Lock, Plus, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isLooking } from '../client/sitting.ts';
import { openShape } from '../shape/shape-task.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { ViewMenu } from './ViewMenu.tsx';

const inTabs = 4;

/** Whether a view is mine alone, and whether it is locked, for eyes and screen readers. */
function ViewMarks({ view }: { readonly view: OutView }) {
  const { t } = useTranslation();
  return (
    <>
      {view.personal && (
        <span title={t('shape.view.personal')}>
          <User size={12} aria-label={t('shape.view.personal')} />
        </span>
      )}
      {view.locked && (
        <span title={t('shape.view.locked')}>
          <Lock size={12} aria-label={t('shape.view.locked')} />
        </span>
      )}
    </>
  );
}

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
  const tabs = table.views.slice(0, inTabs);
  const rest = table.views.slice(inTabs);
  const keeps = !isLooking();
  return (
    <nav aria-label={t('grid.views')} className="flex min-w-0 items-center gap-0.5 overflow-x-auto">
      {tabs.map((one) => (
        <span
          key={one.id}
          className={cx(
            'flex items-center rounded-md text-sm whitespace-nowrap',
            one.id === view?.id
              ? 'shrink-0 bg-accent-soft pr-1 font-medium text-accent'
              : 'min-w-0 text-ink-muted hover:bg-hover',
          )}
        >
          <Link
            to="/w/$ws/t/$table/v/$view"
            params={{ ws: workspace, table: table.id, view: one.id }}
            aria-current={one.id === view?.id ? 'page' : undefined}
            className={cx(
              'flex max-w-44 min-w-0 items-center gap-1.5 rounded-md py-1 pl-2.5 -outline-offset-2',
              one.id === view?.id ? 'pr-1' : 'pr-2.5',
            )}
          >
            <ViewMarks view={one} />
            <span className="truncate">{one.name}</span>
          </Link>
          {keeps && one.id === view?.id && (
            <ViewMenu workspace={workspace} table={table} view={one} />
          )}
        </span>
      ))}
      {rest.length > 0 && (
        <Menu
          trigger={
            <button
              type="button"
              className="flex shrink-0 items-center gap-1 rounded-md px-2 py-1 text-sm whitespace-nowrap text-ink-muted hover:bg-hover"
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
              <span className="flex items-center gap-1.5">
                <ViewMarks view={one} />
                {one.name}
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
      {keeps && rest.some((one) => one.id === view?.id) && view && (
        <ViewMenu workspace={workspace} table={table} view={view} />
      )}
      {keeps && (
        <IconButton
          size="sm"
          label={t('shape.view.add')}
          onClick={() => openShape({ kind: 'addView', table: table.id })}
        >
          <Plus size={14} aria-hidden />
        </IconButton>
      )}
    </nav>
  );
}
