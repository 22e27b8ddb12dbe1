import { type FieldType, guessType } from '@tessera/model';
import type { FieldRequest, OutField } from '@tessera/protocol';
import { parseText, plainText } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { newDraft, nextColor } from './field-draft.ts';

/** Types that a column of pasted text can become. */
export const pastedTypes = [
  'text',
  'longText',
  'number',
  'currency',
  'percent',
  'checkbox',
  'singleSelect',
  'multiSelect',
  'date',
  'dateTime',
  'email',
  'phone',
  'url',
] as const satisfies readonly FieldType[];
export type PastedType = (typeof pastedTypes)[number];

/** A column of pasted cells on its way to become a field. */
export interface PastedColumn {
  readonly name: string;
  readonly type: PastedType;
  readonly values: readonly string[];
}

export type Rows = readonly (readonly string[])[];

const plain = (text: string) => text.slice(0, 500).normalize('NFKC').trim();

/** Whether the first row looks like names: filled, all different, and of no other kind than what is below it. */
export function hasHeader(rows: Rows): boolean {
  const [first, ...rest] = rows;
  if (!first || rest.length === 0) return false;
  const names = first.map(plain);
  if (names.some((name) => name === '') || new Set(names).size < names.length) return false;
  return names.every((name) => guessType([name]) === 'text');
}

/** Columns with names and guessed types. `unnamed` gives the name of a column without one. */
export function columnsOf(
  rows: Rows,
  header: boolean,
  unnamed: (position: number) => string,
): readonly PastedColumn[] {
  const body = header ? rows.slice(1) : rows;
  const width = Math.max(0, ...rows.map((row) => row.length));
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, at) => {
    const values = body.map((row) => row[at] ?? '');
    const given = header
      ? plain(rows[0]?.[at] ?? '')
          .replace(/\s+/g, ' ')
          .slice(0, 90)
      : '';
    const base = given || unnamed(at + 1);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base} ${number}`;
    taken.add(name.toLowerCase());
    const type = guessType(values);
    // The first field names the records, which not every type can.
    return { name, values, type: at === 0 && !isTitleType(type) ? 'text' : type };
  });
}

const titleTypes: ReadonlySet<PastedType> = new Set(['text', 'email', 'phone', 'url', 'number']);

/** Whether a field of this type can name records. */
export function isTitleType(type: PastedType): boolean {
  return titleTypes.has(type);
}

/** The request for the field of a column, with choices and digits as its values need them. */
export function fieldOfColumn(column: PastedColumn, language: 'en' | 'zh'): FieldRequest {
  const { name, type, values } = column;
  const draft = newDraft(language);
  switch (type) {
    case 'singleSelect':
    case 'multiSelect':
      return { name, type, options: [...choicesOf(column)] };
    case 'number':
      return { name, type, precision: Math.min(4, Math.max(0, ...values.map(digitsOf))) };
    case 'currency':
      return { name, type, precision: 2, currency: currencyOf(values) ?? draft.currency };
    case 'percent':
      return { name, type, precision: 2 + Math.min(2, Math.max(0, ...values.map(digitsOf))) };
    default:
      return { name, type };
  }
}

function digitsOf(text: string): number {
  return /\.(\d+)\D*$/.exec(plain(text))?.[1]?.length ?? 0;
}

function currencyOf(values: readonly string[]): string | null {
  const text = values.map(plain).join(' ');
  if (/[¥￥元]|CNY|RMB/i.test(text)) return 'CNY';
  if (/€|EUR/i.test(text)) return 'EUR';
  if (/£/.test(text)) return 'GBP';
  return /\$|USD/i.test(text) ? 'USD' : null;
}

function partsOf(column: PastedColumn, value: string): readonly string[] {
  const parts = column.type === 'multiSelect' ? value.split(/[,，、;；\n]/) : [value];
  return parts.map((part) => part.trim().slice(0, 100)).filter((part) => part !== '');
}

function choicesOf(column: PastedColumn): readonly { name: string; color: string }[] {
  const seen = new Map<string, string>();
  for (const value of column.values)
    for (const part of partsOf(column, value))
      if (!seen.has(part.toLowerCase()) && seen.size < 200) seen.set(part.toLowerCase(), part);
  let options: { key: string; name: string; color: string }[] = [];
  for (const name of seen.values())
    options = [...options, { key: name, name, color: nextColor(options) }];
  return options.map(({ name, color }) => ({ name, color }));
}

/** The values of a column as the import reads them without doubt; what does not fit its type is left empty. */
export function writtenValues(
  column: PastedColumn,
  field: OutField,
  env: CellEnv,
): { readonly values: readonly string[]; readonly unfit: number } {
  let unfit = 0;
  const values = column.values.map((text) => {
    if (text.trim() === '') return '';
    const parsed = parseText(field, text, env);
    if (!parsed.ok) unfit += 1;
    return parsed.ok ? plainText(field, parsed.value, env) : '';
  });
  return { values, unfit };
}

/** A field that is not there yet, for reading values as its type would. */
export function draftField(column: PastedColumn, language: 'en' | 'zh'): OutField {
  const request = fieldOfColumn(column, language);
  return {
    id: 'fld',
    name: column.name,
    slug: 'field',
    type: column.type,
    level: 'edit',
    creatable: true,
    everywhere: true,
    ...(request.precision !== undefined && { precision: request.precision }),
    ...(request.currency !== undefined && { currency: request.currency }),
    ...(request.options && {
      options: request.options.map(({ name, color }) => ({
        id: name,
        name,
        color: color ?? 'gray',
      })),
    }),
  };
}

/** Rows as a file that the import reads: always quoted, so that nothing in a cell ends it. */
export function csvOf(names: readonly string[], columns: readonly (readonly string[])[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = columns[0]?.map((_, row) => columns.map((column) => column[row] ?? '')) ?? [];
  const kept = rows.filter((row) => row.some((cell) => cell !== ''));
  return [names, ...kept].map((row) => row.map(quoted).join(',')).join('\r\n');
}
