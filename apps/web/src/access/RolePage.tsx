import { idMaker, type Policy } from '@tessera/model';
import type { OutMember } from '@tessera/protocol';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState, NotFoundState, RefusedState } from '../app/states.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Chip } from '../ui/Chip.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { BackToRoles } from './BackToRoles.tsx';
import { FieldsMatrix } from './FieldsMatrix.tsx';
import { Holders } from './Holders.tsx';
import { LookAsButton } from './LookAsButton.tsx';
import { RecordsMatrix } from './RecordsMatrix.tsx';
import { Restrictions } from './Restrictions.tsx';
import { RoleActions } from './RoleActions.tsx';
import type { RolePart } from './role-part.ts';
import { SaveBar } from './SaveBar.tsx';
import { summarizeRole } from './summarize-role.ts';
import { useAccessData } from './use-access-data.ts';
import { useDraft } from './use-draft.ts';
import { useThings } from './use-things.ts';
import { WorkspaceRights } from './WorkspaceRights.tsx';

const makeId = idMaker((count) => crypto.getRandomValues(new Uint8Array(count)));

/** One role: records, fields, workspace rights, holders, restrictions. */
export function RolePage({ ws, role: id }: { readonly ws: string; readonly role: string }) {
  const { t } = useTranslation();
  const data = useAccessData(ws);
  const { workspace, schema, members, organisation, policy, error } = data;
  if (workspace && !data.rules) return <RefusedState right="managePolicy" />;
  if (error && !(schema && members && organisation && policy))
    return <FailedState error={error} onRetry={data.retry} />;
  if (!schema || !members || !organisation || !policy)
    return (
      <Page title={t('access.title')} wide>
        <SkeletonLines count={8} height="h-9" label={t('common.loading')} />
      </Page>
    );
  const role = organisation.roles.find((one) => one.id === id);
  if (!role) return <NotFoundState />;
  return (
    <RoleView
      ws={ws}
      role={role}
      schema={schema}
      organisation={organisation}
      policy={policy}
      members={members}
      people={data.people}
    />
  );
}

type Part = 'records' | 'fields' | 'workspace' | 'holders' | 'restrictions';

function RoleView({
  ws,
  role,
  schema,
  organisation,
  policy,
  members,
  people,
}: Pick<RolePart, 'ws' | 'role' | 'schema' | 'organisation'> & {
  readonly policy: Policy;
  readonly members: readonly OutMember[];
  readonly people: boolean;
}) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('records');
  const draft = useDraft(ws, policy);
  const things = useThings(ws, schema, organisation, members);
  const fixed = role.builtIn !== undefined;
  const shared: RolePart = {
    ws,
    role,
    schema,
    organisation,
    members,
    saved: policy,
    draft,
    things,
    makeId,
    fixed,
  };
  const contents: Record<Part, ReactNode> = {
    records: <RecordsMatrix {...shared} />,
    fields: <FieldsMatrix {...shared} />,
    workspace: <WorkspaceRights {...shared} />,
    holders: (
      <Holders key={JSON.stringify([role.teams, role.departments])} {...shared} editable={people} />
    ),
    restrictions: <Restrictions {...shared} />,
  };
  return (
    <Page
      wide
      above={<BackToRoles ws={ws} />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          {role.name}
          <Chip className="font-normal tracking-normal">
            {t('access.members', { count: role.members })}
          </Chip>
        </span>
      }
      text={
        fixed ? (
          role.description
        ) : (
          <>
            {role.description && <span className="block">{role.description}</span>}
            <span className="block text-sm">{summarizeRole(draft.policy, role.id, schema, t)}</span>
          </>
        )
      }
      actions={
        <>
          <LookAsButton ws={ws} as={{ role: role.id }} />
          {people && !fixed && <RoleActions ws={ws} role={role} draft={draft} makeId={makeId} />}
        </>
      }
    >
      {fixed && (
        <div className="mb-4">
          <Banner>{t('access.ownerText')}</Banner>
        </div>
      )}
      <Tabs
        label={t('access.tabs.label')}
        value={part}
        onChange={setPart}
        items={(Object.keys(contents) as Part[]).map((value) => ({
          value,
          label: t(`access.tabs.${value}`),
          content: contents[value],
        }))}
      />
      <SaveBar ws={ws} draft={draft} things={things} />
    </Page>
  );
}
