import { type Bound, boundFields, boundKey, type TableId } from '@tessera/model';
import { type Access, readsWhole } from './access.ts';
import { linkedNodes } from './facts.ts';

/** Whether somebody sees every record of a table. */
export function seesWhole(reader: Access, table: TableId): boolean {
  const visible = reader.tables.get(table)?.visible;
  return visible !== undefined && boundKey(visible) === 'true';
}

/** Whether the reader sees all that a condition on a table reads, on every record of it and behind its links. */
export function readsAll(reader: Access, table: TableId, bound: Bound): boolean {
  const fields = reader.tables.get(table)?.fields;
  return (
    seesWhole(reader, table) &&
    [...boundFields(bound)].every((id) => {
      const field = fields?.get(id);
      if (!readsWhole(reader, table, id)) return false;
      return field?.type !== 'link' || seesWhole(reader, field.target);
    }) &&
    linkedNodes([bound]).every(({ target, some }) => readsAll(reader, target, some))
  );
}
