import { AppError } from '@tessera/model';
import { useEffect, useRef, useState } from 'react';
import type { LiveConnection } from '../client/live.ts';
import { recordsClient } from '../client/records.ts';
import { errorText } from '../i18n/error-text.ts';
import { mapPending } from './pending.ts';
import { openSession, type Question, type TableSession } from './table-session.ts';
import { isOnline, onAccessChange } from './workspace-live.ts';

const longestWait = 5000;

/**
 * The session of a question. While a new question loads, the old one stays on the screen; they change places
 * once the new one has rows and nothing of the old one is still being saved.
 */
export function useTableSession(
  workspace: string,
  table: string | undefined,
  question: Question,
  live: LiveConnection | null,
): TableSession | null {
  const [session, setSession] = useState<TableSession | null>(null);
  const current = useRef<TableSession | null>(null);
  const key = JSON.stringify(question);

  useEffect(() => {
    if (!live || table === undefined) return;
    const next = openSession({
      table,
      question: JSON.parse(key) as Question,
      client: recordsClient(workspace),
      live,
      isOnline,
      troubleOf: (error) => ({
        code: error instanceof AppError ? error.code : 'internal',
        message: errorText(error),
      }),
    });
    const started = Date.now();
    let done = false;
    const swap = () => {
      const old = current.current;
      const settled = next.store.getState().status !== 'loading' && !isSaving(old);
      if (done || (old && !settled && Date.now() - started < longestWait)) return;
      done = true;
      if (old) inherit(old, next);
      current.current = next;
      setSession(next);
      old?.close();
    };
    const stops = [next.store.subscribe(swap)];
    const timer = setInterval(swap, 200);
    const drop = () => {
      next.drop();
      current.current?.drop();
    };
    stops.push(onAccessChange(workspace, drop));
    swap();
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
      if (!done) next.close();
    };
  }, [workspace, table, key, live]);

  useEffect(
    () => () => {
      current.current?.close();
      current.current = null;
    },
    [],
  );
  return session;
}

function isSaving(session: TableSession | null): boolean {
  if (!session) return false;
  for (const cells of session.store.getState().pending.values()) {
    for (const cell of cells.values()) if (cell.state === 'saving') return true;
  }
  return false;
}

/** My undo steps and my unsaved edits belong to me, not to the question I asked. */
function inherit(from: TableSession, to: TableSession): void {
  const { stacks, pending, open } = from.store.getState();
  if (from.parts.table !== to.parts.table) return;
  to.store.setState({
    stacks,
    open,
    pending: mapPending(pending, (cell) => (cell.state === 'saving' ? undefined : cell)),
  });
}
