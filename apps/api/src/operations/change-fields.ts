import {
  and,
  boundKey,
  type Denial,
  denial,
  type Field,
  type FieldId,
  isDenial,
  never,
  type SchemaChange,
  slugify,
  type Table,
  uniqueSlug,
  unknownField,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type { FieldChangeRequest, FieldRequest, OutField } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { classesOfNew, resolveClasses } from './classify.ts';
import { authorship, commitSchema } from './commit.ts';
import {
  type FieldBase,
  isFieldType,
  makeField,
  makeOptions,
  refuseSettings,
} from './make-field.ts';
import { tableNow } from './read-schema.ts';
import { requireRight } from './rights.ts';
import { knownField, readableFields, seenTable } from './seen.ts';

/** A field after a change; by its id alone when the member does not see it. */
export type FieldAnswer = OutField | { readonly id: string };

/** Adds a field, or both sides of a link. */
export async function addField(
  context: MemberContext,
  tableName: string,
  request: FieldRequest,
): Promise<FieldAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change = newField(context, table, request);
  if (isDenial(change)) return change;
  const schema = await commitSchema(context.workspace, [change], authorship(context));
  return isDenial(schema) ? schema : fieldNow(context, table.table.id, change.field.id);
}

/** The change that adds a field to a table, not yet made. */
export function newField(
  context: MemberContext,
  table: TableAccess,
  request: FieldRequest,
): Extract<SchemaChange, { kind: 'addField' }> | Denial {
  const { type } = request;
  if (!isFieldType(type)) return denial('invalid', 'There is no such type of field.');
  const base = baseOf(context, table.table, request);
  if (isDenial(base)) return base;
  const refused = refuseSettings(type, request) ?? refuseOwnership(context, request.ownership);
  if (refused) return refused;
  if (type === 'link') return newLink(context, table, base, request);
  const watch = watchOf(table, request.watch);
  if (isDenial(watch)) return watch;
  const product = request.product && readableFields(table, request.product);
  if (isDenial(product)) return product;
  const inputs = { watch, ...(product && { product }) };
  const field = makeField(type, base, request, inputs, context.app.makeId);
  return { kind: 'addField', table: table.table.id, field };
}

function newLink(
  context: MemberContext,
  table: TableAccess,
  base: FieldBase,
  request: FieldRequest,
): Extract<SchemaChange, { kind: 'addField' }> | Denial {
  if (request.target === undefined) return denial('invalid', 'A link needs the table it leads to.');
  const target = seenTable(context.access, request.target);
  if (isDenial(target)) return target;
  const { reverse: named } = request;
  const name = named?.name ?? uniqueName(table.table.name, target.table.fields);
  const other = baseOf(
    context,
    target.table,
    {
      name,
      ...(named?.slug !== undefined && { slug: named.slug }),
    },
    target.table.id === table.table.id ? [base.slug] : [],
  );
  if (isDenial(other)) return other;
  return {
    kind: 'addField',
    table: table.table.id,
    field: {
      ...base,
      type: 'link',
      side: 'forward',
      target: target.table.id,
      reverse: other.id,
      single: request.single ?? false,
    },
    reverse: {
      ...other,
      type: 'link',
      side: 'reverse',
      target: table.table.id,
      reverse: base.id,
      single: false,
    },
  };
}

/** Changes settings of a field. Its classes and its ownership flag are for holders of managePolicy. */
export async function changeField(
  context: MemberContext,
  tableName: string,
  fieldName: string,
  request: FieldChangeRequest,
): Promise<FieldAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const before = knownField(table, fieldName);
  if (before === undefined) return unknownField(fieldName);
  const refused =
    requireRight(context, 'manageSchema') ??
    refuseSettings(before.type, request) ??
    refuseOwnership(context, request.ownership) ??
    refuseBlindConversion(table, before, request.precision);
  if (refused) return refused;
  const classes = request.classes && resolveClasses(context, request.classes);
  if (isDenial(classes)) return classes;
  const watch = request.watch && watchOf(table, request.watch);
  if (isDenial(watch)) return watch;
  const product = request.product && readableFields(table, request.product);
  if (isDenial(product)) return product;
  const { options, classes: _classes, watch: _watch, product: _product, ...plain } = request;
  const field = {
    ...before,
    ...plain,
    ...(classes !== undefined && { classes }),
    ...(watch !== undefined && { watch }),
    ...(product !== undefined && { product }),
    ...(options !== undefined &&
      'options' in before && { options: makeOptions(options, before.options, context.app.makeId) }),
  } as Field;
  const change: SchemaChange = { kind: 'updateField', table: table.table.id, field };
  const { version } = context.access.schema;
  const schema = await commitSchema(context.workspace, [change], authorship(context), version);
  return isDenial(schema) ? schema : fieldNow(context, table.table.id, field.id);
}

/** Removes a field with its cells; a link goes with its other side. */
export async function removeField(
  context: MemberContext,
  tableName: string,
  fieldName: string,
): Promise<{ readonly id: string } | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const field = knownField(table, fieldName);
  if (field === undefined) return unknownField(fieldName);
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change: SchemaChange = { kind: 'removeField', table: table.table.id, field: field.id };
  const schema = await commitSchema(context.workspace, [change], authorship(context));
  return isDenial(schema) ? schema : { id: field.id };
}

/** More decimals fail on large numbers: whoever does not read every cell would learn of those he cannot see. */
function refuseBlindConversion(
  table: TableAccess,
  field: Field,
  precision: number | undefined,
): Denial | null {
  if (precision === undefined || !('precision' in field) || field.precision === precision)
    return null;
  const when = table.references.get(field.id)?.when ?? never;
  return boundKey(and(table.visible, when)) === 'true'
    ? null
    : denial(
        'forbidden',
        `Only who may read "${field.name}" on every record changes its decimals.`,
      );
}

/** The common part of a new field. An API name that is not given is made from the name. */
function baseOf(
  context: MemberContext,
  table: Table,
  given: Pick<FieldRequest, 'name' | 'slug' | 'description' | 'required' | 'classes'>,
  alsoTaken: readonly string[] = [],
): FieldBase | Denial {
  const classes = classesOfNew(context, table, given.classes);
  if (isDenial(classes)) return classes;
  const taken = [...table.fields.map(({ slug }) => slug), ...alsoTaken];
  return {
    id: context.app.makeId('field'),
    name: given.name,
    slug: given.slug ?? uniqueSlug(slugify(given.name), taken),
    classes,
    ...(given.description !== undefined && { description: given.description }),
    ...(given.required === true && { required: true }),
  };
}

function uniqueName(wanted: string, fields: readonly Field[]): string {
  const taken = new Set(fields.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} ${number}`;
  return name;
}

function refuseOwnership(context: MemberContext, given: boolean | undefined): Denial | null {
  if (given === undefined || context.access.workspace.has('managePolicy')) return null;
  return denial('forbidden', 'Making a field an owner needs the right to change the rules.');
}

function watchOf(
  table: TableAccess,
  given: FieldRequest['watch'],
): 'all' | readonly FieldId[] | Denial {
  return given === undefined || given === 'all' ? 'all' : readableFields(table, given);
}

function fieldNow(context: MemberContext, table: string, id: string): FieldAnswer {
  return tableNow(context, table)?.fields.find((field) => field.id === id) ?? { id };
}
