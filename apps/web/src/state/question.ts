import type { Aggregate, GroupBy } from '@tessera/model';
import type { OutView } from '@tessera/protocol';
import type { Question } from './table-session.ts';
import { changedKeys, savedLook, type ViewLook } from './view-look.ts';

/**
 * What is asked of the server for a view under a member's own changes. An unchanged view is named; a changed
 * one is spelled out. A view that filters by fields I cannot see is always named, so that my changes narrow it
 * and never widen it. Groups are spelled always, since what is measured of them is asked for with them.
 */
export function questionOf(
  view: OutView | undefined,
  look: ViewLook,
  search: string,
  measured: readonly Aggregate[],
  grouped: readonly GroupBy[],
): Question {
  const text = search.trim();
  const changed = view ? changedKeys(savedLook(view), look) : [];
  const same = !changed.includes('filter') && !changed.includes('sort');
  const spelled = {
    ...(look.filter && { filter: look.filter }),
    ...(look.sort.length > 0 && { sort: [...look.sort] }),
  };
  const groups = grouped.map((one) => ({ ...one }));
  return {
    ...(view && (same || view.usesHiddenFields) && { view: view.id }),
    ...(!view || !same ? spelled : {}),
    ...((groups.length > 0 || (view?.group?.length ?? 0) > 0) && { grouped: groups }),
    ...(groups.length > 0 && measured.length > 0 && { aggregate: [...measured] }),
    ...(text && { search: text }),
  };
}
