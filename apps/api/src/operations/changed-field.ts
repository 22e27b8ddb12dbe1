import { allInputs, type Denial, denial, type Field, isDenial, isMade } from '@tessera/model';
import { readsWhole, type TableAccess } from '@tessera/permissions';
import type { FieldChangeRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { resolveClasses } from './classify.ts';
import { refuseDeclassified, refuseFunction, withFlag } from './derived-fields.ts';
import { refuseDefault, rescaledDefault, withDefault } from './field-default.ts';
import { changedFormula, refuseRuled } from './formula-field.ts';
import { makeOptions, refuseSettings } from './make-field.ts';
import { refuseOwnership, watchOf } from './new-field.ts';
import { readInputs } from './seen.ts';
import { refuseBlindUnique, refuseUnique } from './unique-fields.ts';

/** Whether settings of a field may be changed as asked by this member, who may shape tables; null: they may. */
export function refuseFieldChange(
  context: MemberContext,
  table: TableAccess,
  before: Field,
  request: FieldChangeRequest,
): Denial | null {
  const { id } = table.table;
  return (
    refuseSettings(before.type, request) ??
    refuseOwnership(context, request.ownership) ??
    refuseUnique(context, request.unique) ??
    refuseBlindUnique(context, id, before, request.unique) ??
    refuseDefault(context, id, before, request.default) ??
    refuseBlindConversion(context, table, before, request.precision) ??
    refuseDeclassified(context, request.declassified) ??
    refuseFunction(context, table, before, request.fn) ??
    (request.watch ? refuseRuled(context, table.table, before) : null) ??
    (request.product || request.options ? refuseRemaking(context, table, before) : null)
  );
}

/** A field with the settings that are asked for. */
export function changedField(
  context: MemberContext,
  table: TableAccess,
  before: Field,
  request: FieldChangeRequest,
): Field | Denial {
  const named = namedSettings(context, table, request);
  if (isDenial(named)) return named;
  const made = before.type === 'formula' ? changedFormula(context, table, before, request) : before;
  if (isDenial(made)) return made;
  const changed = {
    ...made,
    ...rescaledDefault(before, request.precision),
    ...plainSettings(before, request),
    ...named,
    ...newOptions(context, before, request),
  } as Field;
  return withDefault(context, withFlag(changed), request.default);
}

/** Settings that name classes or other fields, by ids. */
function namedSettings(
  context: MemberContext,
  table: TableAccess,
  request: FieldChangeRequest,
): object | Denial {
  const classes = request.classes && resolveClasses(context, request.classes);
  if (isDenial(classes)) return classes;
  const watch = request.watch && watchOf(context, table, request.watch);
  if (isDenial(watch)) return watch;
  const product = request.product && readInputs(context, table, request.product);
  if (isDenial(product)) return product;
  return {
    ...(classes !== undefined && { classes }),
    ...(watch !== undefined && { watch }),
    ...(product !== undefined && { product }),
  };
}

/** Settings that are taken as they are given. */
function plainSettings(before: Field, request: FieldChangeRequest): object {
  const { classes: _classes, watch: _watch, product: _product, ...unnamed } = request;
  const { default: _default, options: _options, ...others } = unnamed;
  const { expression: _expression, result: _result, ...plain } = others;
  // What is refused need not be pointed out.
  const refuses = request.unique === true && request.warnDuplicates === undefined;
  const settings = { ...plain, ...(refuses && { warnDuplicates: false }) };
  if (before.type !== 'formula') return settings;
  // How a formula's result looks belongs to its result.
  const { precision: _precision, currency: _currency, ...named } = settings;
  return named;
}

/** The choices of a select: those that stay keep their ids. */
function newOptions(
  context: MemberContext,
  before: Field,
  { options }: FieldChangeRequest,
): object {
  if (options === undefined || !('options' in before)) return {};
  return { options: makeOptions(options, before.options, context.app.makeId) };
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
