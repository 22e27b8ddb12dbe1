import { type FieldType, isDerived, shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { autonumber } from './autonumber.tsx';
import { checkbox } from './checkbox.tsx';
import { createdBy } from './created-by.tsx';
import { createdTime } from './created-time.tsx';
import { currency } from './currency.tsx';
import { date } from './date.tsx';
import { dateTime } from './date-time.tsx';
import { email } from './email.tsx';
import type { FieldUi } from './field-ui.ts';
import { link } from './link.tsx';
import { listUi } from './list.tsx';
import { longText } from './long-text.tsx';
import { member } from './member.tsx';
import { modifiedBy } from './modified-by.tsx';
import { modifiedTime } from './modified-time.tsx';
import { multiSelect } from './multi-select.tsx';
import { number } from './number.tsx';
import { percent } from './percent.tsx';
import { phone } from './phone.tsx';
import { singleSelect } from './single-select.tsx';
import { text } from './text.tsx';
import { url } from './url.tsx';

const fieldUis: Readonly<Record<Exclude<FieldType, 'formula'>, FieldUi>> = {
  text,
  longText,
  phone,
  email,
  url,
  number,
  percent,
  currency,
  checkbox,
  singleSelect,
  multiSelect,
  date,
  dateTime,
  member,
  autonumber,
  link,
  createdTime,
  createdBy,
  modifiedTime,
  modifiedBy,
  // Shown as their results; without any they have no cells.
  lookup: { ...text, editing: 'none' },
  rollup: { ...number, editing: 'none' },
  count: { ...number, editing: 'none' },
};

const listUis = new Map<FieldUi, FieldUi>();
const computedUis = new Map<FieldUi, FieldUi>();

/** How a field's type looks and is edited. One that is worked out looks like its result, and nobody writes it. */
export function uiOf(field: OutField): FieldUi {
  const ui = fieldUis[shownType(field)];
  if (field.many) return kept(listUis, ui, listUi);
  return field.type === 'formula' || isDerived(field) ? kept(computedUis, ui, computedUi) : ui;
}

const computedUi = (ui: FieldUi): FieldUi => ({ ...ui, editing: 'none' });

function kept(known: Map<FieldUi, FieldUi>, ui: FieldUi, make: (ui: FieldUi) => FieldUi): FieldUi {
  const made = known.get(ui) ?? make(ui);
  known.set(ui, made);
  return made;
}

/**
 * True when nobody writes the cells: products, formulas, what is asked of other records, created and modified fields,
 * the reverse side of a link.
 */
export function isComputed(field: OutField): boolean {
  if (field.product !== undefined) return true;
  return uiOf(field).editing === 'none' || (field.type === 'link' && field.side === 'reverse');
}
