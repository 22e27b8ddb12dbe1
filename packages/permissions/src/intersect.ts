import {
  always,
  and,
  type Bound,
  boundKey,
  compareText,
  type FieldId,
  type TableId,
} from '@tessera/model';
import { type Access, bitLimit, type Lock, type Rectangle, type TableAccess } from './access.ts';
import { hideBlind } from './blind.ts';
import { earliest } from './compile.ts';
import { lowest } from './levels.ts';
import type { FieldReference } from './secured-query.ts';
import { isOpen, references, visibility } from './table-access.ts';

/**
 * What two accesses allow alike: a member under the ceiling of a token, or another's access as far as its viewer has
 * it too. Both are of one schema and one moment. Each record's outcome is the lower of the two, so it is never more
 * than either. The subject, and with it `me` in filters and the shares, are those of `access`; `ceiling` only takes away.
 */
export function intersectAccess(access: Access, ceiling: Access): Access {
  const found = new Map<TableId, TableAccess>();
  for (const [id, table] of access.tables) {
    const other = ceiling.tables.get(id);
    const both = other && intersectTables(table, other);
    if (both && isOpen(both)) found.set(id, both);
  }
  const { uniqueable, ...rest } = access;
  return {
    ...rest,
    workspace: common(access.workspace, ceiling.workspace),
    tables: hideBlind(found, access.schema),
    ...(uniqueable && ceiling.uniqueable && { uniqueable: common(uniqueable, ceiling.uniqueable) }),
    fingerprint: `${access.fingerprint}&${ceiling.fingerprint}`,
    validUntil: earliest(access.validUntil, ceiling.validUntil),
  };
}

/** A rectangle for each pair, which names the conditions of both: the limit of bits is that of the sides, not of pairs. */
function intersectTables(a: TableAccess, b: TableAccess): TableAccess {
  const bits = bitsOfBoth(a, b);
  const one = placed(a, bits);
  const two = placed(b, bits);
  const views = new Set(b.table.views.map(({ id }) => id));
  return {
    table: { ...a.table, views: a.table.views.filter(({ id }) => views.has(id)) },
    fields: a.fields,
    results: a.results,
    rectangles: one.rectangles.flatMap((mine) =>
      two.rectangles.flatMap((theirs) => pairOf(mine, theirs) ?? []),
    ),
    locks: [...one.locks, ...two.locks],
    bits,
    visible: and(one.visible, two.visible),
    references: commonReferences(one.references, two.references),
    shown: commonReferences(one.shown, two.shown),
  };
}

/** The distinct conditions of both, those of locks first; what is past the limit has no place. */
function bitsOfBoth(...sides: readonly TableAccess[]): readonly Bound[] {
  const ofLocks = new Map<string, Bound>();
  const others = new Map<string, Bound>();
  for (const { locks, bits } of sides) {
    for (const { bit, when } of locks) if (bit >= 0) ofLocks.set(boundKey(when), when);
    for (const bit of bits) others.set(boundKey(bit), bit);
  }
  const inOrder = (found: ReadonlyMap<string, Bound>) =>
    [...found].sort(([a], [b]) => compareText(a, b));
  return [...new Map([...inOrder(ofLocks), ...inOrder(others)]).values()].slice(0, bitLimit);
}

/** One side over the bits of both. A rectangle whose condition has no place is left out, such a lock holds always. */
function placed(side: TableAccess, bits: readonly Bound[]): TableAccess {
  const places = side.bits.map((own) => bits.findIndex((bit) => boundKey(bit) === boundKey(own)));
  const placeOf = (bit: number) => places[bit] ?? -1;
  const rectangles = side.rectangles
    .map((rectangle) => ({ ...rectangle, bits: rectangle.bits.map(placeOf) }))
    .filter((rectangle) => !rectangle.bits.includes(-1));
  const locks = side.locks.map((lock): Lock => {
    const bit = placeOf(lock.bit);
    return { ...lock, bit, when: bit < 0 ? always : lock.when };
  });
  if (!places.includes(-1)) return { ...side, rectangles, locks };
  return {
    ...side,
    rectangles,
    locks,
    visible: visibility(rectangles, locks),
    references: references(side.table, rectangles, locks, 'read'),
    shown: references(side.table, rectangles, locks, 'masked'),
  };
}

function pairOf(mine: Rectangle, theirs: Rectangle): Rectangle | null {
  const actions = common(mine.actions, theirs.actions);
  const scope = and(mine.scope, theirs.scope);
  if (actions.size === 0 || boundKey(scope) === 'false') return null;
  const lower = (id: FieldId) =>
    lowest(mine.levels.get(id) ?? 'hidden', theirs.levels.get(id) ?? 'hidden');
  return {
    grant: mine.grant,
    actions,
    scope,
    bits: [...new Set([...mine.bits, ...theirs.bits])],
    levels: new Map([...mine.levels.keys()].map((id) => [id, lower(id)])),
  };
}

function commonReferences(
  mine: ReadonlyMap<FieldId, FieldReference>,
  theirs: ReadonlyMap<FieldId, FieldReference>,
): ReadonlyMap<FieldId, FieldReference> {
  const found = new Map<FieldId, FieldReference>();
  for (const [id, reference] of mine) {
    const other = theirs.get(id);
    const when = other && and(reference.when, other.when);
    if (when && boundKey(when) !== 'false') found.set(id, { ...reference, when });
  }
  return found;
}

function common<T>(mine: ReadonlySet<T>, theirs: ReadonlySet<T>): ReadonlySet<T> {
  return new Set([...mine].filter((one) => theirs.has(one)));
}
