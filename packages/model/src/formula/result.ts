import { isCellError } from '../compare-cells.ts';
import { Decimal, decimalToScaled, scaledToExact } from '../display-number.ts';
import { findOption } from '../field-types/find-option.ts';
import type { CellValue, Field, FieldOf, FormulaResult } from '../schema.ts';
import { isDerived, shownType, type Typed } from '../shown-type.ts';
import { normalizeText } from '../text-key.ts';
import { dayAt } from './moment.ts';
import {
  failed,
  isDayValue,
  isError,
  isInstantValue,
  isNumber,
  type Value,
  type ValueType,
} from './value.ts';

/** The longest text a cell keeps, as in fields of one line. */
const longest = 2000;

/** A formula as a plain field of what it gives: shown, compared and converted like that. */
export function givenField(field: FieldOf<'formula'>): Field {
  const { type: _type, expression: _expression, result, ...rest } = field;
  return { ...rest, type: result } as Field;
}

/** Any field as a formula reads it and others show it: a formula is like what it gives. */
export function plainField(field: Field): Field {
  return field.type === 'formula' ? givenField(field) : field;
}

/** What a formula reads in cells of a field; `unread`: names of people may change without the record, links and what is asked behind them lead elsewhere. */
export function typeOfField(field: Typed): ValueType | 'unread' {
  if (isDerived(field)) return 'unread';
  switch (shownType(field)) {
    case 'text':
    case 'longText':
    case 'phone':
    case 'email':
    case 'url':
    case 'singleSelect':
    case 'multiSelect':
      return 'text';
    case 'number':
    case 'percent':
    case 'currency':
    case 'autonumber':
      return 'number';
    case 'checkbox':
      return 'boolean';
    case 'date':
      return 'date';
    case 'dateTime':
    case 'createdTime':
    case 'modifiedTime':
      return 'dateTime';
    default:
      return 'unread';
  }
}

/** A cell as a formula reads it: choices by their names, a tick that is not set as no. */
export function valueOfCell(given: Field, cell: CellValue): Value {
  if (isCellError(cell)) return cell;
  const field = plainField(given);
  switch (typeOfField(field)) {
    case 'boolean':
      return cell === true;
    case 'number':
      if (typeof cell !== 'number') return null;
      return scaledToExact(cell, 'precision' in field ? field.precision : 0);
    case 'date':
      return typeof cell === 'string' ? { day: cell } : null;
    case 'dateTime':
      return typeof cell === 'number' ? { instant: cell } : null;
    default:
      return (namesOf(field, cell) ?? (typeof cell === 'string' ? cell : null)) || null;
  }
}

/** The names of chosen options, in the field's order; null for fields without any. */
function namesOf(field: Field, cell: CellValue): string | null {
  if (!('options' in field)) return null;
  if (typeof cell === 'string') return findOption(field, cell)?.name ?? '';
  const chosen = new Set<string>(Array.isArray(cell) ? cell : []);
  return field.options
    .filter(({ id }) => chosen.has(id))
    .map(({ name }) => name)
    .join(', ');
}

/** A value as the cell of a formula, rounded half up to its decimals. */
export function cellOfValue(given: FormulaResult, value: Value): CellValue {
  if (isError(value)) return { error: value.error };
  if (given.result === 'checkbox') return value === true;
  if (value === null) return null;
  switch (given.result) {
    case 'number':
    case 'percent':
    case 'currency':
      if (!isNumber(value)) return failed('wrongValue');
      return decimalToScaled(new Decimal(value), given.precision) ?? failed('tooLarge');
    case 'date':
      return isDayValue(value) ? value.day : failed('wrongValue');
    case 'dateTime':
      if (!isInstantValue(value) || dayAt(value.instant) === null) return failed('wrongValue');
      return Math.trunc(value.instant);
    case 'text': {
      if (typeof value !== 'string') return failed('wrongValue');
      const line = normalizeText(value).replace(/\s*\n\s*/g, ' ');
      if (line.length > longest) return failed('tooLarge');
      return line === '' ? null : line;
    }
  }
}

/** The results a formula of a kind can be shown as; the first one where nothing is chosen. */
export const resultsOf: Readonly<
  Record<Exclude<ValueType, 'blank'>, readonly FormulaResult['result'][]>
> = {
  text: ['text'],
  number: ['number', 'currency', 'percent'],
  boolean: ['checkbox'],
  date: ['date'],
  dateTime: ['dateTime'],
};
