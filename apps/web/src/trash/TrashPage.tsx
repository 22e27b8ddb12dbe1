import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState } from '../app/states.tsx';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { DeletedRecords } from './DeletedRecords.tsx';
import { RemovedItems } from './RemovedItems.tsx';

/** What was removed in the last thirty days and can be put back: tables and fields, and records table by table. */
export function TrashPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const workspace = useQuery(workspaceQuery(ws)).data;
  const schema = useQuery(schemaQuery(ws));
  const shapes = workspace?.actions.includes('manageSchema') ?? false;
  const tables = (schema.data?.tables ?? []).filter(
    ({ actions }) => (actions.restore ?? 'never') !== 'never',
  );
  if (schema.isError) return <FailedState error={schema.error} onRetry={() => schema.refetch()} />;
  return (
    <Page title={t('trash.title')} text={t('trash.text')}>
      {!workspace || !schema.data ? (
        <SkeletonLines count={4} label={t('common.loading')} />
      ) : (
        <div className="flex max-w-3xl flex-col gap-8">
          {shapes && <RemovedItems ws={ws} />}
          <DeletedRecords ws={ws} tables={tables} alone={!shapes} />
        </div>
      )}
    </Page>
  );
}
