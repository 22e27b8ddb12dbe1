import {
  decimalFrom,
  decimalToScaled,
  numberToScaled,
  scaledToDecimal,
  scaledToExact,
} from '../display-number.ts';
import type { Denial } from '../error.ts';
import type { CellValue, Field, FieldOf } from '../schema.ts';
import {
  invalidCell,
  isBlank,
  operatorsByStorage,
  type ParseContext,
  type SpecOf,
} from './field-type.ts';
import { readWrittenNumber } from './written-number.ts';

type NumberType = 'number' | 'percent' | 'currency';

/** The spec of a type whose cells are scaled integers; only how it is written for people differs. */
export function numberFieldType<T extends NumberType>(
  write: (scaled: number, precision: number) => string,
): SpecOf<T> {
  return {
    storage: 'number',
    operators: operatorsByStorage.number,
    writable: true,
    parse: parseNumber,
    format: (field: FieldOf<NumberType>, cell) =>
      typeof cell === 'number' ? scaledToDecimal(cell, field.precision) : null,
    text: (field: FieldOf<NumberType>, cell) =>
      typeof cell === 'number' ? write(cell, field.precision) : '',
    convert: convertNumber,
  };
}

/** Numbers keep their value whatever they are written like: 0.15 is 15 %. A tick is 1. */
function convertNumber(
  field: FieldOf<NumberType>,
  from: Field,
  cell: CellValue,
): CellValue | undefined {
  if (typeof cell === 'boolean') return cell ? 10 ** field.precision : 0;
  if (typeof cell !== 'number' || (!('precision' in from) && from.type !== 'autonumber'))
    return undefined;
  const precision = 'precision' in from ? from.precision : 0;
  return decimalToScaled(scaledToExact(cell, precision), field.precision);
}

function parseNumber(
  field: FieldOf<NumberType>,
  wire: unknown,
  context: ParseContext,
): CellValue | Denial {
  if (typeof wire === 'number' && Number.isFinite(wire)) {
    return numberToScaled(wire, field.precision) ?? tooLarge(field);
  }
  if (isBlank(wire) && !Array.isArray(wire)) return null;
  const written = context.lenient ? readWrittenNumber(wire) : null;
  const value = context.lenient ? written?.value : decimalFrom(wire);
  if (!value) return invalidCell(field, 'needs a number');
  const scaled = decimalToScaled(value, field.precision);
  if (scaled === null) return tooLarge(field);
  // `12%` in a field of whole numbers would silently become 0.
  const lost =
    written?.percent &&
    field.type !== 'percent' &&
    !value.eq(scaledToDecimal(scaled, field.precision));
  return lost ? invalidCell(field, 'needs a number, not a percentage') : scaled;
}

function tooLarge(field: FieldOf<NumberType>): Denial {
  return invalidCell(field, 'takes no number as large as this');
}
