import { setImmediate as breathe } from 'node:timers/promises';
import {
  AppError,
  type Cells,
  type CellValue,
  type Field,
  isDenial,
  offsetAt,
  type ParseContext,
  parseCell,
  type RecordChange,
  type Schema,
  type Table,
  type Template,
} from '@tessera/model';
import { planChange, systemAccess } from '@tessera/permissions';
import type { Authorship } from '@tessera/store';
import { type DemoCompany, type DemoRecord, templates } from '@tessera/templates';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { commitRecords } from './commit.ts';

const batch = 1000;

type Cell = DemoRecord['cells'][string];

/** What the keys and slugs of a company stand for. */
interface Names {
  readonly members: ReadonlyMap<string, string>;
  /** By id of the table, then key. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By `table.field`, then slug. */
  readonly options: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly parse: ParseContext;
}

/**
 * Writes the records of a demo company under the system's own subject "demo", table by table, so that links find
 * what they point at. `wrote` hears how many there are by now.
 */
export async function writeDemoRecords(
  app: AppContext,
  workspace: WorkspaceContext,
  given: {
    readonly company: DemoCompany;
    readonly members: ReadonlyMap<string, string>;
    readonly today: string;
    readonly by: Authorship;
    readonly wrote: (count: number) => void;
  },
): Promise<void> {
  const { company, members, today, by, wrote } = given;
  const schema = workspace.store.schema();
  const { language, timeZone } = workspace.store.info();
  const access = systemAccess('demo', schema, { now: by.at, timeZone });
  const records = new Map<string, ReadonlyMap<string, string>>();
  const names: Names = {
    members,
    records,
    options: optionsOf(schema, language),
    parse: { timeZone, today, member: () => null },
  };
  let count = 0;
  for (const part of company.tables) {
    const table = schema.tables.find(({ slug }) => slug === part.table);
    if (table === undefined) throw broken(part.table);
    records.set(table.id, new Map(part.records.map(({ key }) => [key, app.makeId('record')])));
    const fields = new Map(table.fields.map((field) => [field.slug, field]));
    for (let at = 0; at < part.records.length; at += batch) {
      const changes = part.records
        .slice(at, at + batch)
        .map((record) => creation(record, table, fields, names));
      const plan = planChange(access, { table: table.id, changes });
      const done = isDenial(plan) ? plan : await commitRecords(workspace, plan, by);
      if (isDenial(done)) throw broken(part.table, done.message);
      count += changes.length;
      wrote(count);
      // Whoever asks how far it is gets an answer in between.
      await breathe();
    }
  }
}

function creation(
  { key, cells: given }: DemoRecord,
  table: Table,
  fields: ReadonlyMap<string, Field>,
  names: Names,
): RecordChange {
  const cells: Record<string, CellValue> = {};
  for (const [slug, cell] of Object.entries(given)) {
    const field = fields.get(slug);
    const value = field && cellOf(field, cell, `${table.slug}.${slug}`, names);
    if (value === undefined) throw broken(`${table.slug}.${slug}`);
    cells[field?.id ?? ''] = value;
  }
  return { kind: 'create', id: idOf(names.records.get(table.id), key), cells: cells as Cells };
}

function cellOf(field: Field, cell: Cell, where: string, names: Names): CellValue | undefined {
  switch (field.type) {
    case 'singleSelect':
      return names.options.get(where)?.get(String(cell));
    case 'member':
      return names.members.get(String(cell));
    case 'link':
      return (cell as readonly string[]).map((key) => idOf(names.records.get(field.target), key));
    case 'dateTime':
      return instantOf(String(cell), names.parse.timeZone);
    default: {
      const parsed = parseCell(field, cell, names.parse);
      return isDenial(parsed) ? undefined : parsed;
    }
  }
}

function idOf(ids: ReadonlyMap<string, string> | undefined, key: string): string {
  const id = ids?.get(key);
  if (id === undefined) throw broken(key);
  return id;
}

/** Wall clocks of working hours, at which no zone changes its offset. */
function instantOf(local: string, timeZone: string): number {
  const asUtc = Date.parse(`${local}:00Z`);
  return asUtc - offsetAt(timeZone, asUtc - offsetAt(timeZone, asUtc));
}

/** A schema has names of options; the templates know which slug each of them has. */
function optionsOf(schema: Schema, language: 'en' | 'zh'): Names['options'] {
  const slugs = new Map<string, string>();
  const note = (tables: Template['tables']) => {
    for (const table of tables) {
      for (const { slug: field, options = [] } of table.fields) {
        for (const { slug, name } of options)
          slugs.set(`${table.slug}.${field} ${name[language]}`, slug);
      }
    }
  };
  for (const template of templates) {
    note(template.tables);
    for (const { tables } of template.joins ?? []) note(tables);
  }
  const found = new Map<string, Map<string, string>>();
  for (const table of schema.tables) {
    for (const field of table.fields) {
      if (field.type !== 'singleSelect') continue;
      const where = `${table.slug}.${field.slug}`;
      const ids = field.options.map(
        ({ id, name }) => [slugs.get(`${where} ${name}`) ?? name, id] as const,
      );
      found.set(where, new Map(ids));
    }
  }
  return found;
}

function broken(what: string, why = 'has nothing to stand for it'): AppError {
  return new AppError('internal', 'The demo company could not be made.', undefined, {
    cause: new Error(`The demo company is broken: ${what} ${why}`),
  });
}
