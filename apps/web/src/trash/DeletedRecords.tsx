import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { OutTable } from '@tessera/protocol';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { deletedQuery, restoreRecords } from '../client/trash.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';
import { TrashRow } from './TrashRow.tsx';

/** Deleted records that I may put back, table by table. */
export function DeletedRecords({
  ws,
  tables,
  alone,
}: {
  readonly ws: string;
  readonly tables: readonly OutTable[];
  /** Nothing else is on the page. */
  readonly alone: boolean;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const found = useQueries({ queries: tables.map(({ id }) => deletedQuery(ws, id)) });
  const failed = found.find(({ isError }) => isError)?.error;
  const loading = found.some(({ isPending }) => isPending);
  const lists = tables
    .map((table, at) => ({ table, deleted: found[at]?.data?.deleted ?? [] }))
    .filter(({ deleted }) => deleted.length > 0);
  const restore = async (table: string, id: string, title: string) => {
    try {
      await restoreRecords(ws, table, [id]);
      toast({ text: t('trash.restored', { name: title }), kind: 'success' });
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    }
    await client.invalidateQueries({ queryKey: ['trash', ws, table] });
  };
  if (alone && !loading && !failed && lists.length === 0)
    return (
      <EmptyState icon={<Trash2 size={20} aria-hidden />} title={t('trash.nothing')}>
        {t('trash.nothingText')}
      </EmptyState>
    );
  return (
    <section aria-labelledby="trash-records">
      <h2 id="trash-records" className="mb-1 text-base font-semibold">
        {t('trash.records')}
      </h2>
      {failed && <Banner kind="error">{errorText(failed)}</Banner>}
      {loading && <SkeletonLines count={3} label={t('common.loading')} />}
      {!loading && !failed && lists.length === 0 && (
        <p className="text-ink-muted">{t('trash.noRecords')}</p>
      )}
      {lists.map(({ table, deleted }) => (
        <ul key={table.id} aria-label={table.name}>
          {deleted.map(({ id, title, at, by }) => (
            <TrashRow
              key={id}
              icon={<TableIcon icon={table.icon} color={table.color} />}
              name={title}
              detail={table.name}
              at={at}
              by={by}
              onRestore={() => restore(table.id, id, title)}
            />
          ))}
        </ul>
      ))}
    </section>
  );
}
