import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Language } from '@tessera/model';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZones } from '../account/time-zones.ts';
import { changeWorkspace, workspaceQuery, workspacesQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { Page } from './Page.tsx';
import { RefusedState } from './states.tsx';

/** Name, language and time zone of the workspace. */
export function SettingsPage({ ws }: { readonly ws: string }) {
  const { data } = useQuery(workspaceQuery(ws));
  if (!data) return null;
  if (!data.actions.includes('manageSchema')) return <RefusedState right="manageSchema" />;
  return <SettingsForm workspace={data} />;
}

function SettingsForm({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(workspace.name);
  const [language, setLanguage] = useState<Language>(workspace.language);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const changed =
    name.trim() !== workspace.name ||
    language !== workspace.language ||
    timeZone !== workspace.timeZone;
  const nameMissing = name.trim() === '';
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await changeWorkspace(workspace.id, { name: name.trim(), language, timeZone });
      await client.invalidateQueries(workspaceQuery(workspace.id));
      await client.invalidateQueries(workspacesQuery);
      toast({ kind: 'success', text: t('shell.settingsPage.saved') });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t('shell.settingsPage.title')} text={t('shell.settingsPage.text')}>
      <form
        className="flex max-w-md flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!nameMissing) void save();
        }}
      >
        {problem && <Banner kind="error">{problem}</Banner>}
        <TextField
          label={t('shell.settingsPage.name')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          error={nameMissing ? t('common.required') : undefined}
        />
        <Select
          label={t('shell.settingsPage.language')}
          hint={t('shell.settingsPage.languageHint')}
          value={language}
          onChange={setLanguage}
          items={[
            { value: 'en', label: t('common.languages.en') },
            { value: 'zh', label: t('common.languages.zh') },
          ]}
        />
        <Combobox
          label={t('shell.settingsPage.timeZone')}
          hint={t('shell.settingsPage.timeZoneHint')}
          items={timeZones(timeZone)}
          value={timeZone}
          onChange={(zone) => zone && setTimeZone(zone)}
          emptyText={t('common.nothingFound')}
        />
        <div>
          <Button type="submit" kind="primary" busy={busy} disabled={!changed || nameMissing}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
