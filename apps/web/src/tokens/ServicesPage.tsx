import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackToRoles } from '../access/BackToRoles.tsx';
import { Page } from '../app/Page.tsx';
import { FailedState, RefusedState } from '../app/states.tsx';
import { addService, servicesQuery } from '../client/tokens.ts';
import { structureQuery, workspaceQuery } from '../client/workspaces.ts';
import { NameDialog } from '../members/NameDialog.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { ServiceCard } from './ServiceCard.tsx';

/** The accounts of programs, with their tokens; for whoever manages people and access. */
export function ServicesPage({ ws }: { readonly ws: string }) {
  const { data: workspace } = useQuery(workspaceQuery(ws));
  if (!workspace) return null;
  for (const right of ['manageMembers', 'managePolicy'] as const)
    if (!workspace.actions.includes(right)) return <RefusedState right={right} />;
  return <Services workspace={workspace} />;
}

function Services({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id: ws, actions } = workspace;
  const services = useQuery(servicesQuery(ws));
  const schema = useQuery(structureQuery(ws));
  const [adding, setAdding] = useState(false);
  const again = () => client.invalidateQueries(servicesQuery(ws));
  if ((services.isError && !services.data) || (schema.isError && !schema.data))
    return (
      <FailedState
        error={services.error ?? schema.error}
        onRetry={() => {
          void services.refetch();
          void schema.refetch();
        }}
      />
    );
  const add = (
    <Button kind="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('tokens.services.add')}
    </Button>
  );
  return (
    <Page
      title={t('tokens.services.title')}
      text={t('tokens.services.text')}
      above={<BackToRoles ws={ws} />}
      actions={add}
    >
      <p className="mb-4">
        <Link
          to="/w/$ws/single-rules"
          params={{ ws }}
          className="text-accent underline underline-offset-2"
        >
          {t('tokens.services.rules')}
        </Link>
      </p>
      {services.data && schema.data ? (
        <ul className="flex flex-col gap-4">
          {services.data.map((service) => (
            <li key={service.id}>
              <ServiceCard
                ws={ws}
                service={service}
                schema={schema.data}
                duties={actions}
                onChanged={again}
              />
            </li>
          ))}
        </ul>
      ) : (
        <SkeletonLines count={4} height="h-16" label={t('common.loading')} />
      )}
      {services.data?.length === 0 && (
        <EmptyState icon={<Bot size={20} aria-hidden />} title={t('tokens.services.none')}>
          {t('tokens.services.noneText')}
        </EmptyState>
      )}
      {adding && (
        <NameDialog
          title={t('tokens.services.add')}
          label={t('tokens.services.name')}
          name=""
          onSave={async (name) => {
            await addService(ws, { name });
            await again();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}
