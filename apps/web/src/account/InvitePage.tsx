import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AppError } from '@tessera/model';
import type { InvitationAnswer } from '@tessera/protocol';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, invitationQuery } from '../client/account.ts';
import { errorText } from '../i18n/error-text.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { AccountLayout } from './AccountLayout.tsx';
import { PasswordField, StrengthHint } from './PasswordField.tsx';
import { passwordStrength } from './password-strength.ts';

interface Props {
  readonly token: string;
  /** `signIn`: the account has two-step sign-in, nobody is signed in yet. */
  readonly onJoined: (signIn: boolean) => void;
}

/** Joining a workspace by a link: a new password, or that of the account there is. */
export function InvitePage({ token, onJoined }: Props) {
  const { t } = useTranslation();
  const invitation = useQuery(invitationQuery(token));
  const language = invitation.data?.language;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);
  if (invitation.isPending)
    return (
      <AccountLayout title={t('common.product')}>
        <SkeletonLines count={3} height="h-10" label={t('common.loading')} />
      </AccountLayout>
    );
  if (invitation.isError) {
    const { error } = invitation;
    const ended = error instanceof AppError && ['not_found', 'invalid'].includes(error.code);
    return (
      <AccountLayout title={t(ended ? 'auth.invite.invalid' : 'shell.failed')}>
        <p className="text-ink-muted">{ended ? t('auth.invite.invalidHint') : errorText(error)}</p>
        {ended && (
          <Link
            to="/sign-in"
            className="mt-4 inline-block text-accent underline underline-offset-2"
          >
            {t('auth.setup.toSignIn')}
          </Link>
        )}
        {!ended && (
          <Button className="mt-4" onClick={() => void invitation.refetch()}>
            {t('common.retry')}
          </Button>
        )}
      </AccountLayout>
    );
  }
  return <JoinForm token={token} invitation={invitation.data} onJoined={onJoined} />;
}

function JoinForm({
  token,
  invitation,
  onJoined,
}: Props & { readonly invitation: InvitationAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { hasAccount, name, email, workspace } = invitation;
  const { register, handleSubmit, setError, watch, formState } = useForm({
    defaultValues: { password: '' },
  });
  const known = [name, email];
  const submit = handleSubmit(async (values) => {
    const strength = passwordStrength(values.password, known);
    if (!hasAccount && (strength === 'short' || strength === 'weak')) {
      const key = strength === 'short' ? 'auth.errors.passwordShort' : 'auth.errors.passwordWeak';
      setError('password', { message: t(key) });
      return;
    }
    try {
      const { signIn = false } = await acceptInvitation(token, values);
      client.clear();
      onJoined(signIn);
    } catch (error) {
      const wrong = hasAccount && error instanceof AppError && error.code === 'unauthenticated';
      setError('root', { message: wrong ? t('auth.invite.wrongPassword') : errorText(error) });
    }
  });
  const { errors, isSubmitting } = formState;
  return (
    <AccountLayout
      title={t('auth.invite.title', { workspace })}
      intro={t(hasAccount ? 'auth.invite.hasAccount' : 'auth.invite.newAccount', { name, email })}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {errors.root?.message && <Banner kind="error">{errors.root.message}</Banner>}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordField
          label={t('auth.signIn.password')}
          size="lg"
          autoFocus
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          error={errors.password?.message}
          hint={
            hasAccount ? undefined : <StrengthHint password={watch('password')} known={known} />
          }
          {...register('password', { required: t('common.required') })}
        />
        <Button type="submit" kind="primary" size="lg" busy={isSubmitting}>
          {t('auth.invite.submit')}
        </Button>
      </form>
    </AccountLayout>
  );
}
