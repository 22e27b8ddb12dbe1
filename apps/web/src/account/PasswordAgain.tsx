import { AppError } from '@tessera/model';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { PasswordField } from './PasswordField.tsx';

/** Asks for one's password once more before something is done with it. */
export function PasswordAgain({
  text,
  submitLabel,
  danger = false,
  onSubmit,
}: {
  readonly text: ReactNode;
  readonly submitLabel: string;
  readonly danger?: boolean;
  /** Throws what went wrong. */
  readonly onSubmit: (password: string) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const submit = async () => {
    setWrong(password === '' ? t('common.required') : undefined);
    setProblem(undefined);
    if (password === '') return;
    setBusy(true);
    try {
      await onSubmit(password);
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated')
        setWrong(t('security.wrongPassword'));
      else setProblem(errorText(error));
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
      <p className="text-ink-muted">{text}</p>
      {problem && <Banner kind="error">{problem}</Banner>}
      <PasswordField
        label={t('security.password')}
        autoComplete="current-password"
        value={password}
        error={wrong}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
