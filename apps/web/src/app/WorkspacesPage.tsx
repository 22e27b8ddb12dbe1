import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { ChevronRight, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AccountLayout } from '../account/AccountLayout.tsx';
import { workspacesQuery } from '../client/workspaces.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { FailedState } from './states.tsx';
import { WorkspaceMark } from './WorkspaceMenu.tsx';

/** The workspaces of whoever is signed in; a single one opens by itself. */
export function WorkspacesPage() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(workspacesQuery);
  if (error && !data) return <FailedState error={error} onRetry={() => void refetch()} />;
  const only = data?.length === 1 ? data[0] : undefined;
  if (only) return <Navigate to="/w/$ws" params={{ ws: only.id }} replace />;
  if (data?.length === 0)
    return (
      <EmptyState icon={<Inbox size={20} aria-hidden />} title={t('shell.workspaces.none')}>
        {t('shell.workspaces.noneHint')}
      </EmptyState>
    );
  return (
    <AccountLayout title={t('shell.workspaces.title')}>
      {isPending ? (
        <SkeletonLines count={3} height="h-12" label={t('common.loading')} />
      ) : (
        <ul className="flex flex-col gap-2">
          {data?.map((one) => (
            <li key={one.id}>
              <Link
                to="/w/$ws"
                params={{ ws: one.id }}
                className="flex min-h-12 items-center gap-3 rounded-lg border border-line bg-surface px-3 shadow-low hover:bg-hover"
              >
                <WorkspaceMark name={one.name} />
                <span className="min-w-0 flex-1 truncate font-medium">{one.name}</span>
                <ChevronRight size={16} aria-hidden className="text-ink-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </AccountLayout>
  );
}
