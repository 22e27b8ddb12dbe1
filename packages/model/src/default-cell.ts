import { sameCell } from './compare-cells.ts';
import { isDay } from './days.ts';
import { scaledLimit } from './display-number.ts';
import { type Denial, denial, isDenial } from './error.ts';
import { fieldTypes } from './field-types/index.ts';
import { isId } from './ids.ts';
import type { CellValue, Field, FieldDefault, FieldType, SelectOption } from './schema.ts';
import { isWritable } from './storage.ts';

const types: ReadonlySet<FieldType> = new Set<FieldType>([
  'text',
  'longText',
  'phone',
  'email',
  'url',
  'number',
  'percent',
  'currency',
  'checkbox',
  'singleSelect',
  'multiSelect',
  'date',
  'member',
]);

/** Whether cells of this type can be filled on creation. */
export function canHaveDefault(type: FieldType): boolean {
  return types.has(type);
}

/** Refuses a default that is no full canonical cell of its field. */
export function checkDefault(field: Field): Denial | null {
  const given = field.default;
  if (given === undefined) return null;
  const no = (why: string) => denial('invalid', `"${field.name}" ${why}.`, { field: field.id });
  if (!canHaveDefault(field.type) || !isWritable(field)) return no('cannot have a default');
  if ('context' in given) {
    const fits = field.type === (given.context === 'me' ? 'member' : 'date');
    return fits ? null : no('needs a default of its type');
  }
  return fits(field, given.value) ? null : no('needs a default of its type');
}

function fits(field: Field, value: CellValue): boolean {
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'currency':
      return Number.isInteger(value) && Math.abs(value as number) < scaledLimit;
    case 'checkbox':
      return value === true;
    case 'singleSelect':
      return field.options.some(({ id }) => id === value);
    case 'multiSelect': {
      if (!Array.isArray(value) || value.length === 0) return false;
      const known = new Set(field.options.map(({ id }) => id));
      const sorted = [...new Set(value as readonly string[])].sort();
      return sorted.every((id) => known.has(id)) && sameCell(sorted, value as readonly string[]);
    }
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'member':
      return typeof value === 'string' && isId(value);
    default: {
      if (typeof value !== 'string' || value === '') return false;
      const parsed = fieldTypes[field.type].parse(field, value, nobody);
      return !isDenial(parsed) && sameCell(parsed, value);
    }
  }
}

/** Texts are read without knowing a day or a member. */
const nobody = { timeZone: 'UTC', today: '', member: () => null };

/** A select field without a default that names choices which are no more. */
export function withChoosableDefault(field: Field): Field {
  if (field.type !== 'singleSelect' && field.type !== 'multiSelect') return field;
  if (field.default === undefined || 'context' in field.default) return field;
  const { value } = field.default;
  const kept = choosable(value, field.options);
  if (kept !== null) return { ...field, default: { value: kept } };
  const { default: _gone, ...rest } = field;
  return rest;
}

function choosable<V extends CellValue>(
  value: V,
  options: readonly SelectOption[],
): V | readonly string[] | null {
  const known = new Set<unknown>(options.map(({ id }) => id));
  if (!Array.isArray(value)) return known.has(value) ? value : null;
  const kept = (value as readonly string[]).filter((id) => known.has(id));
  return kept.length > 0 ? kept : null;
}

/** The cell a default stands for, for whoever makes a record today. */
export function defaultCell(
  given: FieldDefault,
  { me, today }: { readonly me: string; readonly today: string },
): CellValue {
  if (!('context' in given)) return given.value;
  return given.context === 'me' ? me : today;
}
