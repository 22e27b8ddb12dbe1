import type { GroupBy } from '@tessera/model';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { TableSession } from '../../state/table-session.ts';
import type { GridUi } from '../grid-context.ts';
import { type FoldHandle, foldName, isFoldedIn, useFolds } from './fold-state.ts';
import { groupTree } from './group-tree.ts';
import { headOf, isShown, type Lines, layLines } from './lines.ts';

/** The rows of a session, under the heads of its groups where it has any. */
export function useLines(
  session: TableSession,
  view: string,
  rowHeight: number,
): { readonly lines: Lines; readonly folds: FoldHandle } {
  const total = useStore(session.store, (data) => data.window.total) ?? 0;
  const groups = useStore(session.store, (data) => data.groups);
  const { grouped } = session.parts.question;
  const by = useMemo(
    () =>
      (grouped ?? []).map(
        ({ field, direction = 'asc', unit }): GroupBy => ({
          field,
          direction,
          ...(unit && { unit }),
        }),
      ),
    [grouped],
  );
  const folds = useFolds(foldName(view, by));
  const heads = useMemo(
    () => (groups && by.length > 0 ? groupTree(groups.levels, by, groups.total) : null),
    [groups, by],
  );
  const lines = useMemo(
    () => layLines(total, rowHeight, heads, (key) => isFoldedIn(folds.folds, key)),
    [total, rowHeight, heads, folds.folds],
  );
  return { lines, folds };
}

/** Keeps the focus where it can be seen: on the head that hides the active row, and off heads that are gone. */
export function useKeptHead(ui: StoreApi<GridUi>, lines: Lines): void {
  useEffect(() => {
    const { selection, head } = ui.getState();
    const there = lines.heads.some((line) => line.head.key === head);
    if (head !== null) {
      if (!there) ui.setState({ head: null });
      return;
    }
    if (!selection || lines.heads.length === 0 || isShown(lines, selection.active.row)) return;
    const hiding = headOf(lines, selection.active.row);
    if (hiding) ui.setState({ head: hiding.head.key });
  }, [ui, lines]);
  useEffect(
    () =>
      ui.subscribe((state, before) => {
        const moved = state.selection !== before.selection;
        if (moved && state.head !== null && state.head === before.head) ui.setState({ head: null });
      }),
    [ui],
  );
}
