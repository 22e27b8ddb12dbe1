import {
  type Field,
  type FieldId,
  isWritable,
  type Level,
  type TableAction,
  tableActions,
} from '@tessera/model';
import type { Lock, Rectangle, TableAccess } from './access.ts';
import { highest, lowest, rank, readable } from './levels.ts';

/** What may be done with one record: what the bitmap means, and all that leaves the server of it. */
export interface Outcome {
  readonly actions: readonly TableAction[];
  /** Fields at masked, read or edit; a field that is absent may not be seen on this record. */
  readonly fields: Readonly<Record<FieldId, ShownLevel>>;
}

/** The level of a field that shows on a record. Masked is shown, and is not seen. */
export type ShownLevel = Exclude<Level, 'hidden'>;

/** Whether a cell may be seen as it is on a record of this outcome. */
export function reads({ fields }: Outcome, field: FieldId): boolean {
  return readable(fields[field] ?? 'hidden');
}

const known = new WeakMap<TableAccess, Map<number, Outcome>>();

/** The effective outcome for a record whose residual conditions hold as `bits` says (bit i: 1 << i). */
export function outcomeOf(access: TableAccess, bits: number): Outcome {
  const byBits = known.get(access) ?? new Map<number, Outcome>();
  known.set(access, byBits);
  const outcome = byBits.get(bits) ?? makeOutcome(access, bits);
  byBits.set(bits, outcome);
  return outcome;
}

/** Whether the condition behind a bit holds; -1 stands for one that always does. */
export function holds(bits: number, bit: number): boolean {
  return bit < 0 || (bits & (1 << bit)) !== 0;
}

/** Whether a rectangle holds a record. */
function holdsAll(bits: number, rectangle: Rectangle): boolean {
  return rectangle.bits.every((bit) => holds(bits, bit));
}

/** The restrictions that hold for a record. */
export function activeLocks(access: TableAccess, bits: number): readonly Lock[] {
  return access.locks.filter(({ bit }) => holds(bits, bit));
}

/** The rectangles of one action that hold a record. */
export function activeRectangles(
  access: TableAccess,
  bits: number,
  action: TableAction,
): readonly Rectangle[] {
  return access.rectangles.filter(
    (rectangle) => rectangle.actions.has(action) && holdsAll(bits, rectangle),
  );
}

/** level(S, a, r, f) of PERMISSIONS section 2, the row's own condition left to the caller. */
export function levelOf(
  field: FieldId,
  rectangles: readonly Rectangle[],
  locks: readonly Lock[],
): Level {
  let level: Level = 'hidden';
  for (const { levels } of rectangles) level = highest(level, levels.get(field) ?? 'hidden');
  for (const { caps } of locks) level = lowest(level, caps.get(field) ?? 'edit');
  return level;
}

function makeOutcome(access: TableAccess, bits: number): Outcome {
  return judge(access, holdingOf(bits));
}

/** Which rules hold for a record. */
export interface Holding {
  rectangle(rectangle: Rectangle): boolean;
  lock(lock: Lock): boolean;
}

/** The rules that hold for a record whose residual conditions hold as `bits` says. */
export function holdingOf(bits: number): Holding {
  return {
    rectangle: (rectangle) => holdsAll(bits, rectangle),
    lock: ({ bit }) => holds(bits, bit),
  };
}

/** The outcome for a record of which these rectangles and locks hold. */
export function judge(access: TableAccess, holding: Holding): Outcome {
  const locks = access.locks.filter((lock) => holding.lock(lock));
  const held = access.rectangles.filter((rectangle) => holding.rectangle(rectangle));
  const having = (action: TableAction) => held.filter(({ actions }) => actions.has(action));
  const may = (action: TableAction) =>
    !locks.some(({ forbids }) => forbids.has(action)) && having(action).length > 0;
  const seen = may('view');
  const actions = tableActions.filter((action) => (seen || action === 'create') && may(action));
  const fields: Record<FieldId, ShownLevel> = {};
  if (!seen) return { actions, fields };
  const views = having('view');
  const edits = actions.includes('edit') ? having('edit') : [];
  for (const field of access.fields.values()) {
    const level = levelOf(field.id, views, locks);
    if (level === 'hidden') continue;
    if (level === 'masked') {
      fields[field.id] = level;
      continue;
    }
    const open =
      isWritable(field) &&
      rank(levelOf(field.id, edits, locks)) === rank('edit') &&
      (!isOwnership(field) || actions.includes('transfer'));
    fields[field.id] = open ? 'edit' : 'read';
  }
  return { actions, fields };
}

/** A field whose value owns the record: changing it is a transfer. */
export function isOwnership(field: Field): boolean {
  return field.type === 'member' && field.ownership === true;
}
