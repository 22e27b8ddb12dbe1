import type { RecordId, Share, SharePrincipal, TableId } from '@tessera/model';
import { type Access, seesWhole } from '@tessera/permissions';

/**
 * The shares that an answer about somebody may hang on. Of a table that whoever asks does not see whole, those of the
 * record he asks for; for the others stands one of no record, so that nothing tells whether there are any.
 */
export function sharesToTell(
  reader: Access,
  open: readonly Share[],
  to: SharePrincipal,
  record: RecordId | undefined,
): readonly Share[] {
  const stand = reader.schema.tables
    .filter(({ id }) => !seesWhole(reader, id))
    .map(
      ({ id, fields }): Share => ({
        id: `any ${id}`,
        table: id,
        record: 'any',
        to,
        level: 'edit',
        by: '',
        at: 0,
        reason: '',
        fields: Object.fromEntries(fields.map((field) => [field.id, 'edit'])),
      }),
    );
  return [...sharesKnown(reader, open, record), ...stand];
}

/** Those of tables that somebody sees whole, and of one record. */
export function sharesKnown(
  reader: Access,
  open: readonly Share[],
  record?: RecordId,
): readonly Share[] {
  const known = (table: TableId) => seesWhole(reader, table);
  return open.filter((share) => known(share.table) || share.record === record);
}
