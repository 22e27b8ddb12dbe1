import { type Denial, isDenial, type SchemaChange, trashIdOf, unknownField } from '@tessera/model';
import type { FieldChangeRequest, FieldRequest, OutField, RemovedAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { changedField, refuseFieldChange } from './changed-field.ts';
import { refuseBreaking } from './classify.ts';
import { authorship, commitSchema } from './commit.ts';
import { newField } from './new-field.ts';
import { tableNow } from './read-schema.ts';
import { requireRight } from './rights.ts';
import { knownField, shapedTable } from './seen.ts';
import { withExamples } from './unique-fields.ts';

/** A field after a change; by its id alone when the member does not see it. */
export type FieldAnswer = OutField | { readonly id: string };

/** Adds a field, or both sides of a link. */
export async function addField(
  context: MemberContext,
  tableName: string,
  request: FieldRequest,
): Promise<FieldAnswer | Denial> {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change = newField(context, table, request);
  if (isDenial(change)) return change;
  const schema = await commitSchema(context.workspace, [change], authorship(context));
  return isDenial(schema) ? schema : fieldNow(context, table.table.id, change.field.id);
}

/** Changes settings of a field. Its classes and its ownership flag are for holders of managePolicy; classes alone need no more. */
export async function changeField(
  context: MemberContext,
  tableName: string,
  fieldName: string,
  request: FieldChangeRequest,
): Promise<FieldAnswer | Denial> {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const before = knownField(table, fieldName);
  if (before === undefined) return unknownField(fieldName);
  const refused =
    requireRight(context, classifiesOnly(request) ? 'managePolicy' : 'manageSchema') ??
    refuseFieldChange(context, table, before, request);
  if (refused) return refused;
  const field = changedField(context, table, before, request);
  if (isDenial(field)) return field;
  const change: SchemaChange = { kind: 'updateField', table: table.table.id, field };
  const broken = request.classes ? refuseBreaking(context, change) : null;
  if (broken) return broken;
  const { version } = context.access.schema;
  const schema = await commitSchema(context.workspace, [change], authorship(context), version);
  if (isDenial(schema)) return await withExamples(context, table.table.id, schema);
  return fieldNow(context, table.table.id, field.id);
}

/** Puts a field with its cells into the trash; a link goes with its other side. */
export async function removeField(
  context: MemberContext,
  tableName: string,
  fieldName: string,
): Promise<RemovedAnswer | Denial> {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const field = knownField(table, fieldName);
  if (field === undefined) return unknownField(fieldName);
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change: SchemaChange = { kind: 'removeField', table: table.table.id, field: field.id };
  const by = authorship(context);
  const schema = await commitSchema(context.workspace, [change], by);
  return isDenial(schema) ? schema : { trash: trashIdOf(by.change), id: field.id };
}

function classifiesOnly(request: FieldChangeRequest): boolean {
  const keys = Object.keys(request);
  return keys.length > 0 && keys.every((key) => key === 'classes');
}

/** A field after a change as the member sees it now. */
export function fieldNow(context: MemberContext, table: string, id: string): FieldAnswer {
  return tableNow(context, table)?.fields.find((field) => field.id === id) ?? { id };
}
