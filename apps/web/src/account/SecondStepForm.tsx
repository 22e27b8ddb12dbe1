import { AppError } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signInWithCode, signInWithRecoveryCode } from '../client/two-step.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AccountLayout } from './AccountLayout.tsx';
import { CodeField, isCode } from './CodeField.tsx';

/** After the password: a code of the authenticator app, or one of the recovery codes. */
export function SecondStepForm({
  onSignedIn,
  onStartOver,
}: {
  readonly onSignedIn: () => void;
  /** `over`: the server wants the password again. */
  readonly onStartOver: (over: boolean) => void;
}) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async () => {
    if (recovery ? text.trim().length < 5 : !isCode(text)) {
      setProblem(text.trim() === '' ? t('common.required') : t('security.setUp.codeHint'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await (recovery ? signInWithRecoveryCode(text.trim()) : signInWithCode(text));
      onSignedIn();
    } catch (error) {
      const wrong = error instanceof AppError && error.code === 'unauthenticated';
      if (wrong && (error.details as { step?: string } | undefined)?.step === 'password')
        return onStartOver(true);
      const words = t(recovery ? 'security.signIn.recoveryWrong' : 'security.signIn.wrong');
      setProblem(wrong ? words : errorText(error));
      setBusy(false);
    }
  };
  const change = () => {
    setRecovery(!recovery);
    setText('');
    setProblem(undefined);
  };
  const shared = {
    size: 'lg',
    autoFocus: true,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  } as const;
  return (
    <AccountLayout
      title={t('security.signIn.title')}
      intro={t(recovery ? 'security.signIn.recoveryIntro' : 'security.signIn.intro')}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem && <Banner kind="error">{problem}</Banner>}
        {recovery ? (
          <TextField
            {...shared}
            key="recovery"
            label={t('security.signIn.recoveryCode')}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
          />
        ) : (
          <CodeField {...shared} key="code" label={t('security.setUp.code')} />
        )}
        <Button type="submit" kind="primary" size="lg" busy={busy}>
          {t('security.signIn.submit')}
        </Button>
        <div className="flex flex-wrap gap-x-2 gap-y-1">
          <Button kind="quiet" size="sm" className="-ml-2" onClick={change}>
            {t(recovery ? 'security.signIn.withApp' : 'security.signIn.recovery')}
          </Button>
          <Button kind="quiet" size="sm" className="-ml-2" onClick={() => onStartOver(false)}>
            {t('security.signIn.back')}
          </Button>
        </div>
        {recovery && <p className="text-sm text-ink-muted">{t('security.signIn.lost')}</p>}
      </form>
    </AccountLayout>
  );
}
