import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { NotFoundState } from '../app/states.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { BackToRoles } from './BackToRoles.tsx';
import { FieldsMatrix } from './FieldsMatrix.tsx';
import { Holders } from './Holders.tsx';
import { LookAsButton } from './LookAsButton.tsx';
import { RecordsMatrix } from './RecordsMatrix.tsx';
import { Restrictions } from './Restrictions.tsx';
import { RoleActions } from './RoleActions.tsx';
import { RulesFrame } from './RulesFrame.tsx';
import type { RolePart } from './role-part.ts';
import { SaveBar } from './SaveBar.tsx';
import { summarizeRole } from './summarize-role.ts';
import { WorkspaceRights } from './WorkspaceRights.tsx';

/** One role: records, fields, workspace rights, holders, restrictions. */
export function RolePage({ ws, role: id }: { readonly ws: string; readonly role: string }) {
  const { t } = useTranslation();
  return (
    <RulesFrame ws={ws} title={t('access.title')} wide>
      {(part) => {
        const role = part.organisation.roles.find((one) => one.id === id);
        if (!role) return <NotFoundState />;
        return <RoleView {...part} role={role} fixed={role.builtIn !== undefined} />;
      }}
    </RulesFrame>
  );
}

type Part = 'records' | 'fields' | 'workspace' | 'holders' | 'restrictions';

function RoleView(shared: RolePart) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('records');
  const { ws, role, schema, people, draft, things, fixed } = shared;
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
          {people && !fixed && <RoleActions {...shared} />}
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
