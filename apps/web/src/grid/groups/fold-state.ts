import { useCallback } from 'react';
import { create } from 'zustand';

/** Which groups of a view are folded: all but some, or none but some. */
export interface Folds {
  readonly all: boolean;
  readonly except: ReadonlySet<string>;
}

const open: Folds = { all: false, except: new Set() };

const useFoldStore = create<{ readonly views: Readonly<Record<string, Folds>> }>(() => ({
  views: {},
}));

/** Whether a group is folded. */
export function isFoldedIn(folds: Folds, key: string): boolean {
  return folds.all !== folds.except.has(key);
}

/** The folds after one group was folded, unfolded, or (`to` absent) turned. */
export function turned(folds: Folds, key: string, to = !isFoldedIn(folds, key)): Folds {
  const except = new Set(folds.except);
  if (folds.all === to) except.delete(key);
  else except.add(key);
  return { ...folds, except };
}

/** The folds of one way to group a view; they are mine, and last as long as the page. */
export interface FoldHandle {
  readonly folds: Folds;
  readonly turn: (key: string, to?: boolean) => void;
  readonly turnAll: (folded: boolean) => void;
}

/** The folds of a view. `name` tells one way to group it from another. */
export function useFolds(name: string): FoldHandle {
  const folds = useFoldStore((state) => state.views[name]) ?? open;
  const set = useCallback(
    (change: (now: Folds) => Folds) =>
      useFoldStore.setState(({ views }) => ({
        views: { ...views, [name]: change(views[name] ?? open) },
      })),
    [name],
  );
  const turn = useCallback(
    (key: string, to?: boolean) => set((now) => turned(now, key, to)),
    [set],
  );
  const turnAll = useCallback(
    (folded: boolean) => set(() => ({ all: folded, except: new Set() })),
    [set],
  );
  return { folds, turn, turnAll };
}

/** What the folds of a view and its grouping are kept under. */
export function foldName(view: string, group: readonly { readonly field: string }[]): string {
  return `${view} ${group.map(({ field }) => field).join(' ')}`;
}
