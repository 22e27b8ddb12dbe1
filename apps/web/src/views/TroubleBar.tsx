import type { OutTable } from '@tessera/protocol';
import i18next from 'i18next';
import { CircleAlert, GitMerge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { plainText } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { focusGrid } from '../grid/focus-grid.ts';
import { discard, keepMine, takeTheirs } from '../state/edits.ts';
import type { OpenGesture, TableData } from '../state/table-data.ts';
import type { TableSession } from '../state/table-session.ts';
import { Button } from '../ui/Button.tsx';

/** Edits that the server did not take, each with its choice: nothing typed is lost without being asked. */
export function TroubleBar({
  session,
  table,
  env,
}: {
  readonly session: TableSession;
  readonly table: OutTable;
  readonly env: CellEnv;
}) {
  const { t } = useTranslation();
  const open = useStore(session.store, (data) => data.open);
  const pending = useStore(session.store, (data) => data.pending);
  if (open.length === 0) return null;
  const answer = (decide: (session: TableSession, gesture: number) => unknown, gesture: number) => {
    void decide(session, gesture);
    focusGrid();
  };
  return (
    <div className="absolute inset-x-0 bottom-11 z-20 flex flex-col items-center gap-2 px-4">
      {open.slice(-3).map((one) => (
        <div
          key={one.gesture}
          role="alert"
          className="popup flex max-w-2xl flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 text-sm"
        >
          {one.kind === 'conflict' ? (
            <GitMerge size={16} aria-hidden className="shrink-0 text-warning" />
          ) : (
            <CircleAlert size={16} aria-hidden className="shrink-0 text-danger" />
          )}
          <span className="min-w-48 flex-1">
            {one.kind === 'conflict'
              ? conflictText(one, pending, table, env)
              : `${t('grid.notSaved', { count: one.cells })} ${one.message}`}
          </span>
          {one.kind === 'conflict' ? (
            <>
              <Button size="sm" onClick={() => answer(takeTheirs, one.gesture)}>
                {t('grid.takeTheirs')}
              </Button>
              <Button size="sm" kind="primary" onClick={() => answer(keepMine, one.gesture)}>
                {t('grid.keepMine')}
              </Button>
            </>
          ) : (
            <>
              <Button size="sm" onClick={() => answer(discard, one.gesture)}>
                {t('common.discard')}
              </Button>
              <Button size="sm" kind="primary" onClick={() => answer(keepMine, one.gesture)}>
                {t('common.retry')}
              </Button>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

function conflictText(
  gesture: OpenGesture,
  pending: TableData['pending'],
  table: OutTable,
  env: CellEnv,
): string {
  const { t } = i18next;
  if (gesture.cells > 1) return t('grid.conflictMany', { count: gesture.cells });
  for (const cells of pending.values()) {
    for (const [id, cell] of cells) {
      const field = table.fields.find((one) => one.id === id);
      if (cell.gesture !== gesture.gesture || cell.state !== 'conflict' || !field) continue;
      const theirs = plainText(field, cell.current ?? null, env) || t('grid.empty');
      const mine = plainText(field, cell.value, env) || t('grid.empty');
      return t('grid.conflictOne', { field: field.name, theirs, mine });
    }
  }
  return t('grid.conflict');
}
