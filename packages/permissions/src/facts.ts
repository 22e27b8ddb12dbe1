import {
  type Bound,
  boundKey,
  type Cells,
  type CellValue,
  evaluate,
  type FieldId,
  type RecordId,
} from '@tessera/model';
import type { TableAccess } from './access.ts';
import type { Facts } from './secured-query.ts';

type Linked = Extract<Bound, { kind: 'linked' }>;

/** The conditions on linked records that stand in these conditions, each once. */
export function linkedNodes(bounds: readonly Bound[]): readonly Linked[] {
  const found = new Map<string, Linked>();
  const walk = (bound: Bound): void => {
    if (bound.kind === 'linked') found.set(boundKey(bound), bound);
    else if (bound.kind === 'and' || bound.kind === 'or') bound.of.forEach(walk);
    else if (bound.kind === 'not') walk(bound.of);
  };
  bounds.forEach(walk);
  return [...found.values()];
}

/** The bitmap of a record in memory: what SQL computes when reading. */
export function bitsOf(table: TableAccess, id: RecordId, cells: Cells, facts: Facts): number {
  let bits = 0;
  table.bits.forEach((bound, index) => {
    if (holdsFor(table, bound, id, cells, facts)) bits |= 1 << index;
  });
  return bits;
}

function holdsFor(
  table: TableAccess,
  bound: Bound,
  id: RecordId,
  cells: Cells,
  facts: Facts,
): boolean {
  return evaluate(
    bound,
    { id, cells },
    (field) => table.fields.get(field),
    (node) => meetsBehind(node, cells, facts),
  );
}

/** Whether some target behind a link of a record meets the condition on it. */
export function meetsBehind(node: Linked, cells: Cells, facts: Facts): boolean {
  const met = facts.linked.get(boundKey(node));
  return targetsIn(cells[node.link]).some((target) => met?.has(target) === true);
}

/** Names the answer "which of the targets of this link may be seen" among the facts. */
export function targetsKey(link: FieldId): string {
  return `targets ${link}`;
}

/** The record ids of a link cell. */
export function targetsIn(cell: CellValue | undefined): readonly RecordId[] {
  return Array.isArray(cell) ? cell : [];
}
