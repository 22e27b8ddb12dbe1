import {
  boundKey,
  type Cells,
  type Denial,
  denial,
  isDenial,
  noSuchRecord,
  noSuchTable,
  type RecordChange,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { bitsOf, linkedNodes } from './facts.ts';
import { outcomeOf, reads } from './outcome.ts';
import { type AuthorizedWrite, type Facts, prove, type SecuredTrash } from './secured-query.ts';

type Restore = Extract<RecordChange, { kind: 'restore' }>;

/**
 * One restoration: with the cells it had, the record must be visible and open to `restore` under the rules of today.
 * One that may not be seen is answered as one that is not in the trash.
 */
export function decideRestore(
  table: TableAccess,
  change: Restore,
  cells: Cells,
  facts: Facts,
): AuthorizedWrite | Denial {
  const { actions } = outcomeOf(table, bitsOf(table, change.id, cells, facts));
  if (!actions.includes('view')) return noSuchRecord;
  if (!actions.includes('restore')) return denial('forbidden', 'You may not restore this record.');
  return { kind: 'restore', id: change.id, cells };
}

/** The deleted records of a table that may be put back, by the same decision as putting them back. */
export function secureTrash(access: Access, id: string): SecuredTrash | Denial {
  const table = access.tables.get(id);
  if (!table) return noSuchTable;
  const linked = linkedNodes(table.bits).map((node) => ({ ...node, key: boundKey(node), ids: [] }));
  const query = {
    kind: 'trash' as const,
    table: id,
    linked,
    show: (record: string, cells: Cells, facts: Facts) => {
      if (isDenial(decideRestore(table, { kind: 'restore', id: record }, cells, facts)))
        return null;
      const outcome = outcomeOf(table, bitsOf(table, record, cells, facts));
      const { titleField } = table.table;
      return { title: reads(outcome, titleField) ? (cells[titleField] ?? null) : null };
    },
  };
  return prove(query as unknown as SecuredTrash);
}
