import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { signIn } from '../client/account.ts';
import { DemoReturn } from '../demo/DemoReturn.tsx';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AccountLayout } from './AccountLayout.tsx';
import { PasswordField } from './PasswordField.tsx';
import { SecondStepForm } from './SecondStepForm.tsx';

/** E-mail and password; afterwards `onSignedIn`. */
export function SignInPage({
  ended,
  joined = false,
  onSignedIn,
}: {
  /** The page was left because the session ended. */
  readonly ended: boolean;
  /** An account with two-step sign-in has just joined a workspace. */
  readonly joined?: boolean;
  readonly onSignedIn: () => void;
}) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'password' | 'code' | 'over'>('password');
  const client = useQueryClient();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ email, password }) => {
    try {
      const answer = await signIn(email.trim(), password);
      if ('secondStep' in answer) return setStep('code');
      client.clear();
      onSignedIn();
    } catch (error) {
      const known = error instanceof AppError ? error.code : 'internal';
      const wrong = known === 'unauthenticated' || known === 'invalid' || known === 'forbidden';
      setError('root', { message: wrong ? t('auth.signIn.failed') : errorText(error) });
    }
  });
  if (step === 'code')
    return (
      <SecondStepForm
        onSignedIn={() => {
          client.clear();
          onSignedIn();
        }}
        onStartOver={(over) => {
          reset();
          setStep(over ? 'over' : 'password');
        }}
      />
    );
  return (
    <AccountLayout title={t('auth.signIn.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {errors.root?.message && <Banner kind="error">{errors.root.message}</Banner>}
        {step === 'over' && !errors.root && (
          <Banner kind="warning">{t('security.signIn.over')}</Banner>
        )}
        {joined && <Banner kind="success">{t('security.signIn.joined')}</Banner>}
        {ended && step === 'password' && !errors.root && (
          <Banner>{t('auth.signIn.signedOut')}</Banner>
        )}
        <TextField
          label={t('auth.signIn.email')}
          size="lg"
          type="email"
          autoComplete="username"
          autoFocus
          error={errors.email?.message}
          {...register('email', { required: t('common.required') })}
        />
        <PasswordField
          label={t('auth.signIn.password')}
          size="lg"
          autoComplete="current-password"
          error={errors.password?.message}
          {...register('password', { required: t('common.required') })}
        />
        <Button type="submit" kind="primary" size="lg" busy={isSubmitting}>
          {t('auth.signIn.submit')}
        </Button>
        <p className="text-sm text-ink-muted">{t('auth.signIn.help')}</p>
      </form>
      <DemoReturn />
    </AccountLayout>
  );
}
