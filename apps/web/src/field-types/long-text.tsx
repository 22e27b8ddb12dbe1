import type { FieldUi } from './field-ui.ts';
import { TextCell } from './parts/cells.tsx';
import { TextFilter } from './parts/filter-inputs.tsx';

export const longText: FieldUi = {
  editing: 'multiline',
  align: 'start',
  Cell: TextCell,
  FilterInput: TextFilter,
  invalid: 'text',
};
