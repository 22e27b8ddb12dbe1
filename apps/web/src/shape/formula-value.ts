import {
  type CellValue,
  type FieldOf,
  formatCell,
  formulaCell,
  formulaInputs,
  type ReadFormula,
  resultsOf,
} from '@tessera/model';
import type { OutField, OutRecord, OutValue } from '@tessera/protocol';
import { asModelField, cellOf } from '../field-types/convert.ts';
import { isFailed, isMasked } from '../field-types/readable.ts';
import type { FieldDraft } from './field-draft.ts';

/** What a formula in the making gives on one record, as a cell of the field it would be. */
export interface FormulaValue {
  readonly field: OutField;
  readonly value: OutValue;
}

/**
 * Works a formula out on a record as it was read, here and not on the server. Null where it reads a cell that is not
 * open on that record. `fields`: those it may read; `timeZone`: IANA.
 */
export function formulaValue(
  { expression, type }: ReadFormula,
  { result, precision, currency }: Pick<FieldDraft, 'result' | 'precision' | 'currency'>,
  fields: readonly OutField[],
  record: OutRecord,
  timeZone: string,
): FormulaValue | null {
  const [only = 'text'] = resultsOf[type];
  const field: OutField = {
    ...{ id: '', name: '', slug: '', type: 'formula', expression },
    ...{ result: type === 'number' ? result : only, precision, currency },
    ...{ level: 'read', creatable: false, everywhere: true },
  };
  const made = { ...asModelField(field), type: 'formula' } as FieldOf<'formula'>;
  const inputs = new Map(fields.map((one) => [one.id, asModelField(one)]));
  const cells: Record<string, CellValue> = {};
  for (const id of formulaInputs(made)) {
    const input = fields.find((one) => one.id === id);
    const value = record.fields[id];
    if (!input || value === undefined || isMasked(value)) return null;
    cells[id] = isFailed(value) ? value : cellOf(input, value);
  }
  const cell = formulaCell(made, inputs, cells, timeZone);
  const value = formatCell(made, cell, { timeZone, memberName: () => null });
  return { field, value: value as OutValue };
}
