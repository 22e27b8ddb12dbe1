import {
  type CellValue,
  type Field,
  formatCell,
  isDenial,
  localTimeAt,
  type ParseContext,
  parseCell,
  shownType,
  storageOf,
} from '@tessera/model';
import type { LinkValue, ListedValue, NamedValue, OutField, OutValue } from '@tessera/protocol';
import { asShown } from './as-shown.ts';
import type { CellEnv, InvalidReason, Parsed } from './field-ui.ts';

const invalidOf: Readonly<Partial<Record<OutField['type'], InvalidReason>>> = {
  number: 'number',
  currency: 'number',
  percent: 'number',
  checkbox: 'checkbox',
  singleSelect: 'option',
  multiSelect: 'option',
  date: 'date',
  dateTime: 'dateTime',
  member: 'member',
  link: 'record',
  phone: 'phone',
  email: 'email',
  url: 'url',
};

/** The projected field as the model's field types want it, what is worked out as its result; what the member cannot know is left empty. */
export function asModelField(field: OutField): Field {
  return {
    ...asShown(field),
    classes: [],
    precision: field.precision ?? 0,
    currency: field.currency ?? 'USD',
    options: field.options ?? [],
    target: field.target ?? '',
    reverse: '',
    side: field.side ?? 'forward',
    single: field.single ?? false,
    watch: 'all',
  } as unknown as Field;
}

/** Finds a linked record by its title where that was looked up before. */
export type FindRecord = (field: string, title: string) => NamedValue | null;

/**
 * A value of the wire from text as people write it. `typed` text was written into a cell of this field: a bare
 * number in a percent cell counts percents.
 */
export function parseText(
  field: OutField,
  text: string,
  env: CellEnv,
  findRecord?: FindRecord,
  typed = false,
): Parsed {
  if (field.type === 'link') return parseLink(field, text, findRecord);
  const given = typed && field.type === 'percent' && /\d\s*$/.test(text) ? `${text.trim()}%` : text;
  return parseWire(field, given, env);
}

/** Any value of the wire, read leniently and brought to the form it would come back in. */
export function parseWire(field: OutField, wire: unknown, env: CellEnv): Parsed {
  const model = asModelField(field);
  const cell = parseCell(model, wire, contextOf(env));
  if (isDenial(cell)) return { ok: false, reason: invalidOf[field.type] ?? 'text' };
  const value = formatCell(model, cell, {
    timeZone: env.timeZone,
    memberName: (id) => env.members.find((member) => member.id === id)?.name ?? null,
  });
  return { ok: true, value: value as OutValue };
}

function contextOf(env: CellEnv): ParseContext {
  return {
    timeZone: env.timeZone,
    today: env.today,
    lenient: true,
    dateOrder: env.language === 'zh' ? 'ymd' : 'mdy',
    member: (given) => {
      const id = env.members.find((member) => member.id === given);
      if (id) return id.id;
      const key = given.trim().toLowerCase();
      const named = env.members.filter((member) => member.name.toLowerCase() === key);
      return named.length === 1 ? (named[0]?.id ?? null) : null;
    },
  };
}

function parseLink(field: OutField, text: string, findRecord?: FindRecord): Parsed {
  if (text.trim() === '') return { ok: true, value: [] };
  const whole = findRecord?.(field.id, text.trim());
  if (whole) return { ok: true, value: [{ id: whole.id, title: whole.name }] };
  const titles = splitTitles(text);
  const found = titles.map((title) => findRecord?.(field.id, title));
  if (found.some((one) => !one) || (field.single && found.length > 1)) {
    return { ok: false, reason: 'record' };
  }
  return {
    ok: true,
    value: found.flatMap((one) => (one ? [{ id: one.id, title: one.name }] : [])),
  };
}

/** The titles in the text of a link cell. */
export function splitTitles(text: string): readonly string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((title) => title.trim())
    .filter((title) => title !== '');
}

/** A value of the wire as conditions compare it. Of a link there is no such cell. */
export function cellOf(field: OutField, value: OutValue): CellValue {
  // Of a list there is no such cell either.
  if (field.many) return null;
  switch (storageOf(field)) {
    case 'number':
      return typeof value === 'number' ? Math.round(value * 10 ** (field.precision ?? 0)) : null;
    case 'instant':
      return typeof value === 'string' ? Date.parse(value) : null;
    case 'id':
      return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
    case 'ids':
      return Array.isArray(value) ? value.flatMap((one) => idOf(one) ?? []) : null;
    case 'link':
      return null;
    default:
      return typeof value === 'object' ? null : value;
  }
}

type ListItem = LinkValue | ListedValue;

/** True for a chip that may not be opened or named. */
export function isClosed(value: ListItem): value is { readonly noAccess: true } {
  return typeof value === 'object' && 'noAccess' in value;
}

function idOf(item: ListItem): string | undefined {
  return typeof item === 'object' && 'id' in item ? item.id : undefined;
}

function nameOf(item: ListItem): string {
  if (typeof item !== 'object') return String(item);
  if ('title' in item) return item.title;
  return 'name' in item ? item.name : '';
}

/** True for an empty cell. */
export function isEmptyValue(value: OutValue): boolean {
  return (
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A value as plain text: for the clipboard, for editing, for screen readers. Understood again by `parseText`. */
export function plainText(field: OutField, value: OutValue, env: CellEnv): string {
  if (field.many && Array.isArray(value)) {
    const { many: _many, ...single } = field;
    return value.map((one) => plainText(single, one as OutValue, env)).join(', ');
  }
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return plainNumber(field, value);
  if (typeof value === 'string') {
    const type = shownType(field);
    const instant = type === 'dateTime' || type.endsWith('Time');
    return instant && value.includes('T') ? plainInstant(value, env.timeZone) : value;
  }
  if (Array.isArray(value)) {
    return value
      .map((item) => nameOf(item))
      .filter((text) => text !== '')
      .join(', ');
  }
  if ('masked' in value) return value.masked;
  if ('error' in value) return `#${value.error}`;
  return 'name' in value ? value.name : '';
}

function plainNumber(field: OutField, value: number): string {
  const precision = field.precision ?? 0;
  if (shownType(field) === 'percent') {
    return `${Number((value * 100).toFixed(Math.max(0, precision - 2)))}%`;
  }
  return shownType(field) === 'currency' ? value.toFixed(precision) : String(value);
}

function plainInstant(iso: string, timeZone: string): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return iso;
  const { year, month, day, hour, minute } = localTimeAt(instant, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Two values that would be saved as the same cell. */
export function sameValue(a: OutValue, b: OutValue): boolean {
  return JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b));
}

function keyOf(value: OutValue): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map((item) => idOf(item) ?? item);
  }
  if (typeof value === 'object' && value !== null && 'id' in value) return value.id;
  return value === '' ? null : value;
}
