import { Link } from '@tanstack/react-router';
import type { WorkspaceAction } from '@tessera/model';
import { AppError } from '@tessera/model';
import { CircleAlert, Eye, Lock, MapPinOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

/** Loading failed: what happened, and another try. */
export function FailedState({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { t } = useTranslation();
  if (error instanceof AppError && error.code === 'not_found') return <NotFoundState />;
  return (
    <div role="alert">
      <EmptyState
        icon={<CircleAlert size={20} aria-hidden />}
        title={t('shell.failed')}
        actions={onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
      >
        {errorText(error)}
      </EmptyState>
    </div>
  );
}

export function NotFoundState() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<MapPinOff size={20} aria-hidden />}
      title={t('shell.notFound.title')}
      actions={
        <Link to="/" className="text-accent underline underline-offset-2">
          {t('shell.notFound.action')}
        </Link>
      }
    >
      {t('shell.notFound.text')}
    </EmptyState>
  );
}

/** A page that needs a right the member does not have. */
export function RefusedState({ right }: { readonly right: WorkspaceAction }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<Lock size={20} aria-hidden />} title={t('shell.refused.title')}>
      {t('shell.refused.text', { right: t(`access.workspace.${right}.name`) })}
    </EmptyState>
  );
}

/** A page for changing something, while one looks as somebody else. */
export function ShutState() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<Eye size={20} aria-hidden />} title={t('viewAs.shut.title')}>
      {t('viewAs.shut.text')}
    </EmptyState>
  );
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Whether the browser believes to be connected. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

export function OfflineBanner() {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <Banner kind="warning" flush>
      {t('common.offline')}
    </Banner>
  );
}
