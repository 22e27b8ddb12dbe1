import type { FieldId, RecordId, TableId } from '@tessera/model';
import type { AuthorizedWrite } from '@tessera/permissions';
import type { Authorship } from '../store.ts';
import type { WorkingRecord } from '../working-set.ts';
import type { Told } from './write.ts';

const kinds = ['create', 'update', 'delete', 'restore'] as const;

/** One entry for each kind of write in a change set: which records, and which fields were written by hand. */
export function tellRecords(
  table: TableId,
  direct: readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[],
  history: number,
  { via }: Authorship,
): readonly Told[] {
  return kinds.flatMap((kind): readonly Told[] => {
    const records = new Set<RecordId>();
    const fields = new Set<FieldId>();
    for (const { write, record } of direct) {
      if (write.kind !== kind || !hasChanged(record)) continue;
      records.add(record.id);
      if (write.kind === 'delete' || write.kind === 'restore') continue;
      for (const field of Object.keys(write.cells))
        if (record.changed.has(field)) fields.add(field);
    }
    if (records.size === 0) return [];
    const objects = {
      ...{ table, records: [...records], history },
      ...(fields.size > 0 && { fields: [...fields] }),
      ...(via && { via }),
    };
    return [{ kind: `record.${kind}`, objects }];
  });
}

/** As in the history: what ends as it began is not told. */
function hasChanged({ before, after, changed }: WorkingRecord): boolean {
  if (before === null && after === null) return false;
  return after === null || changed.size > 0 || before === null;
}
