import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { changePassword, sessionsQuery } from '../client/account.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';
import { PasswordField, StrengthHint } from './PasswordField.tsx';
import { passwordStrength } from './password-strength.ts';

/** Changing one's own password, knowing the present one. */
export function PasswordForm({ me }: { readonly me: WorkspaceAnswer['me'] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { register, handleSubmit, setError, reset, watch, formState } = useForm({
    defaultValues: { current: '', next: '' },
  });
  const { errors, isSubmitting } = formState;
  const known = [me.name, me.email];
  const submit = handleSubmit(async ({ current, next }) => {
    const strength = passwordStrength(next, known);
    if (strength === 'short' || strength === 'weak' || next === current) {
      const weak =
        strength === 'short' ? t('auth.errors.passwordShort') : t('auth.errors.passwordWeak');
      setError('next', { message: next === current ? t('auth.account.samePassword') : weak });
      return;
    }
    try {
      await changePassword(current, next);
      reset();
      await client.invalidateQueries(sessionsQuery);
      toast({ kind: 'success', text: t('auth.account.passwordChanged') });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      if (code === 'unauthenticated')
        setError('current', { message: t('auth.account.wrongPassword') });
      else if (code === 'invalid') setError('next', { message: t('auth.errors.passwordWeak') });
      else setError('root', { message: errorText(error) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex max-w-md flex-col gap-4">
      {errors.root?.message && <Banner kind="error">{errors.root.message}</Banner>}
      <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
      <PasswordField
        label={t('auth.account.currentPassword')}
        autoComplete="current-password"
        error={errors.current?.message}
        {...register('current', { required: t('common.required') })}
      />
      <PasswordField
        label={t('auth.account.newPassword')}
        autoComplete="new-password"
        error={errors.next?.message}
        hint={<StrengthHint password={watch('next')} known={known} />}
        {...register('next', { required: t('common.required') })}
      />
      <div>
        <Button type="submit" busy={isSubmitting}>
          {t('auth.account.changePassword')}
        </Button>
      </div>
    </form>
  );
}
