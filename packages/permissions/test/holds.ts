import { type Bound, type Cells, evaluate, type Table } from '@tessera/model';
import type { Access } from '../src/index.ts';
import { schema, type World } from './world.ts';

/** Evaluates a compiled condition over the little world, links followed record by record. */
export function holdsIn(world: World, table: Table, bound: Bound, id: string): boolean {
  const cells: Cells = world[table.id]?.[id] ?? {};
  return evaluate(
    bound,
    { id, cells },
    (field) => table.fields.find((f) => f.id === field),
    (node) => {
      const ids = cells[node.link];
      const target = schema.tables.find((t) => t.id === node.target);
      return (
        target !== undefined &&
        Array.isArray(ids) &&
        ids.some((other: string) => holdsIn(world, target, node.some, other))
      );
    },
  );
}

/** The bitmap of a record, as SQL computes it. */
export function bitmap(world: World, access: Access, table: Table, id: string): number {
  const bits = access.tables.get(table.id)?.bits ?? [];
  return bits.reduce((all, bit, i) => all | (holdsIn(world, table, bit, id) ? 1 << i : 0), 0);
}
