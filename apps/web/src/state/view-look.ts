import type { Condition, Sort } from '@tessera/model';
import type { OutView } from '@tessera/protocol';
import { useCallback } from 'react';
import { create } from 'zustand';

/** How a member looks at a table: the view's own settings under his changes of this session. */
export interface ViewLook {
  readonly filter: Condition | undefined;
  readonly sort: readonly Sort[];
  readonly hiddenFields: readonly string[];
  readonly fieldOrder: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly rowHeight: NonNullable<OutView['rowHeight']>;
}

type Draft = Partial<ViewLook>;

const useDrafts = create<{ readonly drafts: Readonly<Record<string, Draft>> }>(() => ({
  drafts: {},
}));

/** What a view says by itself. */
export function savedLook(view: OutView | undefined): ViewLook {
  return {
    filter: view?.filter,
    sort: view?.sort ?? none,
    hiddenFields: view?.hiddenFields ?? none,
    fieldOrder: view?.fieldOrder ?? none,
    widths: view?.widths ?? noWidths,
    rowHeight: view?.rowHeight ?? 'short',
  };
}

const none: readonly never[] = [];
const noWidths = {};

/** Which settings differ from the saved view. */
export function changedKeys(saved: ViewLook, draft: Draft): readonly (keyof ViewLook)[] {
  return (Object.keys(draft) as (keyof ViewLook)[]).filter(
    (key) => JSON.stringify(draft[key]) !== JSON.stringify(saved[key]),
  );
}

export interface LookHandle {
  /** The view's id; of a table without views the table's. */
  readonly key: string;
  readonly look: ViewLook;
  readonly changed: readonly (keyof ViewLook)[];
  readonly change: (part: Draft) => void;
  readonly reset: () => void;
}

/** The look of a view, with my changes, which are mine alone until saved. `key` is the view's id. */
export function useViewLook(key: string, view: OutView | undefined): LookHandle {
  const draft = useDrafts((state) => state.drafts[key]);
  const saved = savedLook(view);
  const change = useCallback(
    (part: Draft) =>
      useDrafts.setState(({ drafts }) => ({
        drafts: { ...drafts, [key]: { ...drafts[key], ...part } },
      })),
    [key],
  );
  const reset = useCallback(
    () =>
      useDrafts.setState(({ drafts }) => {
        const { [key]: _gone, ...rest } = drafts;
        return { drafts: rest };
      }),
    [key],
  );
  const changed = draft ? changedKeys(saved, draft) : none;
  return { key, look: draft ? { ...saved, ...draft } : saved, changed, change, reset };
}
