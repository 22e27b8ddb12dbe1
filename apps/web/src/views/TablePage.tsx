import { useQuery } from '@tanstack/react-query';
import { todayIn } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { membersQuery } from '../client/people.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { useCreateOption } from '../shape/use-create-option.ts';
import { useWorkspaceLive } from '../state/workspace-live.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TableScreen } from './TableScreen.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';

export interface TablePageProps {
  readonly workspace: string;
  /** Id or API name. */
  readonly table: string;
  /** Id of a view; absent: the table's first one. */
  readonly view?: string;
}

/** A table as its members work with it. */
export function TablePage({ workspace, table, view }: TablePageProps) {
  const { t } = useTranslation();
  const schema = useQuery(schemaQuery(workspace));
  const settings = useQuery(workspaceQuery(workspace));
  const members = useQuery(membersQuery(workspace));
  const live = useWorkspaceLive(workspace);
  const language = currentLanguage();
  const createOption = useCreateOption(workspace);
  const { timeZone, me } = settings.data ?? { timeZone: 'UTC', me: null };
  const env = useMemo<CellEnv>(
    () => ({
      workspace,
      language,
      timeZone,
      today: todayIn(Date.now(), timeZone),
      members: (members.data ?? (me ? [me] : [])).map(({ id, name }) => ({ id, name })),
      ...(me && { me: me.id }),
      ...(createOption && { createOption }),
    }),
    [workspace, language, timeZone, members.data, me, createOption],
  );

  if (schema.isPending || settings.isPending) return <TableSkeleton />;
  if (schema.isError && !schema.data) {
    return <FailedState error={schema.error} onRetry={() => void schema.refetch()} />;
  }
  const found: OutTable | undefined = schema.data.tables.find(
    (one) => one.id === table || one.slug === table,
  );
  if (!found) {
    return (
      <EmptyState icon={<Lock size={20} aria-hidden />} title={t('grid.closedTable.title')}>
        {t('grid.closedTable.text')}
      </EmptyState>
    );
  }
  return (
    <TableScreen
      key={found.id}
      table={found}
      view={found.views.find((one) => one.id === view) ?? found.views[0]}
      env={env}
      live={live}
      schemaAt={Math.max(schema.dataUpdatedAt, schema.errorUpdatedAt)}
    />
  );
}
