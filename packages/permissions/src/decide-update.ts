import {
  type Cells,
  type CellValue,
  type Denial,
  denial,
  deriveCells,
  type Field,
  type FieldId,
  isEmptyCell,
  noSuchRecord,
  type RecordChange,
  sameCell,
  unknownField,
} from '@tessera/model';
import type { TableAccess } from './access.ts';
import { bitsOf, targetsIn, targetsKey } from './facts.ts';
import {
  activeLocks,
  activeRectangles,
  isOwnership,
  type Outcome,
  outcomeOf,
  reads,
} from './outcome.ts';
import type { AuthorizedWrite, Facts, Origin } from './secured-query.ts';

type Update = Extract<RecordChange, { kind: 'update' }>;
type Delete = Extract<RecordChange, { kind: 'delete' }>;

/**
 * One update (PERMISSIONS section 4, Writes): may see the old record, may edit each given field on it, has seen
 * its current values, stays within the edit scope, and no restriction forbids it on the old or the new values.
 * Every given field is checked, also one that would not change: else a guess could be confirmed.
 */
export function decideUpdate(
  table: TableAccess,
  change: Update,
  before: Cells,
  facts: Facts,
  origin: Origin,
  timeZone: string,
): AuthorizedWrite | Denial {
  const outcome = outcomeOf(table, bitsOf(table, change.id, before, facts));
  if (!outcome.actions.includes('view')) return noSuchRecord;
  const cells: Record<FieldId, CellValue> = {};
  const conflicts: { id: string; field: FieldId; current: CellValue }[] = [];
  for (const [id, given] of Object.entries(change.cells)) {
    const field = table.fields.get(id);
    if (!field) return unknownField(id);
    const refused = refuseField(field, outcome);
    if (refused) return refused;
    const old = visiblePart(field, before[id] ?? null, facts);
    const base = change.base && id in change.base ? change.base[id] : undefined;
    const stale = base !== undefined && !sameCell(base, old) && !sameCell(given, old);
    if (stale) conflicts.push({ id: change.id, field: id, current: old });
    const next = field.type === 'link' ? nextLink(field, before[id] ?? null, given, facts) : given;
    if (isRefusal(next)) return next;
    if (field.required && isEmptyCell(next))
      return denial('invalid', `The field "${field.name}" must not be empty.`);
    if (!sameCell(next, before[id])) cells[id] = next;
  }
  if (conflicts.length > 0)
    return denial('conflict', 'Somebody else has changed this meanwhile.', { cells: conflicts });
  const derived = deriveCells(
    table.table.fields,
    { ...before, ...cells },
    { timeZone, changed: Object.keys(cells) },
  );
  // Of a product that the writer does not see nothing is told: the store leaves it empty.
  const large = derived.tooLarge.find(({ id }) => reads(outcome, id));
  const after = { ...before, ...cells, ...derived.cells };
  const afterBits = bitsOf(table, change.id, after, facts);
  // Locks that come to hold with the new values close an edit as those on the old ones do.
  const locks = activeLocks(table, afterBits);
  const closed = (id: FieldId) => locks.some(({ caps }) => (caps.get(id) ?? 'edit') !== 'edit');
  const forbidden = locks.some(
    ({ forbids }) => forbids.has('edit') || (origin === 'import' && forbids.has('import')),
  );
  const unasked = origin === 'import' && !outcome.actions.includes('import');
  if (forbidden || unasked || Object.keys(change.cells).some(closed))
    return denial('forbidden', 'A rule does not allow this change.');
  // Leaving one's own edit scope is handing over: it needs the right to transfer, on the record as it was.
  const stays = activeRectangles(table, afterBits, 'edit').length > 0;
  if (!stays && !outcome.actions.includes('transfer'))
    return denial('forbidden', 'This change would put the record out of your reach.');
  if (large) return denial('invalid', `"${large.name}" would be too large a number.`);
  return { kind: 'update', id: change.id, before, cells };
}

/** One deletion: a record one may not see is answered as one that does not exist. */
export function decideDelete(
  table: TableAccess,
  change: Delete,
  before: Cells,
  facts: Facts,
): AuthorizedWrite | Denial {
  const { actions } = outcomeOf(table, bitsOf(table, change.id, before, facts));
  if (!actions.includes('view')) return noSuchRecord;
  if (!actions.includes('delete')) return denial('forbidden', 'You may not delete this record.');
  return { kind: 'delete', id: change.id, before };
}

function refuseField(field: Field, outcome: Outcome): Denial | null {
  const level = outcome.fields[field.id];
  if (level === 'edit') return null;
  if (isOwnership(field) && level === 'read' && !outcome.actions.includes('transfer'))
    return denial('forbidden', `Changing "${field.name}" needs the right to transfer.`);
  return denial('forbidden', `You may not change "${field.name}" on this record.`);
}

/** A cell as its reader has it: of a link only the targets that may be seen. */
function visiblePart(field: Field, cell: CellValue, facts: Facts): CellValue {
  if (field.type !== 'link') return cell;
  const seen = facts.linked.get(targetsKey(field.id));
  const ids = targetsIn(cell).filter((id) => seen?.has(id));
  return ids.length > 0 ? ids : null;
}

/** The new link cell: targets that may be seen as given, unseen ones kept. */
function nextLink(
  field: Extract<Field, { type: 'link' }>,
  before: CellValue,
  given: CellValue,
  facts: Facts,
): CellValue | Denial {
  const seen = facts.linked.get(targetsKey(field.id));
  const ids = targetsIn(given);
  if (ids.some((id) => !seen?.has(id)))
    return denial('invalid', `"${field.name}" names a record that does not exist.`);
  const unseen = targetsIn(before).filter((id) => !seen?.has(id));
  if (field.single && ids.length > 0 && unseen.length > 0)
    return denial('forbidden', `You may not change "${field.name}" on this record.`);
  if (field.single && ids.length > 1)
    return denial('invalid', `"${field.name}" takes one record only.`);
  const next = [...ids, ...unseen];
  return next.length > 0 ? next : null;
}

function isRefusal(value: CellValue | Denial): value is Denial {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
