import { isCellError } from '../compare-cells.ts';
import { givenField } from '../formula/result.ts';
import type { CellValue, FieldOf, FormulaResult } from '../schema.ts';
import { checkbox } from './checkbox.ts';
import { currency } from './currency.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import { type FormatContext, notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';
import { number } from './number.ts';
import { percent } from './percent.ts';
import { text } from './text.ts';

const results = { text, checkbox, date, dateTime, number, percent, currency } as const;

/** The spec of what a formula gives, with the field as one of that type. */
function shown(field: FieldOf<'formula'>) {
  const spec = results[field.result] as SpecOf<FormulaResult['result']>;
  return { spec, as: givenField(field) as FieldOf<FormulaResult['result']> };
}

/** Cells like those of the type that the formula gives, which `storageOf` and `operatorsOf` go by; or failures. */
export const formula: SpecOf<'formula'> = {
  storage: 'text',
  operators: operatorsByStorage.text,
  writable: false,
  parse: (field) => notWritable(field),
  format: (field, cell: CellValue, context: FormatContext) => {
    if (isCellError(cell)) return cell;
    const { spec, as } = shown(field);
    return spec.format(as, cell, context);
  },
  text: (field, cell, context) => {
    if (isCellError(cell)) return `#${cell.error}`;
    const { spec, as } = shown(field);
    return spec.text(as, cell, context);
  },
};
