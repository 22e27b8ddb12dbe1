import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TrashAnswer } from '@tessera/protocol';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { TableIcon } from '../app/TableIcon.tsx';
import { dropItem, emptyTrash, restoreItem, trashQuery } from '../client/trash.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useFreshSchema } from '../shape/use-shaping.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';
import { TrashRow } from './TrashRow.tsx';

type Item = TrashAnswer['items'][number];

/** Removed tables and fields, for those who shape them: put back, or dropped for good. */
export function RemovedItems({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const fresh = useFreshSchema(ws);
  const found = useQuery(trashQuery(ws));
  const [asked, setAsked] = useState<Item | 'all' | null>(null);
  const run = async (change: () => Promise<unknown>, text: string) => {
    try {
      await change();
      await fresh();
      toast({ text, kind: 'success' });
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    }
    await client.invalidateQueries({ queryKey: ['trash', ws] });
  };
  if (found.isError) return <FailedState error={found.error} onRetry={() => found.refetch()} />;
  const items = found.data?.items;
  return (
    <section aria-labelledby="trash-structure">
      <div className="mb-1 flex items-center gap-3">
        <h2 id="trash-structure" className="flex-1 text-base font-semibold">
          {t('trash.structure')}
        </h2>
        {items && items.length > 0 && (
          <Button size="sm" kind="quiet" onClick={() => setAsked('all')}>
            {t('trash.empty')}
          </Button>
        )}
      </div>
      {!items && <SkeletonLines count={2} label={t('common.loading')} />}
      {items?.length === 0 && <p className="text-ink-muted">{t('trash.noStructure')}</p>}
      <ul>
        {items?.map((item) => (
          <TrashRow
            key={item.id}
            icon={
              item.type ? (
                <FieldIcon type={item.type} />
              ) : (
                <TableIcon icon={undefined} color="gray" />
              )
            }
            name={item.name}
            detail={
              item.kind === 'table'
                ? t('trash.table')
                : t('trash.fieldOf', { table: item.table ?? '' })
            }
            at={item.at}
            by={item.by}
            onRestore={() =>
              run(() => restoreItem(ws, item.id), t('trash.restored', { name: item.name }))
            }
            more={
              <IconButton
                size="sm"
                label={t('trash.dropNamed', { name: item.name })}
                onClick={() => setAsked(item)}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            }
          />
        ))}
      </ul>
      <ConfirmDialog
        open={asked !== null}
        danger
        onOpenChange={(open) => !open && setAsked(null)}
        title={
          asked === 'all' || asked === null
            ? t('trash.emptyTitle')
            : t('trash.dropTitle', { name: asked.name })
        }
        confirmLabel={t(asked === 'all' ? 'trash.empty' : 'trash.drop')}
        cancelLabel={t('common.cancel')}
        onConfirm={async () => {
          if (asked === 'all') await run(() => emptyTrash(ws), t('trash.emptied'));
          else if (asked)
            await run(() => dropItem(ws, asked.id), t('trash.dropped', { name: asked.name }));
        }}
      >
        {t('trash.dropText')}
      </ConfirmDialog>
    </section>
  );
}
