import type { FieldUi } from './field-ui.ts';
import { MemberFilter } from './parts/ListFilter.tsx';
import { MemberCell } from './parts/MemberCell.tsx';

export const modifiedBy: FieldUi = {
  editing: 'none',
  align: 'start',
  Cell: MemberCell,
  FilterInput: MemberFilter,
  invalid: 'member',
};
