import {
  type Cells,
  type CellValue,
  type Denial,
  defaultCell,
  denial,
  deriveCells,
  type FieldId,
  isEmptyCell,
  ownershipFields,
  type RecordChange,
  todayIn,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { bitsOf, targetsIn, targetsKey } from './facts.ts';
import { activeLocks, activeRectangles } from './outcome.ts';
import type { AuthorizedWrite, Facts, Origin } from './secured-query.ts';

type Create = Extract<RecordChange, { kind: 'create' }>;

/**
 * A record a member makes gets the defaults of the fields he left out, whether he sees them or not; one that names
 * no owner belongs to him. A service account owns nothing, nor does it stand for `me`. Records of templates come as
 * they are.
 */
export function withDefaults(access: Access, table: TableAccess, change: Create): Create {
  const { kind, id: me } = access.subject;
  if (kind === 'system') return change;
  const filled: Record<FieldId, CellValue> = {};
  const [owner] = ownershipFields(table.table);
  if (kind === 'member' && owner && !(owner.id in change.cells)) filled[owner.id] = me;
  const { now, timeZone } = access.moment;
  for (const field of table.fields.values()) {
    if (field.default === undefined || field.id in change.cells) continue;
    if (kind !== 'member' && 'context' in field.default && field.default.context === 'me') continue;
    const needsDay = 'context' in field.default && field.default.context === 'today';
    const today = needsDay ? todayIn(now, timeZone) : '';
    filled[field.id] = defaultCell(field.default, { me, today });
  }
  return { ...change, cells: { ...filled, ...change.cells } };
}

/**
 * One creation (PERMISSIONS section 2): some single grant with create holds the new record in its scope and
 * has every given field at edit, and no restriction stands against it. What is filled in by default is not a
 * given field, but the record must lie in the scope with it.
 */
export function decideCreate(
  table: TableAccess,
  change: Create,
  given: readonly FieldId[],
  facts: Facts,
  origin: Origin,
  timeZone: string,
): AuthorizedWrite | Denial {
  for (const [id, cell] of Object.entries(change.cells)) {
    const field = table.fields.get(id);
    if (field?.type !== 'link') continue;
    const seen = facts.linked.get(targetsKey(id));
    if (targetsIn(cell).some((target) => !seen?.has(target)))
      return denial('invalid', `"${field.name}" names a record that does not exist.`);
    if (field.single && targetsIn(cell).length > 1)
      return denial('invalid', `"${field.name}" takes one record only.`);
  }
  const derived = deriveCells(table.table.fields, change.cells, { timeZone });
  // A factor may come from a default one does not see: of a product that is hidden nothing is told.
  const large = derived.tooLarge.find(({ id }) => table.references.has(id));
  const bits = bitsOf(table, change.id, { ...change.cells, ...derived.cells }, facts);
  const locks = activeLocks(table, bits);
  const open = activeRectangles(table, bits, 'create').some(({ levels }) =>
    given.every((id) => levels.get(id) === 'edit'),
  );
  const shut = locks.some(
    ({ forbids, caps }) =>
      forbids.has('create') ||
      (origin === 'import' && forbids.has('import')) ||
      given.some((id) => (caps.get(id) ?? 'edit') !== 'edit'),
  );
  if (!open || shut) return denial('forbidden', 'You may not add such a record here.');
  if (large) return denial('invalid', `"${large.name}" would be too large a number.`);
  const missing = [...table.fields.values()].find(
    (field) => field.required && isEmptyCell(change.cells[field.id] ?? null),
  );
  if (missing) return missingField(table, missing.id, missing.name);
  return { kind: 'create', id: change.id, cells: withoutEmpty(change.cells) };
}

/** A required field that the member knows is named; one he may not see is not. */
function missingField(table: TableAccess, id: string, name: string): Denial {
  return table.references.has(id)
    ? denial('invalid', `The field "${name}" must not be empty.`)
    : denial('forbidden', 'You may not add such a record here.');
}

function withoutEmpty(cells: Cells): Cells {
  if (!Object.values(cells).some(isEmptyCell)) return cells;
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => !isEmptyCell(cell)));
}
