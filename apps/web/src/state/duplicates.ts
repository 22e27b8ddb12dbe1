import type { OutField, OutTable, OutValue } from '@tessera/protocol';
import { sameValue } from '../field-types/convert.ts';
import { editCells } from './commands.ts';
import type { EditResult } from './own-edits.ts';
import type { CellChange } from './pending.ts';
import { type Duplicate, shownCellOf, type TableData } from './table-data.ts';
import type { TableSession } from './table-session.ts';

/** Saves one cell; where its field points duplicates out, looks for another record with the same value. */
export async function editCell(
  session: TableSession,
  table: Pick<OutTable, 'titleField'> | undefined,
  field: OutField,
  change: CellChange,
  found?: (duplicate: Duplicate) => void,
): Promise<EditResult> {
  note(session, change, null);
  const result = await editCells(session, [change]);
  if (result.kind !== 'saved' || !field.warnDuplicates || change.value === null) return result;
  const duplicate = await findDuplicate(session, table?.titleField ?? null, change);
  const now = shownCellOf(session.store.getState(), change.id, change.field)?.value ?? null;
  if (duplicate && sameValue(now, change.value)) {
    note(session, change, duplicate);
    found?.(duplicate);
  }
  return result;
}

/** What was found for a cell, while it still holds the value that was asked for. */
export function duplicateOf(data: TableData, id: string, field: string): Duplicate | null {
  const duplicate = data.duplicates.get(id)?.get(field);
  if (!duplicate) return null;
  const shown = shownCellOf(data, id, field)?.value ?? null;
  return sameValue(shown, duplicate.value) ? duplicate : null;
}

/** My own question, as any filter is: it finds what I see and nothing else. A notice is not worth an error. */
async function findDuplicate(
  { parts }: TableSession,
  title: string | null,
  { id, field, value }: CellChange,
): Promise<Duplicate | null> {
  try {
    const { records, total } = await parts.client.query(parts.table, {
      filter: { op: 'is', field, value },
      fields: title === null ? [field] : [field, title],
      limit: 2,
    });
    const [other] = records.filter((record) => record.id !== id);
    if (!other) return null;
    const mine = total > records.length || records.some((record) => record.id === id) ? 1 : 0;
    const cell: OutValue = title === null ? null : (other.fields[title] ?? null);
    return { value, id: other.id, title: cell, count: total - mine };
  } catch {
    return null;
  }
}

function note(session: TableSession, { id, field }: CellChange, found: Duplicate | null): void {
  session.store.setState(({ duplicates }) => {
    const before = duplicates.get(id);
    if (!found && !before?.has(field)) return {};
    const fields = new Map(before);
    if (found) fields.set(field, found);
    else fields.delete(field);
    return { duplicates: new Map(duplicates).set(id, fields) };
  });
}
