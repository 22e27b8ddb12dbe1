import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState } from '../app/states.tsx';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { Badge } from '../ui/Chip.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { AdministratorsTab } from './AdministratorsTab.tsx';
import { DepartmentsTab } from './DepartmentsTab.tsx';
import { Directory } from './Directory.tsx';
import { LineTab } from './LineTab.tsx';
import { MembersTab } from './MembersTab.tsx';
import { TeamsTab } from './TeamsTab.tsx';

type Tab = 'members' | 'departments' | 'line' | 'teams' | 'administrators';

/** People: everything for those who manage members, names for the others. */
export function MembersPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('members');
  const workspace = useQuery(workspaceQuery(ws)).data;
  const manages = workspace?.actions.includes('manageMembers') ?? false;
  const members = useQuery(membersQuery(ws));
  const organisation = useQuery({ ...organisationQuery(ws), enabled: manages });
  const failed = members.error ?? organisation.error;
  if (failed && !members.data)
    return <FailedState error={failed} onRetry={() => void members.refetch()} />;
  if (!workspace || !members.data || (manages && !organisation.data))
    return (
      <Page title={t('people.title')} wide>
        {organisation.error ? (
          <FailedState error={organisation.error} onRetry={() => void organisation.refetch()} />
        ) : (
          <SkeletonLines count={8} height="h-10" label={t('common.loading')} />
        )}
      </Page>
    );
  if (!manages || !organisation.data)
    return (
      <Page title={t('people.title')} text={t('people.directoryText')}>
        <Directory members={members.data} me={workspace.me.id} />
      </Page>
    );
  const shared = { ws, members: members.data, organisation: organisation.data };
  return (
    <Page title={t('people.title')} text={t('people.text')} wide>
      <Tabs
        label={t('people.tabs.label')}
        value={tab}
        onChange={setTab}
        items={[
          {
            value: 'members',
            label: (
              <>
                {t('people.tabs.members')} <Badge>{members.data.length}</Badge>
              </>
            ),
            content: <MembersTab {...shared} me={workspace.me.id} />,
          },
          {
            value: 'departments',
            label: (
              <>
                {t('people.tabs.departments')} <Badge>{organisation.data.departments.length}</Badge>
              </>
            ),
            content: <DepartmentsTab {...shared} />,
          },
          {
            value: 'line',
            label: t('staff.tree.line'),
            content: <LineTab {...shared} me={workspace.me.id} />,
          },
          {
            value: 'teams',
            label: (
              <>
                {t('people.tabs.teams')} <Badge>{organisation.data.teams.length}</Badge>
              </>
            ),
            content: <TeamsTab {...shared} />,
          },
          {
            value: 'administrators',
            label: t('duties.title'),
            content: <AdministratorsTab {...shared} me={workspace.me.id} />,
          },
        ]}
      />
    </Page>
  );
}
