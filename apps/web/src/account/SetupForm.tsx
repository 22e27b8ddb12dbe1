import { useQueryClient } from '@tanstack/react-query';
import type { SetupAnswer } from '@tessera/protocol';
import type { ReactNode } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { setUp } from '../client/account.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage, setLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { PasswordField, StrengthHint } from './PasswordField.tsx';
import { checkSetup, type SetupValues, setupBody } from './setup-form.ts';
import { TemplateCards } from './TemplateCards.tsx';
import { ownTimeZone, timeZones } from './time-zones.ts';

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="border-t border-line pt-5">
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** Owner, workspace and templates of a new installation. */
export function SetupForm({
  token,
  templates,
  onDone,
}: {
  readonly token: string;
  readonly templates: SetupAnswer['templates'];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<SetupValues>({
    defaultValues: {
      name: '',
      email: '',
      password: '',
      workspace: '',
      language: currentLanguage(),
      timeZone: ownTimeZone(),
      templates: templates.slice(0, 1).map((template) => template.slug),
      samples: true,
    },
    resolver: (values) => {
      const problems = Object.entries(checkSetup(values)).map(([field, key]) => [
        field,
        { type: 'check', message: t(key) },
      ]);
      return problems.length === 0
        ? { values, errors: {} }
        : { values: {}, errors: Object.fromEntries(problems) };
    },
  });
  const { register, control, watch, handleSubmit, setError } = form;
  const { errors, isSubmitting } = form.formState;
  const submit = handleSubmit(async (values) => {
    try {
      await setUp(setupBody(token, values));
      setLanguage(values.language);
      client.clear();
      onDone();
    } catch (error) {
      setError('root', { message: errorText(error) });
    }
  });
  const known = [watch('name'), watch('email'), watch('workspace')];
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-6">
      <Part title={t('auth.setup.you')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('auth.setup.yourName')}
            autoComplete="name"
            autoFocus
            error={errors.name?.message}
            {...register('name')}
          />
          <TextField
            label={t('auth.signIn.email')}
            type="email"
            autoComplete="username"
            error={errors.email?.message}
            {...register('email')}
          />
          <PasswordField
            label={t('auth.signIn.password')}
            autoComplete="new-password"
            className="sm:col-span-2"
            error={errors.password?.message}
            hint={<StrengthHint password={watch('password')} known={known} />}
            {...register('password')}
          />
        </div>
      </Part>
      <Part title={t('auth.setup.workspace')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('auth.setup.workspaceName')}
            placeholder={t('auth.setup.workspacePlaceholder')}
            className="sm:col-span-2"
            error={errors.workspace?.message}
            {...register('workspace')}
          />
          <Controller
            control={control}
            name="language"
            render={({ field }) => (
              <Select
                label={t('common.language')}
                value={field.value}
                onChange={(language) => {
                  field.onChange(language);
                  setLanguage(language);
                }}
                items={[
                  { value: 'en', label: t('common.languages.en') },
                  { value: 'zh', label: t('common.languages.zh') },
                ]}
              />
            )}
          />
          <Controller
            control={control}
            name="timeZone"
            render={({ field }) => (
              <Combobox
                label={t('auth.setup.timeZone')}
                hint={t('auth.setup.timeZoneHint')}
                items={timeZones(field.value)}
                value={field.value}
                onChange={(zone) => field.onChange(zone ?? '')}
                emptyText={t('common.nothingFound')}
                error={errors.timeZone?.message}
              />
            )}
          />
        </div>
      </Part>
      {templates.length > 0 && (
        <Part title={t('auth.setup.templates')}>
          <p className="mb-3 text-sm text-ink-muted">{t('auth.setup.templatesHint')}</p>
          <Controller
            control={control}
            name="templates"
            render={({ field }) => (
              <TemplateCards templates={templates} chosen={field.value} onChange={field.onChange} />
            )}
          />
          <Controller
            control={control}
            name="samples"
            render={({ field }) => (
              <Checkbox
                checked={field.value && watch('templates').length > 0}
                disabled={watch('templates').length === 0}
                onChange={field.onChange}
                hint={t('auth.setup.samplesHint')}
                className="mt-4"
              >
                {t('auth.setup.samples')}
              </Checkbox>
            )}
          />
        </Part>
      )}
      {errors.root?.message && <Banner kind="error">{errors.root.message}</Banner>}
      <div>
        <Button type="submit" kind="primary" size="lg" busy={isSubmitting}>
          {t(isSubmitting ? 'auth.setup.submitting' : 'auth.setup.submit')}
        </Button>
      </div>
    </form>
  );
}
