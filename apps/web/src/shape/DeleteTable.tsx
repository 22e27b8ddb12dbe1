import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyQuery } from '../client/policy.ts';
import { recordsClient } from '../client/records.ts';
import { removeTable } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DependentList } from './DependentList.tsx';
import { tableDependents } from './dependents.ts';
import { openShape } from './shape-task.ts';
import { useUndoRemoval } from './use-removal.ts';
import { useFreshSchema, useMay } from './use-shaping.ts';

/** Asks for the name of a table before it goes with its records. */
export function DeleteTable({
  ws,
  schema,
  table,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly table: OutTable;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fresh = useFreshSchema(ws);
  const undo = useUndoRemoval(ws);
  const rules = useQuery({ ...policyQuery(ws), enabled: useMay(ws, 'managePolicy') }).data;
  const total = useQuery({
    queryKey: ['total', ws, table.id],
    queryFn: async () => (await recordsClient(ws).query(table.id, { limit: 0 })).total,
    retry: false,
    staleTime: 0,
  }).data;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const fits = typed.trim() === table.name.trim();
  const remove = async () => {
    if (!fits) return;
    setBusy(true);
    try {
      const here = location.pathname.split('/').includes(table.id);
      const { trash } = await removeTable(ws, table.id);
      openShape(null);
      if (here) await navigate({ to: '/w/$ws', params: { ws } });
      await fresh();
      undo(trash, table.name);
    } catch (error) {
      setFailed(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && openShape(null)}
      title={t('shape.gone.table', { name: table.name })}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={() => openShape(null)}>{t('common.cancel')}</Button>
          <Button kind="danger" type="submit" form="gone-form" busy={busy} disabled={!fits}>
            {t('common.delete')}
          </Button>
        </>
      }
    >
      <form
        id="gone-form"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <div>
          <p>
            {total === undefined
              ? t('shape.gone.recordsUnknown')
              : t('shape.gone.records', { count: total })}{' '}
            {t('trash.stays')}
          </p>
          <DependentList found={tableDependents(schema, table, rules)} whole />
        </div>
        <TextField
          label={t('shape.gone.typeName')}
          placeholder={table.name}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {failed && <Banner kind="error">{failed}</Banner>}
      </form>
    </Dialog>
  );
}
