import { Link } from '@tanstack/react-router';
import type { OutTable, SchemaAnswer, WorkspaceAnswer } from '@tessera/protocol';
import { PanelLeftClose, Settings, ShieldCheck, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { isNarrow, useSidebar } from './sidebar-state.ts';
import { TableIcon } from './TableIcon.tsx';
import { UserMenu } from './UserMenu.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

const row =
  'flex min-h-8 items-center gap-2 rounded-md px-2 text-base text-ink-muted hover:bg-hover hover:text-ink';
const current = 'bg-pressed/70 text-ink font-medium';

function afterClick() {
  if (isNarrow()) useSidebar.getState().close();
}

function Heading({ children }: { readonly children: ReactNode }) {
  return <h2 className="mt-4 mb-1 truncate px-2 text-xs font-medium text-ink-faint">{children}</h2>;
}

function TableLinks({ ws, tables }: { readonly ws: string; readonly tables: readonly OutTable[] }) {
  return (
    <ul className="flex flex-col gap-px">
      {tables.map((table) => (
        <li key={table.id}>
          <Link
            to="/w/$ws/t/$table"
            params={{ ws, table: table.id }}
            className={row}
            activeProps={{ className: current, 'aria-current': 'page' }}
            activeOptions={{ exact: false }}
            onClick={afterClick}
          >
            <TableIcon icon={table.icon} color={table.color} />
            <span className="min-w-0 flex-1 truncate">{table.name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Apps and tables the member may see, the pages of those who administer, and the account. */
export function Sidebar({
  workspace,
  schema,
}: {
  readonly workspace: WorkspaceAnswer;
  readonly schema: SchemaAnswer | undefined;
}) {
  const { t } = useTranslation();
  const toggle = useSidebar((state) => state.toggle);
  const ws = workspace.id;
  const tables = schema?.tables ?? [];
  const apps = (schema?.apps ?? []).filter((app) => tables.some((table) => table.app === app.id));
  const homeless = tables.filter((table) => !apps.some((app) => app.id === table.app));
  const may = (action: WorkspaceAnswer['actions'][number]) => workspace.actions.includes(action);
  return (
    <nav aria-label={t('shell.sidebar')} className="flex h-full w-60 flex-col bg-canvas">
      <div className="flex items-center gap-1 px-2 pt-2">
        <WorkspaceMenu workspace={workspace} />
        <IconButton label={t('shell.hideSidebar')} keys="Ctrl B" onClick={toggle}>
          <PanelLeftClose size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {!schema && (
          <div className="mt-6 flex flex-col gap-2 px-1">
            <Skeleton className="h-6" />
            <Skeleton className="h-6" />
            <Skeleton className="h-6" />
          </div>
        )}
        {apps.map((app) => (
          <section key={app.id}>
            <Heading>{app.name}</Heading>
            <TableLinks ws={ws} tables={tables.filter((table) => table.app === app.id)} />
          </section>
        ))}
        {homeless.length > 0 && (
          <section>
            <Heading>{t(apps.length > 0 ? 'shell.otherTables' : 'shell.tables')}</Heading>
            <TableLinks ws={ws} tables={homeless} />
          </section>
        )}
        <Heading>{t('shell.administration')}</Heading>
        <Link
          to="/w/$ws/members"
          params={{ ws }}
          className={row}
          activeProps={{ className: current }}
          onClick={afterClick}
        >
          <Users size={15} aria-hidden className="mx-0.5" />
          {t('shell.people')}
        </Link>
        {may('managePolicy') && (
          <Link
            to="/w/$ws/roles"
            params={{ ws }}
            className={row}
            activeProps={{ className: current }}
            onClick={afterClick}
          >
            <ShieldCheck size={15} aria-hidden className="mx-0.5" />
            {t('shell.roles')}
          </Link>
        )}
        {may('manageSchema') && (
          <Link
            to="/w/$ws/settings"
            params={{ ws }}
            className={row}
            activeProps={{ className: current }}
            onClick={afterClick}
          >
            <Settings size={15} aria-hidden className="mx-0.5" />
            {t('shell.settings')}
          </Link>
        )}
      </div>
      <div className={cx('border-t border-line p-2')}>
        <UserMenu workspace={workspace} />
      </div>
    </nav>
  );
}
