import type { FieldUi } from './field-ui.ts';
import { OptionFilter } from './parts/ListFilter.tsx';
import { OptionCell } from './parts/OptionCell.tsx';
import { OptionPicker } from './parts/OptionPicker.tsx';

export const multiSelect: FieldUi = {
  editing: 'pick',
  align: 'start',
  Cell: OptionCell,
  Picker: OptionPicker,
  FilterInput: OptionFilter,
  invalid: 'option',
};
