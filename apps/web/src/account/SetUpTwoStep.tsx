import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginTwoStep, confirmTwoStep, twoStepQuery } from '../client/two-step.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CodeField, isCode } from './CodeField.tsx';
import { PasswordAgain } from './PasswordAgain.tsx';
import { QrCode } from './QrCode.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Turning two-step sign-in on: the password, the picture and a code made with it, the recovery codes. */
export function SetUpTwoStep({
  email,
  doneLabel,
  onDone,
}: {
  readonly email: string;
  readonly doneLabel: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [address, setAddress] = useState<string>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes)
    return (
      <div className="flex flex-col gap-4">
        <Banner kind="success" title={t('security.setUp.done')}>
          {t('security.codes.title')}
        </Banner>
        <RecoveryCodes codes={codes} email={email} />
        <div>
          <Button
            kind="primary"
            onClick={() => {
              void client.invalidateQueries(twoStepQuery);
              onDone();
            }}
          >
            {doneLabel}
          </Button>
        </div>
      </div>
    );
  if (address) return <ConfirmStep address={address} onCodes={setCodes} />;
  return (
    <PasswordAgain
      text={t('security.passwordText')}
      submitLabel={t('security.continue')}
      onSubmit={async (password) => setAddress((await beginTwoStep(password)).address)}
    />
  );
}

function ConfirmStep({
  address,
  onCodes,
}: {
  readonly address: string;
  readonly onCodes: (codes: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const key = new URL(address).searchParams.get('secret') ?? '';
  const submit = async () => {
    if (!isCode(code)) {
      setProblem(t('security.setUp.codeHint'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      onCodes((await confirmTwoStep(code)).codes);
    } catch (error) {
      const wrong = error instanceof AppError && error.code === 'invalid';
      setProblem(wrong ? t('security.setUp.wrong') : errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="flex flex-col gap-4 sm:flex-row">
        <QrCode text={address} label={t('security.setUp.picture')} />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <p className="font-medium">{t('security.setUp.app')}</p>
          <p className="text-sm text-ink-muted">{t('security.setUp.appHint')}</p>
          <p className="text-sm text-ink-muted">{t('security.setUp.byHand')}</p>
          <code className="rounded-md border border-line bg-canvas px-2 py-1 text-sm break-all select-all">
            {key.replaceAll(/(.{4})(?=.)/gu, '$1 ')}
          </code>
        </div>
      </div>
      <CodeField
        label={t('security.setUp.code')}
        hint={t('security.setUp.codeHint')}
        className="max-w-56"
        autoFocus
        value={code}
        error={problem}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          {t('security.setUp.confirm')}
        </Button>
      </div>
    </form>
  );
}
