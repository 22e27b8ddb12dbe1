import { checkDefault } from './default-cell.ts';
import { checkDerived } from './derived.ts';
import { maxPrecision } from './display-number.ts';
import { type Denial, denial, unknownField } from './error.ts';
import { fieldTypes } from './field-types/index.ts';
import { formulaKind } from './formula/formula.ts';
import { type FormulaProblem, isProblem, problemText } from './formula/problem.ts';
import { resultsOf } from './formula/result.ts';
import { type FieldId, isId } from './ids.ts';
import { allInputs, isMade } from './made-cells.ts';
import { isPaletteColor } from './palette.ts';
import { unclassified } from './policy.ts';
import { isNumberField, isProduct, productFactors } from './product.ts';
import type { Field, FieldOf, FieldType, Schema, SelectOption, Table } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';
import { isSlug } from './slug.ts';
import { isWritable, storageOf } from './storage.ts';
import { fold, normalizeText } from './text-key.ts';
import { checkUniqueSetting } from './unique.ts';

/** How large a schema may grow. */
export const schemaLimits = {
  tables: 200,
  fields: 500,
  /** Shared ones of a table, and for each member as many as `personalViews` beside them. */
  views: 200,
  personalViews: 50,
  options: 1000,
  classes: 200,
  name: 100,
  description: 2000,
} as const;

/** Types whose fields can name a record. */
export const titleTypes: ReadonlySet<FieldType> = new Set<FieldType>([
  'text',
  'email',
  'phone',
  'url',
  'autonumber',
  'number',
]);

/** A name as it is kept: one line, NFC, trimmed. */
export function tidyName(name: string): string {
  return normalizeText(name).replace(/\s+/g, ' ');
}

/** Anything named, its name as it is kept. */
export function tidy<T extends { readonly name: string }>(named: T): T {
  return { ...named, name: tidyName(named.name) };
}

/** Refuses an empty or overlong name; `what` begins the sentence. */
export function checkName(name: unknown, what: string): Denial | null {
  const length = typeof name === 'string' ? tidyName(name).length : 0;
  if (typeof name === 'string' && fold(name) !== '' && length <= schemaLimits.name) return null;
  return denial('invalid', `${what} needs a name of at most ${schemaLimits.name} characters.`);
}

/** Refuses an overlong description. */
export function checkDescription(description: string | undefined): Denial | null {
  if (description === undefined || description.length <= schemaLimits.description) return null;
  return denial('invalid', 'A description takes at most 2,000 characters.');
}

/** Refuses what is no colour of the palette, and icons that are no plain names. */
export function checkLook(look: {
  readonly icon?: string;
  readonly color?: string;
}): Denial | null {
  if (look.color !== undefined && !isPaletteColor(look.color)) {
    return denial('invalid', 'There is no such colour.');
  }
  const plain = look.icon === undefined || /^[a-z0-9-]{1,50}$/.test(look.icon);
  return plain ? null : denial('invalid', 'There is no such icon.');
}

/** Refuses a field that cannot stand in this table beside the others (a field of its own id is replaced by it). */
export function checkField(field: Field, table: Table, schema: Schema): Denial | null {
  if (!isId(field.id)) return denial('invalid', 'The id of a field is not well-formed.');
  if (!Object.hasOwn(fieldTypes, field.type))
    return denial('invalid', 'There is no such field type.');
  const others = table.fields.filter((other) => other.id !== field.id);
  if (!isSlug(field.slug)) return refuse(field, 'needs an API name of a-z, 0-9 and _');
  if (others.some((other) => other.slug === field.slug))
    return refuse(field, 'needs an API name of its own');
  const name = fold(field.name);
  if (others.some((other) => fold(other.name) === name))
    return refuse(field, 'needs a name of its own');
  const known = new Set([unclassified, ...schema.classes.map((one) => one.id)]);
  if (!field.classes.every((one) => known.has(one)))
    return refuse(field, 'names a class that does not exist');
  if (field.required && !isWritable(field)) return refuse(field, 'cannot be required');
  return (
    checkName(field.name, 'A field') ??
    checkDescription(field.description) ??
    (isDerived(field) ? checkDerived(field, table, schema) : checkSettings(field, table)) ??
    checkDefault(field) ??
    checkUniqueSetting(field)
  );
}

function checkSettings(field: Field, table: Table): Denial | null {
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'currency': {
      const refused = checkNumber(field);
      if (refused || field.product === undefined) return refused;
      return checkProduct(field, field.product, table);
    }
    case 'formula':
      return checkFormula(field, table);
    case 'singleSelect':
    case 'multiSelect':
      return checkOptions(field, field.options);
    case 'modifiedTime':
    case 'modifiedBy': {
      const { watch } = field;
      if (watch === 'all') return null;
      const missing = watch.find((id) => id === field.id || !fieldsById(table).has(id));
      if (missing !== undefined) return unknownField(missing);
      const asked = table.fields.some((one) => isDerived(one) && watch.includes(one.id));
      return asked
        ? refuse(field, 'watches only cells that are stored')
        : refuseCircle(field, table);
    }
    default:
      return null;
  }
}

function checkProduct(field: Field, factors: readonly FieldId[], table: Table): Denial | null {
  const { least, most } = productFactors;
  const fits = factors.length >= least && factors.length <= most;
  if (!fits || new Set(factors).size < factors.length) {
    return refuse(field, `multiplies ${least} to ${most} different fields`);
  }
  for (const id of factors) {
    const factor = id === field.id ? undefined : fieldsById(table).get(id);
    if (!factor) return unknownField(id);
    if (!isNumberField(factor) || isProduct(factor)) {
      return refuse(field, 'multiplies fields of numbers that are no products themselves');
    }
  }
  return null;
}

function checkNumber(field: Field): Denial | null {
  if (!('precision' in field)) return null;
  const { precision } = field;
  if (!Number.isInteger(precision) || precision < 0 || precision > maxPrecision) {
    return refuse(field, `needs a precision from 0 to ${maxPrecision}`);
  }
  const coded = !('currency' in field) || /^[A-Z]{3}$/.test(field.currency);
  return coded ? null : refuse(field, 'needs a currency code of three letters');
}

/** Refuses a formula that cannot be worked out over the fields of its table. Details tell the place in its text. */
function checkFormula(field: FieldOf<'formula'>, table: Table): Denial | null {
  const refused = refuseCircle(field, table);
  if (refused) return refused;
  const kind = formulaKind(field.expression, fieldsById(table));
  if (!isProblem(kind)) {
    const fits = resultsOf[kind].includes(field.result);
    return fits ? checkNumber(field) : refuse(field, 'needs a result of its kind');
  }
  if (kind.problem === 'unknownField')
    return refuse(field, 'reads a field that is not there; put that back first');
  return formulaRefusal(field, kind);
}

/** A formula that cannot be kept, as a refusal that names the place: what is wrong stands in `details.formula`. */
export function formulaRefusal(field: Pick<Field, 'name'>, problem: FormulaProblem): Denial {
  const { at, length } = problem;
  const message = `"${field.name}": ${problemText(problem, 'en')} (at character ${at + 1})`;
  return denial('invalid', message, { formula: { ...problem, at, length } });
}

/** A field that is made of what is made of it has no value. */
function refuseCircle(field: Field, table: Table): Denial | null {
  const placed = withField(table, field);
  const reads = allInputs(placed, field);
  const formulas = [field, ...placed.fields.filter(({ id }) => reads.includes(id))];
  const circle = formulas.some(
    (one) => one.type === 'formula' && allInputs(placed, one).includes(one.id),
  );
  return circle ? refuse(field, 'would be made of itself') : null;
}

function withField(table: Table, field: Field): Table {
  const known = table.fields.some(({ id }) => id === field.id);
  const fields = known
    ? table.fields.map((one) => (one.id === field.id ? field : one))
    : [...table.fields, field];
  return { ...table, fields };
}

/** Refuses a field in its place when a formula beside it could no longer be worked out, or would give something else. */
export function checkReaders(table: Table, field: Field, schema: Schema): Denial | null {
  const placed = withField(table, field);
  for (const one of placed.fields) {
    if (!isMade(one) || one.id === field.id || !allInputs(placed, one).includes(field.id)) continue;
    const refused = checkField(one, placed, schema);
    if (refused) return refused;
  }
  return null;
}

function checkOptions(field: Field, options: readonly SelectOption[]): Denial | null {
  if (options.length > schemaLimits.options) return refuse(field, 'takes at most 1,000 options');
  const ids = new Set(options.map((option) => option.id));
  const names = new Set(options.map((option) => fold(option.name)));
  if (ids.size < options.length || names.size < options.length) {
    return refuse(field, 'needs options that differ');
  }
  for (const option of options) {
    if (!isId(option.id)) return refuse(field, 'needs options with well-formed ids');
    const refused = checkName(option.name, 'An option') ?? checkLook({ color: option.color });
    if (refused) return refused;
  }
  return null;
}

/** Refuses the two sides of a link that do not name each other. `table` is where the forward side stands. */
export function checkLink(
  field: FieldOf<'link'>,
  reverse: Field | undefined,
  table: Table,
  target: Table | undefined,
): Denial | null {
  if (!target) return refuse(field, 'links to a table that does not exist');
  const consistent =
    reverse?.type === 'link' &&
    field.side === 'forward' &&
    reverse.side === 'reverse' &&
    field.reverse === reverse.id &&
    reverse.reverse === field.id &&
    // A reverse side of one record only would refuse a link because of a record that its writer may not see.
    !reverse.single &&
    reverse.target === table.id &&
    reverse.id !== field.id;
  return consistent ? null : refuse(field, 'needs its other side with it');
}

/** Refuses a change of what cells already depend on. */
export function checkSameKind(before: Field, after: Field): Denial | null {
  if (before.type !== after.type) return refuse(before, 'keeps its type');
  if (before.type === 'link' && after.type === 'link') {
    const same =
      before.target === after.target &&
      before.reverse === after.reverse &&
      before.side === after.side;
    if (!same || (after.single && !before.single)) return refuse(before, 'keeps what it links to');
  }
  if (isDerived(before) && isDerived(after)) {
    const read = (one: Field) => ['link' in one && one.link, 'of' in one && one.of].join();
    if (read(before) !== read(after)) return refuse(before, 'keeps what it reads');
  }
  // A product's cells are made of other cells: as a plain field it would keep them at a level of its own.
  if (isProduct(before) !== isProduct(after)) {
    return refuse(before, isProduct(before) ? 'stays a product' : 'cannot become a product');
  }
  if (before.type === 'formula' && after.type === 'formula') {
    return storageOf(before) === storageOf(after)
      ? null
      : refuse(before, 'keeps the kind of its result; make another field for a new one');
  }
  if ('precision' in before && 'precision' in after && after.precision < before.precision) {
    return refuse(before, 'cannot lose digits');
  }
  if (
    before.type === 'currency' &&
    after.type === 'currency' &&
    before.currency !== after.currency
  ) {
    return refuse(before, 'keeps its currency');
  }
  return null;
}

function refuse(field: Field, why: string): Denial {
  return denial('invalid', `"${field.name}" ${why}.`, { field: field.id });
}
