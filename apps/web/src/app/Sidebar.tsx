import { Link, useMatches } from '@tanstack/react-router';
import type { SchemaAnswer, WorkspaceAnswer } from '@tessera/protocol';
import {
  KeyRound,
  PanelLeftClose,
  ScrollText,
  Settings,
  Shapes,
  ShieldCheck,
  Trash2,
  Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/Chip.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import {
  afterClick,
  SidebarHeading,
  SidebarTables,
  sidebarCurrent,
  sidebarRow,
} from './SidebarTables.tsx';
import { useSidebar } from './sidebar-state.ts';
import { UserMenu } from './UserMenu.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

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
  const ofRules = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.ofRules),
  });
  const may = (action: WorkspaceAnswer['actions'][number]) => workspace.actions.includes(action);
  return (
    <nav aria-label={t('shell.sidebar')} className="flex h-full w-60 flex-col bg-canvas">
      <div className="flex items-center gap-1 px-2 pt-2">
        <WorkspaceMenu workspace={workspace} />
        <IconButton label={t('shell.hideSidebar')} keys="Ctrl B" onClick={toggle}>
          <PanelLeftClose size={16} aria-hidden />
        </IconButton>
      </div>
      {workspace.copiedAt !== undefined && (
        <p title={t('copies.badgeText')} className="px-3 pt-1">
          <Chip>{t('copies.badge', { day: workspace.copiedAt.slice(0, 10) })}</Chip>
        </p>
      )}
      <div className="min-h-0 overflow-y-auto px-2 pb-2">
        {!schema && (
          <div className="mt-6 flex flex-col gap-2 px-1">
            <Skeleton className="h-6" />
            <Skeleton className="h-6" />
            <Skeleton className="h-6" />
          </div>
        )}
        {schema && <SidebarTables ws={ws} schema={schema} shapes={may('manageSchema')} />}
      </div>
      {/* These stay in sight however many tables there are; the list of first steps gives way first. */}
      <div className="shrink-0 px-2 pb-3">
        <SidebarHeading>{t('shell.administration')}</SidebarHeading>
        <Link
          to="/w/$ws/members"
          params={{ ws }}
          className={sidebarRow}
          activeProps={{ className: sidebarCurrent }}
          onClick={afterClick}
        >
          <Users size={15} aria-hidden className="mx-[2.5px] shrink-0" />
          {t('shell.people')}
        </Link>
        {!workspace.viewAs && (
          <Link
            to="/w/$ws/templates"
            params={{ ws }}
            className={sidebarRow}
            activeProps={{ className: sidebarCurrent }}
            onClick={afterClick}
          >
            <Shapes size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('templates.nav')}
          </Link>
        )}
        {may('managePolicy') && (
          <Link
            to="/w/$ws/roles"
            params={{ ws }}
            className={cx(sidebarRow, ofRules && sidebarCurrent)}
            {...(ofRules && { 'aria-current': 'page' })}
            onClick={afterClick}
          >
            <ShieldCheck size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('shell.roles')}
          </Link>
        )}
        {may('manageSecurity') && (
          <Link
            to="/w/$ws/security"
            params={{ ws }}
            className={sidebarRow}
            activeProps={{ className: sidebarCurrent }}
            onClick={afterClick}
          >
            <KeyRound size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('security.page.open')}
          </Link>
        )}
        {may('viewAudit') && (
          <Link
            to="/w/$ws/log"
            params={{ ws }}
            className={sidebarRow}
            activeProps={{ className: sidebarCurrent }}
            onClick={afterClick}
          >
            <ScrollText size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('log.title')}
          </Link>
        )}
        {(may('manageSchema') || (schema && restores(schema))) && (
          <Link
            to="/w/$ws/trash"
            params={{ ws }}
            className={sidebarRow}
            activeProps={{ className: sidebarCurrent }}
            onClick={afterClick}
          >
            <Trash2 size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('trash.title')}
          </Link>
        )}
        {may('manageSchema') && (
          <Link
            to="/w/$ws/settings"
            params={{ ws }}
            className={sidebarRow}
            activeProps={{ className: sidebarCurrent }}
            onClick={afterClick}
          >
            <Settings size={15} aria-hidden className="mx-[2.5px] shrink-0" />
            {t('shell.settings')}
          </Link>
        )}
      </div>
      <div className="flex-1" />
      {!workspace.demo && workspace.copiedAt === undefined && <FirstSteps ws={ws} />}
      <div className="shrink-0 border-t border-line p-2">
        <UserMenu workspace={workspace} />
      </div>
    </nav>
  );
}

/** Whether I may put deleted records of some table back. */
function restores(schema: SchemaAnswer): boolean {
  return schema.tables.some(({ actions }) => (actions.restore ?? 'never') !== 'never');
}
