import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Table2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTable } from '../client/shape.ts';
import { schemaQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TextField } from '../ui/TextField.tsx';

/** An empty workspace: one field and a button to begin. */
export function FirstTable({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const create = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await createTable(ws, { name: name.trim() || t('shell.emptyWorkspace.defaultName') });
      await client.invalidateQueries(schemaQuery(ws));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState icon={<Table2 size={20} aria-hidden />} title={t('shell.emptyWorkspace.title')}>
      <p>{t('shell.emptyWorkspace.text')}</p>
      <form
        className="mt-5 flex items-end gap-2 text-left"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField
          label={t('shell.emptyWorkspace.name')}
          className="w-64"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          error={problem}
        />
        <Button type="submit" kind="primary" busy={busy} icon={<Plus size={15} aria-hidden />}>
          {t('shell.emptyWorkspace.action')}
        </Button>
      </form>
      <p className="mt-6 text-sm">
        {t('shell.emptyWorkspace.or')}{' '}
        <Link
          to="/w/$ws/templates"
          params={{ ws }}
          className="text-accent underline underline-offset-2"
        >
          {t('templates.fromTemplate')}
        </Link>
      </p>
    </EmptyState>
  );
}
