import { isDenial, type MemberId, type Organisation } from '@tessera/model';
import { groundAt } from './base.ts';
import { knownTo, type Pair } from './mutate.ts';
import { isWritten } from './oracle.ts';
import type { Random } from './random.ts';
import { randomCells } from './random-cells.ts';
import { type Spec, schemaOf, targetsOf } from './spec.ts';
import { type World, write } from './world.ts';

/** Something that others do while the member looks on. */
export type Change =
  | {
      readonly kind: 'create' | 'update' | 'delete';
      readonly table: string;
      readonly id: string;
      readonly cells: Readonly<Record<string, never>> | object;
    }
  | { readonly kind: 'membership'; readonly group: string; readonly holder: MemberId };

/** What is done in each of the two worlds; null: nothing. */
export interface Move {
  readonly a: Change | null;
  readonly b: Change | null;
  readonly visible: boolean;
}

const by = 'memboss';

/** The spec after a change at a moment. */
export function after(spec: Spec, change: Change | null, at: number): Spec {
  if (!change) return spec;
  switch (change.kind) {
    case 'create':
      return {
        ...spec,
        records: [...spec.records, { ...change, cells: { ...change.cells }, at, by }],
      };
    case 'update':
      return {
        ...spec,
        updates: [...spec.updates, { ...change, cells: { ...change.cells }, at, by }],
      };
    case 'delete':
      return without(spec, change.id);
    case 'membership': {
      const { organisation } = spec;
      const memberships = [...organisation.memberships, membershipOf(change)];
      return { ...spec, organisation: { ...organisation, memberships } };
    }
  }
}

function membershipOf({
  group,
  holder,
}: Extract<Change, { kind: 'membership' }>): Organisation['memberships'][number] {
  return { group: { kind: 'team', id: group }, holder: { kind: 'member', id: holder } };
}

function without(spec: Spec, gone: string): Spec {
  const cut = <T extends { readonly cells: Readonly<Record<string, unknown>> }>(one: T): T => ({
    ...one,
    cells: Object.fromEntries(
      Object.entries(one.cells).map(([field, cell]) => {
        if (!Array.isArray(cell) || !cell.includes(gone)) return [field, cell];
        const left = targetsOf(cell).filter((id) => id !== gone);
        return [field, left.length > 0 ? left : null];
      }),
    ),
  });
  return {
    ...spec,
    records: spec.records.map((one) =>
      one.id === gone ? { ...one, cells: {}, ghost: true } : cut(one),
    ),
    updates: spec.updates.filter(({ id }) => id !== gone).map(cut),
  };
}

/** Makes the change in a running world, as another member's. */
export async function perform(world: World, change: Change | null, at: number): Promise<void> {
  if (!change) return;
  world.now = at;
  const { workspace } = world;
  if (change.kind === 'membership') {
    const membership = membershipOf(change);
    const done = await workspace.store.changeOrganisation([{ kind: 'addMembership', membership }], {
      by,
      at,
      change: 'chglive',
    });
    if (isDenial(done)) throw new Error(done.message);
    workspace.changes.emit({ kind: 'organisation' });
    return;
  }
  const { kind, table, id } = change;
  const cells = { ...change.cells };
  await write(workspace, table, { at, by }, [
    kind === 'delete' ? { kind, id } : { kind, id, cells },
  ]);
}

/** Thinks of something others may do. */
function invent(random: Random, spec: Spec, number: number): Change {
  if (random.chance(0.08)) {
    return {
      kind: 'membership',
      group: random.pick(['teaone', 'teatwo']),
      holder: random.pick(spec.organisation.members).id,
    };
  }
  const one = random.pick(spec.records.filter(({ ghost }) => !ghost));
  const table = schemaOf(spec).tables.find(({ id }) => id === one.table);
  if (!table) throw new Error('A record of no table.');
  const cells = randomCells(random, table, groundAt(spec.records));
  const roll = random.next();
  if (roll < 0.15) return { kind: 'create', table: table.id, id: `reclive${number}`, cells };
  if (roll < 0.25) return { kind: 'delete', table: table.id, id: one.id, cells: {} };
  const fields = random.shuffled(table.fields.filter(isWritten)).slice(0, 1 + random.int(3));
  const some = fields.map(({ id }) => [id, cells[id] ?? null] as const);
  return { kind: 'update', table: table.id, id: one.id, cells: Object.fromEntries(some) };
}

/** Numbers that count records move alike in both worlds, or the ledger's own exception would be found. */
const counts = (spec: Spec, change: Change) =>
  change.kind === 'create' &&
  schemaOf(spec).tables.some(
    ({ id, fields }) => id === change.table && fields.some(({ type }) => type === 'autonumber'),
  );

/** Whether both know of everything a change names. */
function isPossible(spec: Spec, change: Change): boolean {
  if (change.kind === 'membership') return true;
  const table = schemaOf(spec).tables.find(({ id }) => id === change.table);
  const fields = new Set(table?.fields.map(({ id }) => id));
  if (!table || !Object.keys(change.cells).every((id) => fields.has(id))) return false;
  const there = new Set(spec.records.filter(({ ghost }) => !ghost).map(({ id }) => id));
  const targets = Object.values(change.cells).flatMap((cell) =>
    Array.isArray(cell) ? targetsOf(cell) : [],
  );
  return (change.kind === 'create' || there.has(change.id)) && targets.every((id) => there.has(id));
}

/**
 * A move after which both workspaces are still equal for the member: something he does not notice, done in one of
 * them, or something he may notice, done in both. null when none was found in a few tries.
 */
export function nextMove(
  random: Random,
  { a, b, member }: Pair,
  at: number,
  number: number,
): (Move & { readonly pair: Pick<Pair, 'a' | 'b'> }) | null {
  const known = knownTo(a, member, at);
  for (let tries = 0; tries < 8; tries++) {
    const turned = random.chance(0.5);
    const [one, other] = turned ? [b, a] : [a, b];
    const change = invent(random, one, number);
    const next = after(one, change, at);
    const hidden = knownTo(next, member, at) === known;
    if (hidden && !counts(one, change)) {
      return turned
        ? { a: null, b: change, visible: false, pair: { a, b: next } }
        : { a: change, b: null, visible: false, pair: { a: next, b } };
    }
    if (!isPossible(other, change)) continue;
    const beside = after(other, change, at);
    const [nextA, nextB] = turned ? [beside, next] : [next, beside];
    if (knownTo(nextA, member, at) !== knownTo(nextB, member, at)) continue;
    return { a: change, b: change, visible: !hidden, pair: { a: nextA, b: nextB } };
  }
  return null;
}
