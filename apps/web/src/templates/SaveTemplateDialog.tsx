import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedTemplate } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveTemplate, templatesQuery } from '../client/templates.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { leavesOut } from './LeftOut.tsx';

const whole = 'workspace';

/** Keeps the workspace or one app as a template: what, under which name, with or without records. */
export function SaveTemplateDialog({
  ws,
  app: chosen,
  onClose,
  onSaved,
}: {
  readonly ws: string;
  /** Its id, or `workspace` for all of them. */
  readonly app: string;
  readonly onClose: () => void;
  readonly onSaved: (saved: SavedTemplate | null) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const workspace = useQuery(workspaceQuery(ws)).data;
  const apps = useQuery(schemaQuery(ws)).data?.apps ?? [];
  const [app, setApp] = useState(chosen);
  const [typed, setTyped] = useState<string>();
  const [description, setDescription] = useState('');
  const [records, setRecords] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const name = typed ?? apps.find(({ id }) => id === app)?.name ?? workspace?.name ?? '';
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { name: name.trim(), description: description.trim(), records };
      const saved = await saveTemplate(ws, app === whole ? body : { ...body, app });
      await client.invalidateQueries(templatesQuery(ws));
      const all = !leavesOut(saved);
      if (all) toast({ kind: 'success', text: t('templates.saved', { name: body.name }) });
      onSaved(all ? null : saved);
      onClose();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('templates.saveTitle')}
      description={t('templates.saveText')}
      width="sm"
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            {t('common.cancel')}
          </Button>
          <Button
            kind="primary"
            type="submit"
            form="save-template"
            busy={busy}
            disabled={name.trim() === ''}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        id="save-template"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem && <Banner kind="error">{problem}</Banner>}
        <Select
          label={t('templates.what')}
          value={app}
          onChange={setApp}
          items={[
            { value: whole, label: t('templates.whole') },
            ...apps.map(({ id, name: own }) => ({
              value: id,
              label: t('templates.app', { name: own }),
            })),
          ]}
        />
        <TextField
          label={t('templates.name')}
          value={name}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextArea
          label={t('templates.description')}
          rows={2}
          value={description}
          maxLength={1000}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Checkbox checked={records} onChange={setRecords} hint={t('templates.recordsHint')}>
          {t('templates.keepRecords')}
        </Checkbox>
        <p className="text-sm text-ink-muted">
          {t(
            workspace?.actions.includes('managePolicy')
              ? 'templates.rulesGo'
              : 'templates.rulesStay',
          )}
        </p>
      </form>
    </Dialog>
  );
}
