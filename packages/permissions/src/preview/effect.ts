import {
  boundKey,
  type FieldId,
  type RecordId,
  type Schema,
  type TableAction,
  type TableId,
} from '@tessera/model';
import type { TableAccess } from '../access.ts';
import type { Signature } from '../secured-query.ts';
import {
  type CellUse,
  type Difference,
  differenceOf,
  type Possibility,
  type TableChange,
} from './difference.ts';
import { type Decide, decider, distinguish, type KeyUse, keyUses } from './distinction.ts';
import type { Kinds, Portion } from './kinds.ts';
import { type Known, possibleDifferences } from './possible.ts';

/** How many; `some` where the number would tell whoever asks of what he may not read. */
export type Amount = number | 'some';

export interface Turnover {
  readonly gained: Amount;
  readonly lost: Amount;
}

/** What becomes of one member's access to the records of one table. */
export interface TableEffect {
  readonly table: TableId;
  readonly records: Turnover;
  /** Beside `view`, which is what `records` tells. */
  readonly actions: readonly (Turnover & { readonly action: TableAction })[];
  /** Fields of which the same numbers of cells are gained and lost, together. */
  readonly cells: readonly (Turnover & {
    readonly use: CellUse;
    readonly fields: readonly FieldId[];
  })[];
  /** Whether records may be created, or other ones than before. */
  readonly create?: 'gained' | 'lost' | 'changed';
  /** A few of the records; none where there are only some. */
  readonly examples: { readonly gained: readonly RecordId[]; readonly lost: readonly RecordId[] };
}

const mostExamples = 3;

/** The effect on one member, counted over all records. */
export function countedEffect(
  change: TableChange,
  schema: Schema,
  signature: Signature,
  kinds: Kinds,
): TableEffect {
  const { before, after } = change;
  const was = bitmapOf(before, schema, signature);
  const is = bitmapOf(after, schema, signature);
  const moved = new Map<string, { readonly difference: Difference; readonly of: Portion[] }>();
  for (const portion of kinds.portions([...was.uses, ...is.uses])) {
    const bits = [was.of(portion), is.of(portion)] as const;
    const known = moved.get(bits.join());
    if (known) known.of.push(portion);
    else
      moved.set(bits.join(), {
        difference: differenceOf(
          { access: before, bits: bits[0] },
          { access: after, bits: bits[1] },
        ),
        of: [portion],
      });
  }
  const sums = new Sums();
  const examples = { gained: new Set<RecordId>(), lost: new Set<RecordId>() };
  for (const { difference, of } of moved.values()) {
    const count = of.reduce((sum, portion) => sum + portion.count, 0);
    for (const way of ['gained', 'lost'] as const) {
      for (const one of difference[way]) sums.add(one, way, count);
      if (difference[way].length === 0) continue;
      for (const portion of of) {
        if (examples[way].size >= mostExamples) break;
        for (const id of portion.samples()) examples[way].add(id);
      }
    }
  }
  const few = (ids: ReadonlySet<RecordId>) => [...ids].slice(0, mostExamples);
  return {
    ...sums.effect(change),
    ...creating(change),
    examples: { gained: few(examples.gained), lost: few(examples.lost) },
  };
}

/** The effect on one member as far as the rules alone tell: `some` where records could be gained or lost. */
export function uncountedEffect(change: TableChange, known: Known): TableEffect {
  const sums = new Sums();
  for (const { gained, lost } of possibleDifferences(change, known)) {
    for (const one of gained) sums.add(one, 'gained', 'some');
    for (const one of lost) sums.add(one, 'lost', 'some');
  }
  return {
    ...sums.effect(change),
    ...creating(change),
    examples: { gained: [], lost: [] },
  };
}

/** Whether an effect is none at all. */
export function isNothing({ records, actions, cells, create }: TableEffect): boolean {
  return (
    records.gained === 0 &&
    records.lost === 0 &&
    actions.length === 0 &&
    cells.length === 0 &&
    create === undefined
  );
}

interface Bitmap {
  readonly uses: readonly KeyUse[];
  of(portion: Portion): number;
}

function bitmapOf(access: TableAccess | undefined, schema: Schema, signature: Signature): Bitmap {
  const found = (access?.bits ?? []).map((bound) => distinguish(bound, signature.table, schema));
  const decides: readonly Decide[] = found.map((one) => decider(one, signature));
  return {
    uses: found.flatMap((one) => keyUses(one, signature)),
    of: ({ kind, apart }) =>
      decides.reduce((bits, decide, i) => (decide(kind, apart) ? bits | (1 << i) : bits), 0),
  };
}

type Way = 'gained' | 'lost';

/** Adds up who gains and loses what. */
class Sums {
  readonly #sums = new Map<string, { one: Possibility; gained: Amount; lost: Amount }>();

  add(one: Possibility, way: Way, amount: Amount): void {
    if (amount === 0) return;
    const name = one.kind === 'action' ? one.action : `${one.use} ${one.field}`;
    const sum = this.#sums.get(name) ?? { one, gained: 0, lost: 0 };
    this.#sums.set(name, sum);
    sum[way] = plus(sum[way], amount);
  }

  effect({ table, before, after }: TableChange): Omit<TableEffect, 'examples'> {
    const places = [...((after ?? before)?.fields.keys() ?? [])];
    let records: Turnover = { gained: 0, lost: 0 };
    const actions: TableEffect['actions'][number][] = [];
    const cells = new Map<string, Turnover & { use: CellUse; fields: FieldId[] }>();
    for (const { one, gained, lost } of this.#sums.values()) {
      if (one.kind === 'action') {
        if (one.action === 'view') records = { gained, lost };
        else actions.push({ action: one.action, gained, lost });
        continue;
      }
      const name = `${one.use} ${gained} ${lost}`;
      const alike = cells.get(name) ?? { use: one.use, fields: [], gained, lost };
      cells.set(name, alike);
      alike.fields.push(one.field);
    }
    const order = <T extends { action: TableAction }>(a: T, b: T) => (a.action < b.action ? -1 : 1);
    return {
      table,
      records,
      actions: actions.sort(order),
      cells: [...cells.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => ({
          ...one,
          fields: one.fields.sort((a, b) => places.indexOf(a) - places.indexOf(b)),
        })),
    };
  }
}

/** Two amounts together: what is not known stays so. */
export function plus(a: Amount, b: Amount): Amount {
  return a === 'some' || b === 'some' ? 'some' : a + b;
}

function creating({ before, after }: TableChange): Pick<TableEffect, 'create'> {
  const was = creation(before);
  const is = creation(after);
  if (was === is) return {};
  if (was === null) return { create: 'gained' };
  return { create: is === null ? 'lost' : 'changed' };
}

/** What may be created, as a text that is equal where it is the same; null: nothing. */
function creation(access: TableAccess | undefined): string | null {
  if (!access) return null;
  const { rectangles, locks } = access;
  const open = rectangles.filter(({ actions }) => actions.has('create'));
  const shut = locks.filter(({ forbids, caps }) => forbids.has('create') || caps.size > 0);
  if (open.length === 0 || shut.some(({ bit, forbids }) => bit < 0 && forbids.has('create')))
    return null;
  // Rules have no order.
  const texts = (parts: readonly unknown[]) => parts.map((part) => JSON.stringify(part)).sort();
  return JSON.stringify([
    texts(open.map(({ scope, levels }) => [boundKey(scope), ...levels])),
    texts(shut.map(({ when, forbids, caps }) => [boundKey(when), forbids.has('create'), ...caps])),
  ]);
}
