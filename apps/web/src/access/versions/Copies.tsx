import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OutCopy } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../app/ReasonDialog.tsx';
import { copiesQuery, makeCopy, removeCopy } from '../../client/copies.ts';
import { workspacesQuery } from '../../client/workspaces.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/Toast.tsx';

/** Copies of the workspace in which rules can be tried; for those who may make one. */
export function Copies({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { data: copies = [], error } = useQuery(copiesQuery(ws));
  const [making, setMaking] = useState(false);
  const [removing, setRemoving] = useState<OutCopy | null>(null);
  const refresh = useRefresh(ws);
  const make = async (reason: string) => {
    const { name } = await makeCopy(ws, reason);
    toast({ kind: 'success', text: t('copies.made', { name }) });
    refresh();
  };
  const remove = async () => {
    if (removing === null) return;
    try {
      await removeCopy(ws, removing.id);
      toast({ kind: 'success', text: t('copies.removed') });
    } catch (cause) {
      toast({ kind: 'error', text: errorText(cause) });
      throw cause;
    } finally {
      refresh();
    }
  };
  return (
    <section aria-labelledby="copies" className="mt-8 flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <h2 id="copies" className="font-semibold">
          {t('copies.title')}
        </h2>
        <Button onClick={() => setMaking(true)}>{t('copies.make')}</Button>
      </div>
      <p className="text-sm text-ink-muted">{t('copies.text')}</p>
      {error && <p role="alert">{errorText(error)}</p>}
      {copies.length > 0 && (
        <ul className="flex flex-col gap-2">
          {copies.map((one) => (
            <li
              key={one.id}
              className="flex items-center gap-2 rounded-lg border border-line px-3 py-2"
            >
              <span className="min-w-0 flex-1 truncate">{one.name}</span>
              <Link
                to="/w/$ws"
                params={{ ws: one.id }}
                className="rounded text-accent hover:underline"
              >
                {t('copies.open')}
              </Link>
              <Button
                size="sm"
                aria-label={t('copies.removeOf', { name: one.name })}
                onClick={() => setRemoving(one)}
              >
                {t('copies.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {making && (
        <ReasonDialog
          title={t('copies.make')}
          text={t('copies.makeText')}
          confirmLabel={t('copies.make')}
          onConfirm={make}
          onClose={() => setMaking(false)}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={t('copies.removeTitle', { name: removing?.name ?? '' })}
        confirmLabel={t('copies.remove')}
        cancelLabel={t('common.cancel')}
        danger
        onConfirm={remove}
      >
        {t('copies.removeText')}
      </ConfirmDialog>
    </section>
  );
}

/** After copies were made or removed they are looked for again, here and in the list of workspaces. */
function useRefresh(ws: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries(copiesQuery(ws));
    void client.invalidateQueries(workspacesQuery);
  };
}
