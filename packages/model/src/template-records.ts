import { addDays } from './days.ts';
import { isDenial } from './error.ts';
import type { ParseContext } from './field-types/field-type.ts';
import { parseCell } from './field-types/index.ts';
import { instantIn } from './field-types/written-date.ts';
import type { MemberId, TableId } from './ids.ts';
import type { CellValue, Field, StoredRecord } from './schema.ts';
import type { Template, TemplateRecord } from './template.ts';
import type { NamedField, TemplateNames } from './template-names.ts';

/** What sample records are filled with. */
export interface RecordContext {
  readonly names: TemplateNames;
  readonly fields: ReadonlyMap<string, Field>;
  readonly member: MemberId | null;
  /** 'YYYY-MM-DD'; null leaves cells such as `today+3` empty. */
  readonly today: string | null;
  readonly timeZone: string;
  /** Keys (`table.key`) of sample records that are there already. */
  readonly existing: ReadonlySet<string>;
}

/** Sample records to be made, and cells of new fields for those that are there already. */
export interface SampleRecords {
  readonly table: TableId;
  readonly records: readonly StoredRecord[];
  readonly updates: readonly StoredRecord[];
}

/**
 * The sample records in canonical cells, link cells with the ids of their targets; tables that others link to
 * come first as far as there is such an order.
 */
export function resolveRecords(
  template: Template,
  context: RecordContext,
): readonly SampleRecords[] {
  return inOrder(template, context.names).flatMap((slug) => {
    const table = context.names.tables.get(slug);
    const rows = template.records[slug] ?? [];
    if (!table || rows.length === 0) return [];
    const isThere = ({ key }: TemplateRecord) => context.existing.has(`${slug}.${key}`);
    const records = rows
      .filter((row) => !isThere(row))
      .map((row) => resolveRecord(slug, row, context));
    const updates = rows
      .filter(isThere)
      .map((row) => resolveRecord(slug, onlyNew(row, table.fields), context))
      .filter(({ cells }) => Object.keys(cells).length > 0);
    return [{ table: table.id, records, updates }];
  });
}

/** A record with the cells of fields that come with the template: the others are somebody's own by now. */
function onlyNew(row: TemplateRecord, fields: ReadonlyMap<string, NamedField>): TemplateRecord {
  const cells = Object.entries(row.cells).filter(([slug]) => {
    const field = fields.get(slug);
    return field && !field.existing && field.type !== 'link';
  });
  return { key: row.key, cells: Object.fromEntries(cells) };
}

function inOrder(template: Template, names: TemplateNames): readonly string[] {
  const done = new Set<string>();
  const visit = (slug: string, path: readonly string[]) => {
    if (done.has(slug) || path.includes(slug)) return;
    const forward = template.tables.find((table) => table.slug === slug)?.fields ?? [];
    for (const field of forward) {
      if (field.type === 'link' && field.target) visit(field.target, [...path, slug]);
    }
    done.add(slug);
  };
  for (const slug of names.tables.keys()) visit(slug, []);
  return [...done];
}

function resolveRecord(table: string, row: TemplateRecord, context: RecordContext): StoredRecord {
  const { names } = context;
  const where = `record ${table}.${row.key}`;
  const cells: Record<string, CellValue> = {};
  for (const [slug, given] of Object.entries(row.cells)) {
    const named = names.field(slug, table, where);
    const field = named && context.fields.get(named.id);
    if (!named || !field) continue;
    const wire = wireOf(named, given, context, `${where}, ${slug}`);
    const cell = parseCell(field, wire, parseContext(context));
    if (isDenial(cell)) names.problem(`${where}: ${cell.message}`);
    else if (cell !== null) cells[field.id] = cell;
  }
  const own = names.tables.get(table)?.fields.values() ?? [];
  for (const { id, slug } of own) {
    const made = !context.existing.has(`${table}.${row.key}`);
    if (made && context.fields.get(id)?.required && cells[id] === undefined) {
      names.problem(`${where}: "${slug}" is required`);
    }
  }
  return { id: names.records.get(`${table}.${row.key}`) ?? '', cells };
}

function parseContext({ member, today, timeZone }: RecordContext): ParseContext {
  return {
    timeZone,
    today: today ?? '1970-01-01',
    member: (given) => (given === member ? member : null),
  };
}

function wireOf(
  field: NamedField,
  given: TemplateRecord['cells'][string],
  context: RecordContext,
  where: string,
): unknown {
  const { names } = context;
  const each = (map: (item: string) => string) =>
    Array.isArray(given) ? (given as readonly string[]).map(map) : map(String(given));
  if (given === undefined || given === null) return null;
  if (typeof given === 'object' && 'en' in given) return names.text(given);
  switch (field.type) {
    case 'singleSelect':
    case 'multiSelect':
      return each((slug) => names.id(field.options, slug, where));
    case 'link':
      return each((key) => names.id(names.records, `${field.target ?? ''}.${key}`, where));
    case 'member':
      if (given !== 'me') names.problem(`${where}: the only member a template knows is "me"`);
      return context.member;
    case 'date':
    case 'dateTime':
      return typeof given === 'string' ? dayFrom(given, field, context) : given;
    default:
      return given;
  }
}

const relative = /^today(?:([+-]\d{1,4}))?(?:T(\d{2}):(\d{2}))?$/;

/** `today`, `today-3`, `today+1T09:30` (in the workspace's time zone), or the text itself. */
function dayFrom(given: string, field: NamedField, { today, timeZone }: RecordContext): unknown {
  const match = relative.exec(given);
  if (!match) return given;
  if (today === null) return null;
  const day = addDays(today, Number(match[1] ?? 0));
  if (field.type === 'date') return day;
  const time = (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)) * 60_000;
  const instant = instantIn(day, time, timeZone);
  return instant === null ? null : new Date(instant).toISOString();
}
