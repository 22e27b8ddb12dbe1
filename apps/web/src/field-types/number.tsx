import type { FieldUi } from './field-ui.ts';
import { NumberCell } from './parts/cells.tsx';
import { NumberFilter } from './parts/filter-inputs.tsx';

export const number: FieldUi = {
  editing: 'text',
  align: 'end',
  Cell: NumberCell,
  FilterInput: NumberFilter,
  invalid: 'number',
};
