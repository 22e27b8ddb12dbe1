import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionsQuery } from '../client/account.ts';
import { renewRecoveryCodes, turnOffTwoStep, twoStepQuery } from '../client/two-step.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';
import { PasswordAgain } from './PasswordAgain.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { SetUpTwoStep } from './SetUpTwoStep.tsx';

type Task = 'on' | 'codes' | 'off';

/** The second step of one's own account: on, off, recovery codes. */
export function TwoStep({ email }: { readonly email: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(twoStepQuery);
  const [task, setTask] = useState<Task | null>(null);
  const [codes, setCodes] = useState<readonly string[]>();
  if (error && !data)
    return (
      <Banner
        kind="error"
        actions={<Button onClick={() => void refetch()}>{t('common.retry')}</Button>}
      >
        {errorText(error)}
      </Banner>
    );
  if (!data) return <SkeletonLines count={1} height="h-8" label={t('common.loading')} />;
  const { on, codesLeft = 0, required } = data;
  const close = () => {
    setTask(null);
    setCodes(undefined);
    void client.invalidateQueries(twoStepQuery);
    void client.invalidateQueries(sessionsQuery);
  };
  const titles: Record<Task, string> = {
    on: t('security.setUp.title'),
    codes: t(codes ? 'security.codes.title' : 'security.newCodes'),
    off: t('security.offTitle'),
  };
  const Icon = on ? ShieldCheck : ShieldOff;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <Icon size={16} aria-hidden className={on ? 'text-success' : 'text-ink-faint'} />
        <span className="font-medium">{t(on ? 'security.on' : 'security.off')}</span>
        {on && (
          <span className="text-ink-muted">{t('security.codesLeft', { count: codesLeft })}</span>
        )}
      </p>
      {on && codesLeft < 4 && <Banner kind="warning">{t('security.codesFew')}</Banner>}
      {on && required.length > 0 && (
        <p className="text-sm text-ink-muted">
          {t('security.requiredBy', { names: required.join(t('common.listSeparator')) })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {!on && (
          <Button kind="primary" onClick={() => setTask('on')}>
            {t('security.turnOn')}
          </Button>
        )}
        {on && <Button onClick={() => setTask('codes')}>{t('security.newCodes')}</Button>}
        {on && required.length === 0 && (
          <Button className="text-danger!" onClick={() => setTask('off')}>
            {t('security.turnOff')}
          </Button>
        )}
      </div>
      <Dialog
        open={task !== null}
        onOpenChange={(open) => !open && close()}
        title={task && titles[task]}
        closeLabel={t('common.close')}
      >
        {task === 'on' && (
          <SetUpTwoStep email={email} doneLabel={t('security.codes.kept')} onDone={close} />
        )}
        {task === 'codes' && !codes && (
          <PasswordAgain
            text={t('security.newCodesText')}
            submitLabel={t('security.newCodes')}
            onSubmit={async (password) => setCodes((await renewRecoveryCodes(password)).codes)}
          />
        )}
        {task === 'codes' && codes && (
          <div className="flex flex-col gap-4">
            <RecoveryCodes codes={codes} email={email} />
            <div>
              <Button kind="primary" onClick={close}>
                {t('security.codes.kept')}
              </Button>
            </div>
          </div>
        )}
        {task === 'off' && (
          <PasswordAgain
            text={t('security.offText')}
            submitLabel={t('security.turnOff')}
            danger
            onSubmit={async (password) => {
              await turnOffTwoStep(password);
              toast({ kind: 'success', text: t('security.turnedOff') });
              close();
            }}
          />
        )}
      </Dialog>
    </div>
  );
}
