import type { OutTable } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeTable } from '../client/shape.ts';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { LookPicker } from './pickers.tsx';
import { SmallForm } from './SmallForm.tsx';
import { useFreshSchema } from './use-shaping.ts';

/** Name, description, icon and colour of a table. */
export function EditTableDialog({ ws, table }: { readonly ws: string; readonly table: OutTable }) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  const [name, setName] = useState(table.name);
  const [description, setDescription] = useState(table.description ?? '');
  const [look, setLook] = useState({ icon: table.icon ?? 'table-2', color: table.color ?? 'gray' });
  return (
    <SmallForm
      title={t('shape.editTableTitle')}
      saveLabel={t('common.save')}
      ready={name.trim() !== ''}
      onSave={async () => {
        await changeTable(ws, table.id, {
          name: name.trim(),
          ...look,
          ...(description.trim() !== (table.description ?? '') && {
            description: description.trim(),
          }),
        });
        await fresh();
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={t('shape.tableName')}
          className="flex-1"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <LookPicker {...look} onChange={setLook} />
      </div>
      <TextArea
        label={t('shape.description')}
        rows={2}
        maxLength={1000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
    </SmallForm>
  );
}
