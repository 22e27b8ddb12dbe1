import type { FieldUi } from './field-ui.ts';
import { DayCell } from './parts/cells.tsx';
import { DateFilter } from './parts/DateFilter.tsx';
import { DatePicker } from './parts/DatePicker.tsx';

export const date: FieldUi = {
  editing: 'date',
  align: 'start',
  Cell: DayCell,
  Picker: DatePicker,
  FilterInput: DateFilter,
  invalid: 'date',
};
