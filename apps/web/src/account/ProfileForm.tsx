import { useQueryClient } from '@tanstack/react-query';
import type { Language } from '@tessera/model';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../client/people.ts';
import { changeMe, workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { setLanguage as showIn } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';

/** One's own name and language in a workspace. */
export function ProfileForm({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { me } = workspace;
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState<Language>(me.language);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const missing = name.trim() === '';
  const changed = name.trim() !== me.name || language !== me.language;
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await changeMe(workspace.id, { name: name.trim(), language });
      showIn(language);
      await Promise.all([
        client.invalidateQueries(workspaceQuery(workspace.id)),
        client.invalidateQueries(membersQuery(workspace.id)),
      ]);
      toast({ kind: 'success', text: t('auth.account.profileSaved') });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing && changed) void save();
      }}
    >
      {problem && <Banner kind="error">{problem}</Banner>}
      <TextField
        label={t('auth.account.name')}
        hint={t('auth.account.nameHint')}
        value={name}
        maxLength={100}
        autoComplete="name"
        error={missing ? t('common.required') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t('auth.account.email')}
        hint={t('auth.account.emailHint')}
        type="email"
        value={me.email}
        disabled
      />
      <Select
        label={t('auth.account.language')}
        value={language}
        onChange={setLanguage}
        items={[
          { value: 'en', label: t('common.languages.en') },
          { value: 'zh', label: t('common.languages.zh') },
        ]}
      />
      <div>
        <Button type="submit" kind="primary" busy={busy} disabled={!changed || missing}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
