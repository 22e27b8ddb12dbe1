import { type Bound, boundKey } from '@tessera/model';
import type { TableAccess } from '../access.ts';
import { type Difference, differenceOf, type TableChange } from './difference.ts';

/** With more conditions than these their truths are not gone through one by one. */
const most = 10;

type Truths = (bound: Bound) => boolean;

/** Answers that are there already, by the shape of what was asked. */
export type Known = Map<string, readonly Difference[]>;

/**
 * What could become of a record, whatever is in it: a difference for each way in which the conditions of both accesses
 * may hold together. Read from the rules alone; conditions are taken to hang on nothing but themselves, so there may be
 * more than any record shows, never less.
 */
export function possibleDifferences(change: TableChange, known: Known): readonly Difference[] {
  const { before, after } = change;
  const bits = [...(before?.bits ?? []), ...(after?.bits ?? [])];
  const names = [leavesOf(bits), [...new Set(bits.map(boundKey))]].find(
    ({ length }) => length <= most,
  );
  if (!names) return [everything(undefined, before), everything(undefined, after)].flatMap(both);
  // Members whose rules differ in nothing but who they are share one answer.
  const text = JSON.stringify([shapeOf(before, names), shapeOf(after, names)]);
  const ready = known.get(text);
  if (ready) return ready;
  const found: Difference[] = [];
  for (let row = 0; row < 2 ** names.length; row++) {
    const holding = new Set(names.filter((_, i) => (row & (1 << i)) !== 0));
    const truths = truthsOf(holding, new Set(names));
    found.push(
      differenceOf(
        { access: before, bits: bitsIn(before, truths) },
        { access: after, bits: bitsIn(after, truths) },
      ),
    );
  }
  known.set(text, found);
  return found;
}

/** Too many to go through: whatever some rule opens may be gained, and lost. */
const everything = (before: TableAccess | undefined, after: TableAccess | undefined) =>
  differenceOf({ access: before, bits: 0 }, { access: after && unlocked(after), bits: -1 });

const both = ({ gained }: Difference): readonly Difference[] => [{ gained, lost: gained }];

const unlocked = (access: TableAccess): TableAccess => ({ ...access, locks: [] });

function leavesOf(bounds: readonly Bound[]): readonly string[] {
  const found = new Set<string>();
  const walk = (bound: Bound): void => {
    if (bound.kind === 'and' || bound.kind === 'or') bound.of.forEach(walk);
    else if (bound.kind === 'not') walk(bound.of);
    else if (bound.kind !== 'const') found.add(boundKey(bound));
  };
  bounds.forEach(walk);
  return [...found];
}

/** The truth of conditions when some of the named ones hold and the other named ones do not. */
function truthsOf(holding: ReadonlySet<string>, named: ReadonlySet<string>): Truths {
  return function holds(bound): boolean {
    const key = boundKey(bound);
    if (named.has(key)) return holding.has(key);
    if (bound.kind === 'const') return bound.value;
    if (bound.kind === 'and') return bound.of.every(holds);
    if (bound.kind === 'or') return bound.of.some(holds);
    return bound.kind === 'not' && !holds(bound.of);
  };
}

function bitsIn(access: TableAccess | undefined, truths: Truths): number {
  return (access?.bits ?? []).reduce((all, bit, i) => (truths(bit) ? all | (1 << i) : all), 0);
}

/** An access with its conditions told by which of the named ones they are made of. */
function shapeOf(access: TableAccess | undefined, names: readonly string[]): unknown {
  if (!access) return null;
  const shape = (bound: Bound): unknown => {
    const at = names.indexOf(boundKey(bound));
    if (at >= 0) return at;
    if (bound.kind === 'and' || bound.kind === 'or') return [bound.kind, ...bound.of.map(shape)];
    return bound.kind === 'not' ? ['not', shape(bound.of)] : boundKey(bound);
  };
  return [
    access.table.id,
    access.bits.map(shape),
    access.rectangles.map(({ bits, actions, levels }) => [bits, [...actions], [...levels]]),
    access.locks.map(({ bit, forbids, caps }) => [bit, [...forbids], [...caps]]),
  ];
}
