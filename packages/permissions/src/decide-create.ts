import {
  type Cells,
  type Denial,
  denial,
  type FieldId,
  isEmptyCell,
  ownershipFields,
  productsOf,
  type RecordChange,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { bitsOf, targetsIn, targetsKey } from './facts.ts';
import { activeLocks, activeRectangles } from './outcome.ts';
import type { AuthorizedWrite, Facts, Origin } from './secured-query.ts';

type Create = Extract<RecordChange, { kind: 'create' }>;

/** A record that names no owner belongs to whoever makes it. */
export function defaultOwner(access: Access, table: TableAccess, change: Create): Create {
  const [owner] = ownershipFields(table.table);
  if (!owner || access.subject.kind !== 'member' || owner.id in change.cells) return change;
  return { ...change, cells: { ...change.cells, [owner.id]: access.subject.id } };
}

/**
 * One creation (PERMISSIONS section 2): some single grant with create holds the new record in its scope and
 * has every given field at edit, and no restriction stands against it. An owner filled in by default is not a
 * given field, but the record must lie in the scope with it.
 */
export function decideCreate(
  table: TableAccess,
  change: Create,
  given: readonly FieldId[],
  facts: Facts,
  origin: Origin,
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
  const products = productsOf(table.table.fields, change.cells);
  const [large] = products.tooLarge;
  const bits = bitsOf(table, change.id, { ...change.cells, ...products.cells }, facts);
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
  // Made of what was given here and of nothing else.
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
