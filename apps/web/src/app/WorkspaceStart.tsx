import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { DoorClosed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { FirstTable } from './FirstTable.tsx';

/** The first table, or why there is none. */
export function WorkspaceStart({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const workspace = useQuery(workspaceQuery(ws));
  const schema = useQuery(schemaQuery(ws));
  if (!workspace.data || !schema.data)
    return (
      <div className="p-8">
        <SkeletonLines count={6} label={t('common.loading')} />
      </div>
    );
  const { apps, tables } = schema.data;
  const ordered = apps.flatMap((app) => tables.filter((table) => table.app === app.id));
  const first = ordered[0] ?? tables[0];
  if (first) return <Navigate to="/w/$ws/t/$table" params={{ ws, table: first.id }} replace />;
  if (workspace.data.actions.includes('manageSchema')) return <FirstTable ws={ws} />;
  return (
    <EmptyState icon={<DoorClosed size={20} aria-hidden />} title={t('shell.noTables.title')}>
      <p>{t('shell.noTables.text', { workspace: workspace.data.name })}</p>
      <p className="mt-3">{t('shell.noTables.ask')}</p>
    </EmptyState>
  );
}
