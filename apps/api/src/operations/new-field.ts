import {
  type Denial,
  denial,
  type Field,
  type FieldId,
  type FieldOf,
  isDenial,
  type SchemaChange,
  slugify,
  type Table,
  uniqueSlug,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type { FieldRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { classesOfNew } from './classify.ts';
import { derivedField } from './derived-fields.ts';
import { withDefault } from './field-default.ts';
import { newFormula } from './formula-field.ts';
import {
  type FieldBase,
  isFieldType,
  isPlainType,
  makeField,
  refuseSettings,
} from './make-field.ts';
import { readInputs, shapedTable } from './seen.ts';
import { refuseUnique } from './unique-fields.ts';

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
  const refused =
    refuseSettings(type, request) ??
    refuseOwnership(context, request.ownership) ??
    refuseUnique(context, request.unique);
  if (refused) return refused;
  if (type === 'link') {
    if (request.default) return denial('invalid', 'A link cannot have a default.');
    const sides = linkSides(context, table, base, request);
    return isDenial(sides) ? sides : { kind: 'addField', table: table.table.id, ...sides };
  }
  if (type === 'formula') {
    const field = newFormula(context, table, base, request);
    if (isDenial(field)) return field;
    const made = withDefault(context, field, request.default);
    return isDenial(made) ? made : { kind: 'addField', table: table.table.id, field: made };
  }
  if (!isPlainType(type)) {
    if (request.default) return denial('invalid', 'Such a field cannot have a default.');
    const field = derivedField(context, table, { ...base, type }, request);
    return isDenial(field) ? field : { kind: 'addField', table: table.table.id, field };
  }
  const watch = watchOf(context, table, request.watch);
  if (isDenial(watch)) return watch;
  const product = request.product && readInputs(context, table, request.product);
  if (isDenial(product)) return product;
  const inputs = { watch, ...(product && { product }) };
  const made = makeField(type, base, request, inputs, context.app.makeId);
  const field = withDefault(context, made, request.default);
  if (isDenial(field)) return field;
  return { kind: 'addField', table: table.table.id, field };
}

/** Both sides of a link that begins at this field. */
export function linkSides(
  context: MemberContext,
  table: TableAccess,
  base: FieldBase,
  request: Pick<FieldRequest, 'target' | 'single' | 'reverse'>,
): { readonly field: FieldOf<'link'>; readonly reverse: FieldOf<'link'> } | Denial {
  if (request.target === undefined) return denial('invalid', 'A link needs the table it leads to.');
  const target = shapedTable(context, request.target);
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

/** The common part of a new field. An API name that is not given is made from the name. */
function baseOf(
  context: MemberContext,
  table: Table,
  given: Pick<
    FieldRequest,
    'name' | 'slug' | 'description' | 'required' | 'classes' | 'unique' | 'warnDuplicates'
  >,
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
    ...(given.unique === true && { unique: true }),
    ...(given.warnDuplicates === true && { warnDuplicates: true }),
  };
}

function uniqueName(wanted: string, fields: readonly Field[]): string {
  const taken = new Set(fields.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} ${number}`;
  return name;
}

/** Owners decide who sees a record: the flag is for holders of managePolicy. */
export function refuseOwnership(context: MemberContext, given: boolean | undefined): Denial | null {
  if (given === undefined || context.access.workspace.has('managePolicy')) return null;
  return denial('forbidden', 'Making a field an owner needs the right to change the rules.');
}

/** The fields a modified time watches, among those the member may read. */
export function watchOf(
  context: MemberContext,
  table: TableAccess,
  given: FieldRequest['watch'],
): 'all' | readonly FieldId[] | Denial {
  return given === undefined || given === 'all' ? 'all' : readInputs(context, table, given);
}
