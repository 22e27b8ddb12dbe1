import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OutMember, WorkspaceAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../client/people.ts';
import { changeSecurity } from '../client/two-step.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { toast } from '../ui/Toast.tsx';
import { Page } from './Page.tsx';
import { SecondSteps } from './SecondSteps.tsx';
import { FailedState, RefusedState } from './states.tsx';

/** How members prove who they are: whether the second step is asked for, and who has it. */
export function SecurityPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { data: workspace } = useQuery(workspaceQuery(ws));
  const { data: members, error, refetch } = useQuery(membersQuery(ws));
  if (!workspace) return null;
  if (!workspace.actions.includes('manageSecurity')) return <RefusedState right="manageSecurity" />;
  if (error && !members) return <FailedState error={error} onRetry={() => void refetch()} />;
  return (
    <Page title={t('security.page.title')} text={t('security.page.text')}>
      {members ? (
        <div className="flex max-w-3xl flex-col gap-8">
          <Requirement workspace={workspace} members={members} />
          <SecondSteps ws={ws} me={workspace.me.id} members={members} />
        </div>
      ) : (
        <SkeletonLines count={6} label={t('common.loading')} />
      )}
    </Page>
  );
}

function Requirement({
  workspace,
  members,
}: {
  readonly workspace: WorkspaceAnswer;
  readonly members: readonly OutMember[];
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { id, requireTwoStep, me } = workspace;
  const mine = members.find((member) => member.id === me.id)?.twoStep === true;
  const without = members.filter(
    ({ twoStep, status = 'active' }) => twoStep === false && status === 'active',
  ).length;
  const change = async (next: boolean) => {
    setAsking(false);
    setProblem(undefined);
    try {
      await changeSecurity(id, { requireTwoStep: next });
      await client.invalidateQueries(workspaceQuery(id));
      toast({ kind: 'success', text: t(next ? 'security.page.asked' : 'security.page.notAsked') });
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <section className="flex flex-col gap-3">
      {problem && <Banner kind="error">{problem}</Banner>}
      <Switch
        checked={requireTwoStep}
        disabled={!mine && !requireTwoStep}
        hint={t('security.page.requireText')}
        onChange={(next) => (next ? setAsking(true) : void change(false))}
      >
        {t('security.page.require')}
      </Switch>
      {!mine && (
        <Banner
          actions={
            <Link
              to="/w/$ws/account"
              params={{ ws: id }}
              className="text-accent underline underline-offset-2"
            >
              {t('security.page.ownLink')}
            </Link>
          }
        >
          {t('security.page.ownFirst')}
        </Banner>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('security.page.askTitle')}
        confirmLabel={t('security.page.ask')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => change(true)}
      >
        {without === 0
          ? t('security.page.askNone')
          : t('security.page.askText', { count: without })}
      </ConfirmDialog>
    </section>
  );
}
