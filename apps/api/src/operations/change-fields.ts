import {
  allInputs,
  type Denial,
  denial,
  type Field,
  isDenial,
  isMade,
  type SchemaChange,
  trashIdOf,
  unknownField,
} from '@tessera/model';
import { readsWhole, type TableAccess } from '@tessera/permissions';
import type { FieldChangeRequest, FieldRequest, OutField, RemovedAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { refuseBreaking, resolveClasses } from './classify.ts';
import { authorship, commitSchema } from './commit.ts';
import { refuseDeclassified, refuseFunction, withFlag } from './derived-fields.ts';
import { refuseDefault, rescaledDefault, withDefault } from './field-default.ts';
import { changedFormula, refuseRuled } from './formula-field.ts';
import { makeOptions, refuseSettings } from './make-field.ts';
import { newField, refuseOwnership, watchOf } from './new-field.ts';
import { tableNow } from './read-schema.ts';
import { requireRight } from './rights.ts';
import { knownField, readInputs, shapedTable } from './seen.ts';
import { refuseBlindUnique, refuseUnique, withExamples } from './unique-fields.ts';

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
  const classifies = Object.keys(request).every((key) => key === 'classes');
  const refused =
    requireRight(context, classifies ? 'managePolicy' : 'manageSchema') ??
    refuseSettings(before.type, request) ??
    refuseOwnership(context, request.ownership) ??
    refuseUnique(context, request.unique) ??
    refuseBlindUnique(context, table.table.id, before, request.unique) ??
    refuseDefault(context, table.table.id, before, request.default) ??
    refuseBlindConversion(context, table, before, request.precision) ??
    refuseDeclassified(context, request.declassified) ??
    refuseFunction(context, table, before, request.fn) ??
    (request.product || request.options ? refuseRemaking(context, table, before) : null);
  if (refused) return refused;
  const classes = request.classes && resolveClasses(context, request.classes);
  if (isDenial(classes)) return classes;
  const watch = request.watch && watchOf(context, table, request.watch);
  if (isDenial(watch)) return watch;
  const product = request.product && readInputs(context, table, request.product);
  if (isDenial(product)) return product;
  const made = before.type === 'formula' ? changedFormula(context, table, before, request) : before;
  if (isDenial(made)) return made;
  const { default: start, options, expression: _expression, result: _result, ...rest } = request;
  const { classes: _classes, watch: _watch, product: _product, ...others } = rest;
  const { precision: _precision, currency: _currency, ...named } = others;
  const plain = before.type === 'formula' ? named : others;
  // What is refused need not be pointed out.
  const refuses = request.unique === true && request.warnDuplicates === undefined;
  const changed = {
    ...made,
    ...rescaledDefault(before, request.precision),
    ...plain,
    ...(refuses && { warnDuplicates: false }),
    ...(classes !== undefined && { classes }),
    ...(watch !== undefined && { watch }),
    ...(product !== undefined && { product }),
    ...(options !== undefined &&
      'options' in before && { options: makeOptions(options, before.options, context.app.makeId) }),
  } as Field;
  const field = withDefault(context, withFlag(changed), start);
  if (isDenial(field)) return field;
  const change: SchemaChange = { kind: 'updateField', table: table.table.id, field };
  const broken = classes ? refuseBreaking(context, change) : null;
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

/** What a product is made of, and the names of choices that a formula reads, may decide who sees what. */
function refuseRemaking(
  context: MemberContext,
  { table }: TableAccess,
  field: Field,
): Denial | null {
  const reads = table.fields.filter(
    (one) => isMade(one) && (one.id === field.id || allInputs(table, one).includes(field.id)),
  );
  for (const one of reads) {
    const refused = refuseRuled(context, table, one);
    if (refused) return refused;
  }
  return null;
}

/** More decimals fail on large numbers: whoever does not read every cell would learn of those he cannot see. */
function refuseBlindConversion(
  context: MemberContext,
  table: TableAccess,
  field: Field,
  precision: number | undefined,
): Denial | null {
  if (precision === undefined || !('precision' in field) || field.precision === precision)
    return null;
  if (field.type === 'formula') return null;
  return readsWhole(context.access, table.table.id, field.id)
    ? null
    : denial(
        'forbidden',
        `Only who may read "${field.name}" on every record changes its decimals.`,
      );
}

/** A field after a change as the member sees it now. */
export function fieldNow(context: MemberContext, table: string, id: string): FieldAnswer {
  return tableNow(context, table)?.fields.find((field) => field.id === id) ?? { id };
}
