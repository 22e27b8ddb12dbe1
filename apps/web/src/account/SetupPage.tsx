import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AppError } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupQuery } from '../client/account.ts';
import { DemoSetup } from '../demo/DemoSetup.tsx';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { AccountLayout } from './AccountLayout.tsx';
import { SetupForm } from './SetupForm.tsx';

/** The first run: only with the token that the server printed. */
export function SetupPage({
  token,
  onDone,
}: {
  readonly token: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const setup = useQuery({
    ...setupQuery(token),
    enabled: token !== '',
    // How far the making of the demo company is.
    refetchInterval: busy ? 600 : false,
  });
  if (token === '')
    return (
      <AccountLayout title={t('auth.setup.title')} intro={t('auth.setup.missingToken')}>
        <p className="text-ink-muted">{t('auth.setup.missingTokenHint')}</p>
      </AccountLayout>
    );
  if (setup.isPending)
    return (
      <AccountLayout title={t('auth.setup.title')} wide>
        <SkeletonLines count={6} height="h-10" label={t('common.loading')} />
      </AccountLayout>
    );
  if (setup.isError) {
    const { error } = setup;
    const down =
      error instanceof AppError && ['unavailable', 'internal', 'rate_limited'].includes(error.code);
    return (
      <AccountLayout title={t(down ? 'shell.failed' : 'auth.setup.refused')}>
        <p className="text-ink-muted">{down ? errorText(error) : t('auth.setup.refusedHint')}</p>
        <div className="mt-5 flex gap-2">
          {down ? (
            <Button onClick={() => void setup.refetch()}>{t('common.retry')}</Button>
          ) : (
            <Link to="/sign-in" className="text-accent underline underline-offset-2">
              {t('auth.setup.toSignIn')}
            </Link>
          )}
        </div>
      </AccountLayout>
    );
  }
  return (
    <AccountLayout title={t('auth.setup.title')} intro={t('auth.setup.intro')} wide>
      <DemoSetup token={token} progress={setup.data.demo} onBusy={setBusy} />
      {!busy && setup.data.demo.state !== 'ready' && (
        <>
          <p className="my-6 text-center text-sm text-ink-muted">{t('demo.setup.or')}</p>
          <SetupForm token={token} templates={setup.data.templates} onDone={onDone} />
        </>
      )}
    </AccountLayout>
  );
}
