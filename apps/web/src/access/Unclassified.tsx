import { useQueryClient } from '@tanstack/react-query';
import { unclassified } from '@tessera/model';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeField } from '../client/shape.ts';
import { schemaQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { Drawer } from '../ui/Drawer.tsx';

/** A line on fields that nobody but who manages access sees until they are classified; it opens the list. */
export function Unclassified({
  ws,
  schema,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const waiting = schema.tables.flatMap((table) =>
    table.fields
      .filter(({ classes }) => classes?.includes(unclassified))
      .map((field) => ({ table, field })),
  );
  if (waiting.length === 0 && !open) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="mt-4 block min-h-8 rounded-md text-sm text-warning underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        {t('access.classify.line', { count: waiting.length })}
      </button>
      <Drawer
        open={open}
        onOpenChange={setOpen}
        title={t('access.classify.title')}
        description={t('access.classify.text')}
        closeLabel={t('common.close')}
      >
        {waiting.length === 0 && <p className="text-ink-muted">{t('access.classify.done')}</p>}
        <ul className="flex flex-col gap-5">
          {waiting.map(({ table, field }) => (
            <li key={field.id}>
              <Waiting ws={ws} schema={schema} table={table} field={field} />
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}

function Waiting({
  ws,
  schema,
  table,
  field,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly table: OutTable;
  readonly field: OutField;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [classes, setClasses] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await changeField(ws, table.id, field.id, { classes: [...classes] });
      await client.invalidateQueries(schemaQuery(ws));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <MultiCombobox
        label={t('access.classify.of', { field: field.name, table: table.name })}
        error={problem}
        emptyText={t('common.nothingFound')}
        placeholder={t('shape.findClass')}
        values={classes}
        onChange={setClasses}
        removeLabel={(name) => t('common.remove', { name })}
        items={(schema.classes ?? []).map(({ id, name, description }) => ({
          value: id,
          label: name,
          ...(description && { hint: description }),
        }))}
      />
      <div>
        <Button size="sm" busy={busy} onClick={() => void save()}>
          {t(classes.length > 0 ? 'access.classify.save' : 'access.classify.none')}
        </Button>
      </div>
    </div>
  );
}
