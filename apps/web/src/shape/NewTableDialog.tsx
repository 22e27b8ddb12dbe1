import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { palette, todayIn } from '@tessera/model';
import type { SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTable } from '../client/shape.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Select } from '../ui/Select.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { makePastedTable } from './make-pasted-table.ts';
import { type Pasted, PastedTable } from './PastedTable.tsx';
import { LookPicker } from './pickers.tsx';
import { SmallForm } from './SmallForm.tsx';
import { useFreshSchema } from './use-shaping.ts';

type Start = 'empty' | 'paste';

/** A new table: empty, or from cells of a spreadsheet. */
export function NewTableDialog({
  ws,
  schema,
  app,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly app: string | undefined;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fresh = useFreshSchema(ws);
  const timeZone = useQuery(workspaceQuery(ws)).data?.timeZone ?? 'UTC';
  const language = currentLanguage();
  const today = todayIn(Date.now(), timeZone);
  const env = { workspace: ws, language, timeZone, today, members: [] };
  const [name, setName] = useState('');
  const [into, setInto] = useState(app ?? schema.apps[0]?.id ?? null);
  const [look, setLook] = useState<{ readonly icon: string; readonly color: string }>({
    icon: 'table-2',
    color: palette[(schema.tables.length * 5 + 11) % palette.length] ?? 'blue',
  });
  const [start, setStart] = useState<Start>('empty');
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const known = new Set(pasted?.columns.map((column) => column.name.trim().toLowerCase()));
  const namesFit = pasted !== null && known.size === pasted.columns.length && !known.has('');
  const ready = name.trim() !== '' && (start === 'empty' || namesFit);

  const save = async () => {
    const head = { name: name.trim(), ...look, ...(into !== null && { app: into }) };
    let id: string;
    if (start === 'paste' && pasted) {
      const columns = pasted.columns.map((column) => ({ ...column, name: column.name.trim() }));
      const done = await makePastedTable(env, head, columns);
      id = done.table;
      if (done.created > 0)
        toast({ text: t('shape.start.done', { count: done.created }), kind: 'success' });
      if (done.refused > 0)
        toast({
          text: t('shape.start.refused', { count: done.refused, reason: done.problem ?? '' }),
          kind: 'error',
        });
      else if (done.problem !== null)
        toast({ text: t('shape.start.notRead', { reason: done.problem }), kind: 'error' });
    } else {
      id = (await createTable(ws, head)).id;
    }
    const now = await fresh();
    if (now.tables.some((table) => table.id === id))
      await navigate({ to: '/w/$ws/t/$table', params: { ws, table: id } });
    else toast({ text: t('shape.tableHidden', { name: head.name }) });
  };
  return (
    <SmallForm
      title={t('shape.addTable')}
      saveLabel={t('common.create')}
      ready={ready}
      width={start === 'paste' && pasted ? 'lg' : 'md'}
      onSave={save}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={t('shape.tableName')}
          className="flex-1"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {schema.apps.length > 1 && (
          <Select
            label={t('shape.app')}
            className="w-40"
            value={into}
            onChange={setInto}
            items={schema.apps.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <LookPicker {...look} onChange={setLook} />
      </div>
      <Tabs<Start>
        label={t('shape.start.label')}
        value={start}
        onChange={setStart}
        items={[
          {
            value: 'empty',
            label: t('shape.start.empty'),
            content: <p className="text-sm text-ink-muted">{t('shape.start.emptyText')}</p>,
          },
          {
            value: 'paste',
            label: t('shape.start.paste'),
            content: <PastedTable env={env} pasted={pasted} onChange={setPasted} />,
          },
        ]}
      />
    </SmallForm>
  );
}
