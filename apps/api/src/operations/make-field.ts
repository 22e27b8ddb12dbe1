import {
  type Denial,
  type DerivedField,
  denial,
  type Field,
  type FieldId,
  type FieldType,
  fieldTypes,
  type MakeId,
  type SelectOption,
} from '@tessera/model';
import type { FieldChangeRequest, FieldRequest } from '@tessera/protocol';

/** What of a request each type takes, beside what every field has. */
const settings: Readonly<Partial<Record<FieldType, readonly (keyof FieldRequest)[]>>> = {
  number: ['precision', 'product'],
  percent: ['precision', 'product'],
  currency: ['precision', 'currency', 'product'],
  singleSelect: ['options'],
  multiSelect: ['options'],
  member: ['ownership'],
  link: ['target', 'single', 'reverse'],
  modifiedTime: ['watch'],
  modifiedBy: ['watch'],
  lookup: ['link', 'of'],
  rollup: ['link', 'of', 'fn', 'declassified'],
  count: ['link', 'declassified'],
  formula: ['expression', 'result', 'precision', 'currency'],
};
const optional: readonly (keyof FieldRequest)[] = [
  'precision',
  'currency',
  'options',
  'ownership',
  'target',
  'single',
  'reverse',
  'watch',
  'product',
  'link',
  'of',
  'fn',
  'declassified',
  'expression',
  'result',
];

export function isFieldType(type: string): type is FieldType {
  return Object.hasOwn(fieldTypes, type);
}

export function isPlainType(type: FieldType): type is PlainType {
  return type !== 'link' && type !== 'lookup' && type !== 'rollup' && type !== 'count';
}

/** Refuses settings that a field of this type does not have. */
export function refuseSettings(type: FieldType, given: FieldChangeRequest): Denial | null {
  const extra = optional.find(
    (key) =>
      Object.hasOwn(given, key) &&
      given[key as keyof typeof given] !== undefined &&
      !(settings[type] ?? []).includes(key),
  );
  return extra === undefined
    ? null
    : denial('invalid', `A field of type ${type} has no setting "${extra}".`);
}

/** What is decided before a field is made. */
export interface FieldBase {
  readonly id: FieldId;
  readonly name: string;
  readonly slug: string;
  readonly classes: readonly string[];
  readonly description?: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly warnDuplicates?: boolean;
}

/** Fields of the same table that a field is made from, resolved to ids. */
export interface FieldInputs {
  readonly watch: 'all' | readonly FieldId[];
  readonly product?: readonly FieldId[];
}

/** A type whose fields stand by themselves in their table. */
export type PlainType = Exclude<FieldType, 'link' | 'formula' | DerivedField['type']>;

/** A new field of any type but links, formulas and what is read behind links. */
export function makeField(
  type: PlainType,
  base: FieldBase,
  given: Pick<FieldRequest, 'precision' | 'currency' | 'options' | 'ownership'>,
  { watch, product }: FieldInputs,
  makeId: MakeId,
): Field {
  const number = { ...base, ...(product && { product }) };
  switch (type) {
    case 'number':
    case 'percent':
      return { ...number, type, precision: given.precision ?? (type === 'percent' ? 2 : 0) };
    case 'currency': {
      const { precision = 2, currency = 'USD' } = given;
      return { ...number, type, precision, currency };
    }
    case 'singleSelect':
    case 'multiSelect':
      return { ...base, type, options: makeOptions(given.options ?? [], [], makeId) };
    case 'member':
      return { ...base, type, ...(given.ownership === true && { ownership: true }) };
    case 'modifiedTime':
    case 'modifiedBy':
      return { ...base, type, watch };
    case 'text':
    case 'longText':
    case 'phone':
    case 'email':
    case 'url':
    case 'checkbox':
    case 'date':
    case 'dateTime':
    case 'autonumber':
    case 'createdTime':
    case 'createdBy':
      return { ...base, type };
  }
}

const colors = ['blue', 'green', 'yellow', 'red', 'purple', 'orange', 'teal', 'pink', 'gray'];

/** The choices of a select field: those named by id stay themselves, the others are new. */
export function makeOptions(
  given: NonNullable<FieldRequest['options']>,
  before: readonly SelectOption[],
  makeId: MakeId,
): readonly SelectOption[] {
  return given.map(({ id, name, color }, index) => {
    const known =
      before.find((option) => option.id === id) ??
      (id === undefined ? before.find((option) => option.name === name) : undefined);
    return {
      id: known?.id ?? makeId('option'),
      name,
      color: color ?? known?.color ?? colors[index % colors.length] ?? 'gray',
    };
  });
}
