import {
  allInputs,
  always,
  and,
  type Bound,
  boundKey,
  type FieldId,
  fieldsById,
  type Level,
  not,
  or,
  type Restriction,
  type Table,
} from '@tessera/model';
import { bitLimit, type Lock, type Rectangle, type TableAccess } from './access.ts';
import { lowest, rank } from './levels.ts';
import type { FieldReference } from './secured-query.ts';

/** The rules over a table that reach one subject, put together: their distinct conditions as bits, and what they show. */
export function assemble(
  { table, results }: Pick<TableAccess, 'table' | 'results'>,
  granted: readonly Omit<Rectangle, 'bits'>[],
  given: readonly Omit<Lock, 'bit'>[],
): TableAccess {
  const bits: Bound[] = [];
  const bitOf = (bound: Bound): number | null => {
    if (bound.kind === 'const') return bound.value ? -1 : null;
    const known = bits.findIndex((bit) => boundKey(bit) === boundKey(bound));
    if (known >= 0) return known;
    // Checked when a policy is saved; a subject that is past the bound all the same gets less, never more.
    if (bits.length >= bitLimit) return null;
    return bits.push(bound) - 1;
  };
  const locks = given
    .filter(({ when }) => boundKey(when) !== 'false')
    .map((lock): Lock => ({ ...lock, bit: bitOf(lock.when) ?? -1 }));
  const rectangles: Rectangle[] = [];
  for (const rectangle of granted) {
    const bit = bitOf(rectangle.scope);
    if (bit !== null) rectangles.push({ ...rectangle, bits: bit < 0 ? [] : [bit] });
  }
  const visible = visibility(rectangles, locks);
  return {
    table,
    fields: fieldsById(table),
    results,
    rectangles,
    locks,
    bits,
    visible,
    references: references(table, rectangles, locks, 'read'),
    shown: references(table, rectangles, locks, 'masked'),
  };
}

/** The cap a restriction puts on each field; a modified time or a product is capped like the fields it tells of. */
export function capsOf(table: Table, restriction: Restriction): ReadonlyMap<FieldId, Level> {
  const direct = namedCaps(table, restriction);
  const caps = new Map(direct);
  for (const field of table.fields)
    for (const input of allInputs(table, field)) {
      const cap = direct.get(input);
      if (cap) caps.set(field.id, lowest(cap, caps.get(field.id) ?? cap));
    }
  return caps;
}

/** The cap on each field that a restriction names, by itself or by a class. */
export function namedCaps(table: Table, restriction: Restriction): ReadonlyMap<FieldId, Level> {
  const caps = new Map<FieldId, Level>();
  if (restriction.effect.kind !== 'cap') return caps;
  const { level } = restriction.effect;
  for (const field of table.fields)
    if (
      restriction.fields?.includes(field.id) ||
      field.classes.some((id) => restriction.classes?.includes(id))
    )
      caps.set(field.id, level);
  return caps;
}

/** Where one of these rectangles holds a record and none of these locks does. */
export function openWhere(
  open: readonly Pick<Rectangle, 'scope'>[],
  shut: readonly Pick<Lock, 'when'>[],
): Bound {
  return and(or(...open.map(({ scope }) => scope)), not(or(...shut.map(({ when }) => when))));
}

/** Where some rectangle lets a record be viewed and no lock forbids it. */
export function visibility(
  rectangles: readonly Pick<Rectangle, 'actions' | 'scope'>[],
  locks: readonly Pick<Lock, 'forbids' | 'when'>[],
): Bound {
  const open = rectangles.filter(({ actions }) => actions.has('view'));
  return openWhere(
    open,
    locks.filter(({ forbids }) => forbids.has('view')),
  );
}

/** Every field that some record shows at this level at least, and on which of the visible records it does. */
export function references(
  table: Table,
  rectangles: readonly Rectangle[],
  locks: readonly Lock[],
  least: Level,
): ReadonlyMap<FieldId, FieldReference> {
  const reaches = (level: Level) => rank(level) >= rank(least);
  const found = new Map<FieldId, FieldReference>();
  const views = rectangles.filter(({ actions }) => actions.has('view'));
  for (const { id } of table.fields) {
    const open = views.filter(({ levels }) => reaches(levels.get(id) ?? 'hidden'));
    const shut = locks.filter(({ caps }) => !reaches(caps.get(id) ?? 'edit'));
    // Where every way to see the record shows the field too, the reference is plain.
    const granted = open.length === views.length ? always : or(...open.map(({ scope }) => scope));
    const when = and(granted, not(or(...shut.map((lock) => lock.when))));
    if (open.length > 0 && boundKey(when) !== 'false') found.set(id, { field: id, when });
  }
  return found;
}

/** Whether some record of a table may be viewed or made. */
export function isOpen({ visible, rectangles }: TableAccess): boolean {
  return boundKey(visible) !== 'false' || rectangles.some(({ actions }) => actions.has('create'));
}

/** Equal for two accesses to a table exactly when they open the same of it. */
export function tableFacts({ table, rectangles, locks }: TableAccess): readonly unknown[] {
  const levelsText = (levels: ReadonlyMap<FieldId, Level>) =>
    [...levels].map(([id, level]) => `${id}:${rank(level)}`);
  return [
    table.id,
    rectangles.map(({ actions, scope, levels }) => [
      [...actions],
      boundKey(scope),
      levelsText(levels),
    ]),
    locks.map(({ when, forbids, caps }) => [boundKey(when), [...forbids], levelsText(caps)]),
  ];
}
