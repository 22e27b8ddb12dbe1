import type { Denial } from '../error.ts';
import type { CellValue, Field, FieldType } from '../schema.ts';
import { autonumber } from './autonumber.ts';
import { checkbox } from './checkbox.ts';
import { createdBy } from './created-by.ts';
import { createdTime } from './created-time.ts';
import { currency } from './currency.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import { derived } from './derived.ts';
import { email } from './email.ts';
import type { FieldTypeSpec, FormatContext, ParseContext, WireValue } from './field-type.ts';
import { formula } from './formula.ts';
import { link } from './link.ts';
import { longText } from './long-text.ts';
import { member } from './member.ts';
import { modifiedBy } from './modified-by.ts';
import { modifiedTime } from './modified-time.ts';
import { multiSelect } from './multi-select.ts';
import { number } from './number.ts';
import { percent } from './percent.ts';
import { phone } from './phone.ts';
import { singleSelect } from './single-select.ts';
import { text } from './text.ts';
import { url } from './url.ts';

/** Every type of field. A new one is a file here, a line here, and the same in the web application. */
export const fieldTypes: Readonly<Record<FieldType, FieldTypeSpec>> = {
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
  lookup: derived,
  rollup: derived,
  count: derived,
  formula,
};

/** A canonical cell from a value of the wire, or why not. */
export function parseCell(field: Field, wire: unknown, context: ParseContext): CellValue | Denial {
  return fieldTypes[field.type].parse(field, wire, context);
}

/** The value of a cell on the wire. */
export function formatCell(field: Field, cell: CellValue, context: FormatContext): WireValue {
  return fieldTypes[field.type].format(field, cell, context);
}

/** A cell as text for people. */
export function cellText(field: Field, cell: CellValue, context: FormatContext): string {
  return fieldTypes[field.type].text(field, cell, context);
}
