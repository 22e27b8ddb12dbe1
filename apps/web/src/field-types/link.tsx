import type { FieldUi } from './field-ui.ts';
import { TextFilter } from './parts/filter-inputs.tsx';
import { LinkCell } from './parts/LinkCell.tsx';
import { LinkPicker } from './parts/LinkPicker.tsx';

export const link: FieldUi = {
  editing: 'pick',
  align: 'start',
  Cell: LinkCell,
  Picker: LinkPicker,
  FilterInput: TextFilter,
  invalid: 'record',
};
