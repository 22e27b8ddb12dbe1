import type { FieldUi } from './field-ui.ts';
import { MemberFilter } from './parts/ListFilter.tsx';
import { MemberCell } from './parts/MemberCell.tsx';
import { MemberPicker } from './parts/MemberPicker.tsx';

export const member: FieldUi = {
  editing: 'pick',
  align: 'start',
  Cell: MemberCell,
  Picker: MemberPicker,
  FilterInput: MemberFilter,
  invalid: 'member',
};
