import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
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

/** E-mail and password; afterwards `onSignedIn`. */
export function SignInPage({
  ended,
  onSignedIn,
}: {
  /** The page was left because the session ended. */
  readonly ended: boolean;
  readonly onSignedIn: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ email, password }) => {
    try {
      await signIn(email.trim(), password);
      client.clear();
      onSignedIn();
    } catch (error) {
      const known = error instanceof AppError ? error.code : 'internal';
      const wrong = known === 'unauthenticated' || known === 'invalid' || known === 'forbidden';
      setError('root', { message: wrong ? t('auth.signIn.failed') : errorText(error) });
    }
  });
  return (
    <AccountLayout title={t('auth.signIn.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {errors.root?.message && <Banner kind="error">{errors.root.message}</Banner>}
        {ended && !errors.root && <Banner>{t('auth.signIn.signedOut')}</Banner>}
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
