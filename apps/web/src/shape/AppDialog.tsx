import type { SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeApp, createApp } from '../client/shape.ts';
import { TextField } from '../ui/TextField.tsx';
import { LookPicker } from './pickers.tsx';
import { SmallForm } from './SmallForm.tsx';
import { useFreshSchema } from './use-shaping.ts';

/** A new app, or another name and look for one. */
export function AppDialog({
  ws,
  app,
}: {
  readonly ws: string;
  readonly app?: SchemaAnswer['apps'][number];
}) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  const [name, setName] = useState(app?.name ?? '');
  const [look, setLook] = useState({
    icon: app?.icon ?? 'folder',
    color: app?.color ?? 'gray',
  });
  return (
    <SmallForm
      title={t(app ? 'shape.editAppTitle' : 'shape.addApp')}
      saveLabel={t(app ? 'common.save' : 'common.create')}
      ready={name.trim() !== ''}
      onSave={async () => {
        if (app) await changeApp(ws, app.id, { name: name.trim(), ...look });
        else await createApp(ws, { name: name.trim(), ...look });
        await fresh();
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={t('shape.appName')}
          className="flex-1"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <LookPicker {...look} onChange={setLook} />
      </div>
    </SmallForm>
  );
}
