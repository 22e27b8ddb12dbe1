import { useNavigate } from '@tanstack/react-router';
import type { OutTable, OutView } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createView, saveView } from '../client/shape.ts';
import { savedLook, useViewLook } from '../state/view-look.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { viewRequestOf } from '../views/view-request.ts';
import { SmallForm } from './SmallForm.tsx';
import { useFreshSchema, useMay } from './use-shaping.ts';

/** Whether I may make and change views that everyone sees. */
export function useManagesViews(ws: string, table: OutTable): boolean {
  const shapes = useMay(ws, 'manageSchema');
  return shapes || (table.actions.manageViews ?? 'never') !== 'never';
}

/** A new view: empty, or with the look of the one it is made from, my changes included. */
export function NewViewDialog({
  ws,
  table,
  from,
}: {
  readonly ws: string;
  readonly table: OutTable;
  readonly from: OutView | undefined;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fresh = useFreshSchema(ws);
  const manages = useManagesViews(ws, table);
  const look = useViewLook(from?.id ?? '', from);
  const [name, setName] = useState(from ? t('shape.copyName', { name: from.name }) : '');
  const [personal, setPersonal] = useState(!manages || from?.personal === true);
  return (
    <SmallForm
      title={t('shape.view.add')}
      description={table.name}
      saveLabel={t('common.create')}
      ready={name.trim() !== ''}
      onSave={async () => {
        const shown = from ? look.look : savedLook(undefined);
        const body = { ...viewRequestOf(name.trim(), shown, table), personal };
        const { id } = await createView(ws, table.id, body);
        await fresh();
        if (from) look.reset();
        await navigate({
          to: '/w/$ws/t/$table/v/$view',
          params: { ws, table: table.id, view: id },
        });
      }}
    >
      <TextField
        label={t('shape.view.name')}
        value={name}
        maxLength={100}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {manages ? (
        <Select
          label={t('shape.view.forWhom')}
          value={personal ? 'me' : 'all'}
          onChange={(value) => setPersonal(value === 'me')}
          items={[
            { value: 'all', label: t('shape.view.forAll'), hint: t('shape.view.forAllHint') },
            { value: 'me', label: t('shape.view.forMe'), hint: t('shape.view.forMeHint') },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-muted">
          {t('shape.view.personal')} {t('shape.view.forMeHint')}
        </p>
      )}
    </SmallForm>
  );
}

/** Another name for a view; what it shows stays as it is saved. */
export function RenameViewDialog({
  ws,
  table,
  view,
}: {
  readonly ws: string;
  readonly table: OutTable;
  readonly view: OutView;
}) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  const [name, setName] = useState(view.name);
  return (
    <SmallForm
      title={t('shape.view.renameTitle')}
      saveLabel={t('common.save')}
      ready={name.trim() !== ''}
      onSave={async () => {
        await saveView(ws, table.id, view.id, viewRequestOf(name.trim(), savedLook(view), table));
        await fresh();
      }}
    >
      <TextField
        label={t('shape.view.name')}
        value={name}
        maxLength={100}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </SmallForm>
  );
}
