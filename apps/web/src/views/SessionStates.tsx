import { Link } from '@tanstack/react-router';
import type { OutTable } from '@tessera/protocol';
import { CircleAlert, ClipboardPaste, FileUp, Lock, Plus, SearchX, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { focusGrid } from '../grid/focus-grid.ts';
import { createRecords } from '../state/commands.ts';
import type { TableSession } from '../state/table-session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { toast } from '../ui/Toast.tsx';

/** What stands in the place of rows when there are none: nothing yet, nothing found, closed, failed. */
export function SessionStates({
  session,
  table,
  workspace,
  filtered,
  onUnfilter,
}: {
  readonly session: TableSession;
  readonly table: OutTable;
  readonly workspace: string;
  readonly filtered: boolean;
  readonly onUnfilter: () => void;
}) {
  const { t } = useTranslation();
  const status = useStore(session.store, (data) => data.status);
  const trouble = useStore(session.store, (data) => data.trouble);
  const empty = useStore(
    session.store,
    (data) => data.status === 'ready' && data.window.total === 0,
  );
  if (status === 'closed') {
    return (
      <EmptyState icon={<Lock size={20} aria-hidden />} title={t('grid.closedTable.title')}>
        {t('grid.closedTable.text')}
      </EmptyState>
    );
  }
  if (status === 'failed') {
    return (
      <div role="alert">
        <EmptyState
          icon={<CircleAlert size={20} aria-hidden />}
          title={t('grid.failed')}
          actions={<Button onClick={() => session.reload()}>{t('common.retry')}</Button>}
        >
          {trouble?.message}
        </EmptyState>
      </div>
    );
  }
  if (!empty) return null;
  if (filtered) {
    return (
      <Over>
        <EmptyState
          icon={<SearchX size={20} aria-hidden />}
          title={t('grid.noMatch.title')}
          actions={<Button onClick={onUnfilter}>{t('grid.noMatch.action')}</Button>}
        >
          {t('grid.noMatch.text')}
        </EmptyState>
      </Over>
    );
  }
  if ((table.actions.create ?? 'never') === 'never') {
    return (
      <Over>
        <EmptyState icon={<Table2 size={20} aria-hidden />} title={t('grid.nothingHere.title')}>
          {t('grid.nothingHere.text')}
        </EmptyState>
      </Over>
    );
  }
  const add = async () => {
    try {
      await createRecords(session, [{}]);
    } catch (error) {
      toast({ text: session.parts.troubleOf(error).message, kind: 'error' });
    }
  };
  const askPaste = () => {
    focusGrid();
    toast({ text: t('grid.emptyTable.pasteHint') });
  };
  return (
    <Over>
      <EmptyState
        icon={<Table2 size={20} aria-hidden />}
        title={t('grid.emptyTable.title')}
        actions={
          <>
            <Button kind="primary" icon={<Plus size={15} aria-hidden />} onClick={() => void add()}>
              {t('grid.emptyTable.type')}
            </Button>
            <Button icon={<ClipboardPaste size={15} aria-hidden />} onClick={askPaste}>
              {t('grid.emptyTable.paste')}
            </Button>
            {(table.actions.import ?? 'never') !== 'never' && (
              <Link
                to="/w/$ws/import/$table"
                params={{ ws: workspace, table: table.id }}
                className="inline-flex min-h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 font-medium hover:bg-hover"
              >
                <FileUp size={15} aria-hidden />
                {t('grid.emptyTable.import')}
              </Link>
            )}
          </>
        }
      >
        {t('grid.emptyTable.text')}
      </EmptyState>
    </Over>
  );
}

function Over({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-20 bottom-8 z-6 flex items-start justify-center overflow-y-auto">
      <div className="pointer-events-auto">{children}</div>
    </div>
  );
}
