import type { FieldUi } from './field-ui.ts';
import { InstantCell } from './parts/cells.tsx';
import { DateFilter } from './parts/DateFilter.tsx';
import { DatePicker } from './parts/DatePicker.tsx';

export const dateTime: FieldUi = {
  editing: 'date',
  align: 'start',
  Cell: InstantCell,
  Picker: DatePicker,
  FilterInput: DateFilter,
  invalid: 'dateTime',
};
