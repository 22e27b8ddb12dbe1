import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight, Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState, RefusedState } from '../app/states.tsx';
import { createGroup, organisationQuery } from '../client/people.ts';
import { hueOf } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { RulesCheck } from './lint/RulesCheck.tsx';
import { RoleDialog } from './RoleDialog.tsx';
import { RulesNav } from './RulesNav.tsx';
import { summarizeRole } from './summarize-role.ts';
import { Unclassified } from './Unclassified.tsx';
import { useAccessData } from './use-access-data.ts';

/** All roles, each with what it is for and how many hold it. */
export function RolesPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const { workspace, rules, people, organisation, policy, schema, members, error, retry } =
    useAccessData(ws);
  if (workspace && !rules && !people) return <RefusedState right="managePolicy" />;
  if (error && !organisation) return <FailedState error={error} onRetry={retry} />;
  const newRole = people && (
    <Button kind="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
      {t('access.newRole')}
    </Button>
  );
  return (
    <Page title={t('access.title')} text={t('access.text')} actions={newRole}>
      {rules && <RulesNav ws={ws} people={people} />}
      {!organisation && <SkeletonLines count={5} height="h-16" label={t('common.loading')} />}
      {organisation?.roles.length === 0 && (
        <EmptyState
          icon={<ShieldCheck size={20} aria-hidden />}
          title={t('access.noRoles')}
          actions={newRole}
        >
          {t('access.noRolesText')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-2">
        {organisation?.roles.map((role) => (
          <li key={role.id}>
            <Link
              to="/w/$ws/roles/$role"
              params={{ ws, role: role.id }}
              className="flex min-h-16 items-center gap-4 rounded-lg border border-line px-4 py-2.5 hover:bg-canvas"
            >
              <span
                data-color={hueOf(role.id)}
                className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-tint text-tint-ink"
              >
                <ShieldCheck size={16} aria-hidden />
              </span>
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2 font-medium">
                  {role.name}
                  {role.builtIn && <Chip>{t('access.builtIn')}</Chip>}
                </span>
                <span className="line-clamp-2 text-sm text-ink-muted">
                  {role.builtIn ? t('access.ownerText') : role.description}
                </span>
                {!role.builtIn && policy && schema && (
                  <span className="line-clamp-2 text-sm text-ink-muted">
                    {summarizeRole(policy, role.id, schema, t)}
                  </span>
                )}
              </span>
              <span className="shrink-0 text-sm text-ink-muted">
                {t('access.members', { count: role.members })}
              </span>
              <ChevronRight size={16} aria-hidden className="text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
      {rules && schema && <Unclassified ws={ws} schema={schema} />}
      {policy && schema && organisation && members && (
        <RulesCheck
          ws={ws}
          policy={policy}
          schema={schema}
          organisation={organisation}
          members={members}
        />
      )}
      <RoleDialog
        open={creating}
        onOpenChange={setCreating}
        title={t('access.newRole')}
        submitLabel={t('access.createRole')}
        onSubmit={async (values) => {
          const made = await createGroup(ws, 'roles', values);
          await client.invalidateQueries(organisationQuery(ws));
          if (rules && made.id)
            await navigate({ to: '/w/$ws/roles/$role', params: { ws, role: made.id } });
        }}
      />
    </Page>
  );
}
