import { and, type Bound, linked, never, not, or, type TableId } from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { intersectAccess } from './intersect.ts';
import { readsAll, seesWhole } from './reads-all.ts';
import { assemble, isOpen } from './table-access.ts';

/**
 * What somebody is shown who looks as another: of the other's access what he has himself, and of that only what does
 * not hang on cells he may not read. Otherwise whoever writes rules could look as a role that he gave the orders above
 * a hundred, and learn the amounts. As in an explanation, what is unknown to him stands against the other one.
 */
export function viewedBy(viewed: Access, viewer: Access): Access {
  const tables = new Map<TableId, TableAccess>();
  for (const [id, table] of viewed.tables) {
    const known = knownTo(viewer, table);
    if (known && isOpen(known)) tables.set(id, known);
  }
  const fingerprint = `${viewed.fingerprint}?`;
  return intersectAccess({ ...viewed, tables, fingerprint }, viewer);
}

/** Rules of another over a table, with conditions that tell their reader nothing: grants hold less, locks more often. */
function knownTo(
  reader: Access,
  { table, results, rectangles, locks }: TableAccess,
): TableAccess | null {
  if (!reader.tables.has(table.id)) return null;
  const sure = (bound: Bound, negated: boolean) => certain(bound, table.id, reader, negated);
  return assemble(
    { table, results },
    rectangles.map((rectangle) => ({ ...rectangle, scope: sure(rectangle.scope, false) })),
    locks.map((lock) => ({ ...lock, when: not(sure(lock.when, true)) })),
  );
}

/** Where a condition, or its negation, holds for certain, told by cells alone that the reader reads. */
function certain(bound: Bound, table: TableId, reader: Access, negated: boolean): Bound {
  const own = reader.tables.get(table);
  switch (bound.kind) {
    case 'const':
    case 'record':
      return negated ? not(bound) : bound;
    case 'not':
      return certain(bound.of, table, reader, !negated);
    case 'and':
    case 'or': {
      const of = bound.of.map((part) => certain(part, table, reader, negated));
      return (bound.kind === 'and') === negated ? or(...of) : and(...of);
    }
    case 'atom': {
      const field = own?.fields.get(bound.field);
      // A link may hold targets the reader does not see; their being there is not for him to learn.
      const closed = field?.type === 'link' && !seesWhole(reader, field.target);
      const read = (!closed && own?.references.get(bound.field)?.when) || never;
      return and(read, negated ? not(bound) : bound);
    }
    case 'rollup':
      // No rule names one.
      return never;
    case 'linked': {
      const { link, target, some } = bound;
      const read = own?.references.get(link)?.when ?? never;
      if (negated) return readsAll(reader, target, some) ? and(read, not(bound)) : never;
      const seen = reader.tables.get(target)?.visible ?? never;
      return and(read, linked(link, target, and(seen, certain(some, target, reader, false))));
    }
  }
}
