import {
  allInputs,
  type Bound,
  type FieldId,
  fieldsById,
  type Grant,
  type Level,
  never,
  type RecordId,
  type Share,
  type ShareLevel,
  shareActions,
  shareLevels,
  type Table,
  type TableAction,
  type TableId,
} from '@tessera/model';
import type { Rectangle, SharesByTable } from './access.ts';
import { highest, lowest, ruleLevels } from './levels.ts';
import { isActive, isPrincipalOf, type Subject } from './subject.ts';

/** The shares that reach a subject now. */
export function sharesOf(shares: readonly Share[], subject: Subject, now: number): SharesByTable {
  const found = new Map<TableId, Share[]>();
  for (const share of shares) {
    if (!isActive(share, now) || !isPrincipalOf(subject, share.to)) continue;
    const list = found.get(share.table);
    if (list) list.push(share);
    else found.set(share.table, [share]);
  }
  return found;
}

/** The records of these shares as a condition. */
export function sharedRecords(shares: readonly Share[]): Bound {
  const ids: readonly RecordId[] = [...new Set(shares.map(({ record }) => record))];
  return ids.length === 0 ? never : { kind: 'record', ids };
}

/** Names what the rectangles of shares are made of, where those of grants name the grant. */
export const shareOrigin = 'share';

/**
 * The rectangles that shares compile into: their records, at the levels that the subject's own grants on the table give
 * under the same action, and never above what the sharer had. Without a grant to view there are none: they are inert.
 */
export function shareRectangles(
  table: Table,
  shares: readonly Share[],
  grants: readonly Grant[],
  classifier: boolean,
): Omit<Rectangle, 'bits'>[] {
  if (shares.length === 0) return [];
  const given = givenLevels(table, grants, classifier);
  const view = given('view');
  if (!view) return [];
  const edit = given('edit');
  return [...alike(shares)].flatMap((group) => {
    const cap = capsOf(table, group[0]?.fields ?? {});
    const rectangle = (least: ShareLevel, action: TableAction, levels: typeof view) => ({
      grant: shareOrigin,
      actions: new Set([action]),
      scope: sharedRecords(group.filter(({ level }) => reaches(level, least))),
      levels: new Map([...levels].map(([id, level]) => [id, lowest(level, cap(id))])),
    });
    return [
      rectangle('view', 'view', view),
      rectangle('comment', 'comment', view),
      ...(edit ? [rectangle('edit', 'edit', edit)] : []),
    ].filter(({ scope }) => scope !== never);
  });
}

const reaches = (level: ShareLevel, least: ShareLevel) =>
  shareLevels.indexOf(level) >= shareLevels.indexOf(least);

/** Whether a share opens an action. */
export function opensAction({ level }: Pick<Share, 'level'>, action: TableAction): boolean {
  return shareActions[level].includes(action);
}

/** The highest levels that grants with an action give on a table; null without such a grant. */
function givenLevels(table: Table, grants: readonly Grant[], classifier: boolean) {
  return (action: TableAction): ReadonlyMap<FieldId, Level> | null => {
    const having = grants.filter(({ actions }) => actions.includes(action));
    if (having.length === 0) return null;
    const found = new Map<FieldId, Level>();
    for (const { fields } of having)
      for (const [id, level] of ruleLevels(table, fields, classifier))
        found.set(id, highest(level, found.get(id) ?? 'hidden'));
    return found;
  };
}

/** The level a sharer had of a field, and of all that its cells tell of. */
function capsOf(table: Table, had: Share['fields']): (id: FieldId) => Level {
  const fields = fieldsById(table);
  return (id) => {
    const field = fields.get(id);
    const inputs = field ? allInputs(table, field) : [];
    return [id, ...inputs].map((one): Level => had[one] ?? 'hidden').reduce(lowest);
  };
}

/** Shares whose makers saw the same, together. */
function alike(shares: readonly Share[]): Iterable<readonly Share[]> {
  const groups = new Map<string, Share[]>();
  for (const share of shares) {
    const key = JSON.stringify(Object.entries(share.fields).sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(key);
    if (group) group.push(share);
    else groups.set(key, [share]);
  }
  return groups.values();
}
