import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionsAnswer } from '@tessera/protocol';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { endOtherSessions, endSession, sessionsQuery } from '../client/account.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';

type Session = SessionsAnswer['sessions'][number];

const phones: readonly (string | null)[] = ['iPhone', 'iPad', 'Android', 'HarmonyOS'];

/** Where one is signed in; each can be ended, or all but this one. */
export function SessionList() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const [asking, setAsking] = useState(false);
  const end = async (work: Promise<unknown>, told: string) => {
    try {
      await work;
      toast({ kind: 'success', text: told });
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
    await client.invalidateQueries(sessionsQuery);
  };
  if (sessions.isPending)
    return <SkeletonLines count={2} height="h-12" label={t('common.loading')} />;
  if (sessions.isError)
    return <FailedState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  const shown = [...sessions.data].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <ul className="rounded-lg border border-line">
        {shown.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => end(endSession(session.id), t('auth.account.sessionEnded'))}
          />
        ))}
      </ul>
      {shown.length > 1 && (
        <Button className="mt-3" onClick={() => setAsking(true)}>
          {t('auth.account.endOthers')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('auth.account.endOthersTitle')}
        confirmLabel={t('auth.account.endOthers')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => end(endOtherSessions(), t('auth.account.othersEnded'))}
      >
        {t('auth.account.endOthersText')}
      </ConfirmDialog>
    </>
  );
}

function SessionRow({
  session,
  onEnd,
}: {
  readonly session: Session;
  readonly onEnd: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const { browser, system, current, usedAt, createdAt } = session;
  const known = browser ?? system ?? t('auth.account.unknownDevice');
  const device = browser && system ? t('auth.account.device', { browser, system }) : known;
  const format = new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const Icon = phones.includes(system) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 border-line px-3 py-2.5 not-first:border-t">
      <Icon size={18} aria-hidden className="shrink-0 text-ink-muted" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          {device}
          {current && <Chip color="green">{t('auth.account.current')}</Chip>}
        </div>
        <div className="text-sm text-ink-muted">
          {current
            ? t('auth.account.active')
            : t('auth.account.used', { time: format.format(usedAt) })}
          {' · '}
          {t('auth.account.since', { time: format.format(createdAt) })}
        </div>
      </div>
      {!current && (
        <Button
          size="sm"
          busy={busy}
          aria-label={t('auth.account.endSessionOf', { device })}
          onClick={async () => {
            setBusy(true);
            await onEnd();
            setBusy(false);
          }}
        >
          {t('auth.account.endSession')}
        </Button>
      )}
    </li>
  );
}
