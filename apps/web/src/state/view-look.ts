import type { AggregateFunction, Condition, GroupBy, Sort, ViewColor } from '@tessera/model';
import type { OutView } from '@tessera/protocol';
import { useCallback } from 'react';
import { create } from 'zustand';

/** How a member looks at a table: the view's own settings under his changes of this session. */
export interface ViewLook {
  readonly filter: Condition | undefined;
  readonly sort: readonly Sort[];
  readonly group: readonly GroupBy[];
  readonly hiddenFields: readonly string[];
  readonly fieldOrder: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly rowHeight: NonNullable<OutView['rowHeight']>;
  /** How many of the first columns stay when the others scroll. */
  readonly frozen: number;
  /** What stands below columns; undefined: nobody has chosen yet. */
  readonly measures: Readonly<Record<string, AggregateFunction>> | undefined;
  readonly color: ViewColor | undefined;
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
    group: view?.group ?? none,
    hiddenFields: view?.hiddenFields ?? none,
    fieldOrder: view?.fieldOrder ?? none,
    widths: view?.widths ?? noWidths,
    rowHeight: view?.rowHeight ?? 'short',
    frozen: view?.frozen ?? 1,
    measures: view?.measures,
    color: view?.color,
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
