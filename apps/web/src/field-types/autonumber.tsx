import type { FieldUi } from './field-ui.ts';
import { NumberCell } from './parts/cells.tsx';
import { NumberFilter } from './parts/filter-inputs.tsx';

export const autonumber: FieldUi = {
  editing: 'none',
  align: 'end',
  Cell: NumberCell,
  FilterInput: NumberFilter,
  invalid: 'number',
};
