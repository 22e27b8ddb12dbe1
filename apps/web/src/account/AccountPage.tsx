import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { workspaceQuery } from '../client/workspaces.ts';
import { MyTokens } from '../tokens/MyTokens.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { SessionList } from './SessionList.tsx';
import { TwoStep } from './TwoStep.tsx';

/** One's own profile, password and sessions. */
export function AccountPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { data: workspace } = useQuery(workspaceQuery(ws));
  if (!workspace) return null;
  return (
    <Page title={t('auth.account.title')} text={t('auth.account.text')}>
      <div className="flex max-w-2xl flex-col gap-8">
        <Section title={t('auth.account.profile')}>
          <ProfileForm workspace={workspace} />
        </Section>
        <Section title={t('auth.account.password')} text={t('auth.account.passwordText')}>
          <PasswordForm me={workspace.me} />
        </Section>
        <Section title={t('security.title')} text={t('security.text')}>
          <TwoStep email={workspace.me.email} />
        </Section>
        <Section title={t('auth.account.sessions')} text={t('auth.account.sessionsText')}>
          <SessionList />
        </Section>
        <Section title={t('tokens.title')} text={t('tokens.text')}>
          <MyTokens workspace={workspace} />
        </Section>
      </div>
    </Page>
  );
}

function Section({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="border-t border-line pt-5">
      <h2 className="text-lg font-semibold">{title}</h2>
      {text && <p className="mt-0.5 text-sm text-ink-muted">{text}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
