import type { FieldUi } from './field-ui.ts';
import { InstantCell } from './parts/cells.tsx';
import { DateFilter } from './parts/DateFilter.tsx';

export const modifiedTime: FieldUi = {
  editing: 'none',
  align: 'start',
  Cell: InstantCell,
  FilterInput: DateFilter,
  invalid: 'dateTime',
};
