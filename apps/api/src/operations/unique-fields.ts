import {
  cellText,
  type Denial,
  denial,
  type Field,
  isDenial,
  titleFieldOf,
  uniqueRefusal,
} from '@tessera/model';
import { projectRows, readsWhole, secureRows } from '@tessera/permissions';
import type { DuplicatesDetails } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { formatContext } from './values.ts';

/** Whether a field is unique decides what others may write: it is for holders of managePolicy. */
export function refuseUnique(context: MemberContext, given: boolean | undefined): Denial | null {
  if (given === undefined || context.access.workspace.has('managePolicy')) return null;
  return denial('forbidden', 'Making a field unique needs the right to change the rules.');
}

/** Whether records share values is told by whether a field can be made unique: only to who may read all of them. */
export function refuseBlindUnique(
  context: MemberContext,
  table: string,
  field: Field,
  given: boolean | undefined,
): Denial | null {
  if (given !== true || field.unique || readsWhole(context.access, table, field.id)) return null;
  return denial('forbidden', `Only who may read "${field.name}" on every record makes it unique.`);
}

/** The refusal of a field in which records share values, with those records as the member himself sees them. */
export async function withExamples(
  context: MemberContext,
  table: string,
  refused: Denial,
): Promise<Denial> {
  const told = uniqueRefusal(refused);
  const found = context.access.tables.get(table);
  if (told?.unique !== 'duplicates' || !found) return refused;
  const title = titleFieldOf(found.table);
  const ids = told.examples.flat();
  const fields = [...new Set([told.field, ...(title ? [title.id] : [])])];
  const secured = secureRows(context.access, {
    table,
    ids,
    fields: fields.filter((id) => found.references.has(id)),
    limit: ids.length,
  });
  if (isDenial(secured)) return refused;
  const read = await context.workspace.store.rows(secured);
  const { records } = projectRows(context.access, secured, read);
  const byId = new Map(records.map((record) => [record.id, record]));
  const format = formatContext(context);
  const text = (id: string, field: Field | undefined) => {
    const cell = field && byId.get(id)?.cells[field.id];
    return field && cell !== undefined ? cellText(field, cell, format) : '';
  };
  const field = found.fields.get(told.field);
  const details: DuplicatesDetails = {
    ...told,
    examples: told.examples.map((shared) => ({
      value: text(shared.find((id) => byId.has(id)) ?? '', field).slice(0, 200),
      records: shared
        .filter((id) => byId.has(id))
        .map((id) => ({ id, title: text(id, title) || id.slice(3, 9).toUpperCase() })),
    })),
  };
  return { ...refused, details };
}
