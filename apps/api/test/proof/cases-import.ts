import type { OutTable } from '@tessera/protocol';
import { rawRow, rawWorkbook } from '../raw-workbook.ts';
import { randomWire } from './ask-values.ts';
import { type Asked, type Known, type Upload, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const broken: readonly Upload[] = [
  {},
  { file: '' },
  { file: Uint8Array.from([0, 1, 2, 255, 254, 0, 0, 7]) },
  { file: Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9, 9]) },
  { file: 'a,b\n1,2\n', options: { columns: 'all' } },
  { file: 'a,b\n1,2\n', options: { columns: [{ column: 0, field: 'margin' }] } },
];

/** A file over fields the member may fill in, with rows that fit and rows that do not. */
function sheet(random: Random, table: OutTable | null, known: Known): Upload {
  const open = (table?.fields ?? []).filter(({ creatable }) => creatable);
  const fields = random.shuffled(open).slice(0, 3);
  const named = fields.map(({ name }) => name);
  const seen = known.records.get(table?.id ?? '') ?? [];
  const rows = Array.from({ length: 1 + random.int(4) }, () => {
    const record = seen.length > 0 && random.chance(0.4) ? random.pick(seen) : undefined;
    return fields.map((field) =>
      textOf(record?.fields[field.id] ?? randomWire(random, field, known)),
    );
  });
  const columns = fields.map((field, column) => ({ column, field: field.id }));
  if (random.chance(0.15)) columns.push({ column: 0, field: known.field(random, table) });
  const text = (table?.fields ?? []).find(({ id }) => fields.some((field) => field.id === id));
  const lines = [named, ...rows];
  const sheets = { S: { rows: lines.map((cells, at) => rawRow(at + 1, cells.map(xml))).join('') } };
  return {
    // A thread is started for each workbook: a few will do.
    file: random.chance(0.1)
      ? rawWorkbook({ sheets })
      : lines.map((cells) => cells.map(quoted).join(',')).join('\n'),
    options: {
      columns,
      ...(random.chance(0.6) &&
        text && { key: text.id, onMatch: random.pick(['update', 'skip', 'add']) }),
      ...(random.chance(0.5) && { unmatched: random.pick(['refuse', 'empty']) }),
      ...(random.chance(0.3) && { dryRun: true }),
    },
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object') return String(value);
  const { name, title } = value as { name?: unknown; title?: unknown };
  return String(name ?? title ?? '');
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function importing(random: Random, known: Known): Asked {
  const { name: t, known: found } = known.table(random);
  const upload = random.chance(0.1) ? random.pick(broken) : sheet(random, found, known);
  return { endpoint: `post ${ws}/tables/{t}/import`, params: { t }, upload };
}

function inspecting(random: Random, known: Known): Asked {
  const { name: t, known: found } = known.table(random);
  const { file } = random.chance(0.2) ? random.pick(broken) : sheet(random, found, known);
  return {
    endpoint: `post ${ws}/tables/{t}/import/inspect`,
    params: { t },
    upload: file === undefined ? {} : { file },
  };
}

const people = [
  'Name,E-mail,Manager,Role,Title',
  'Nora New,nora@example.com,Lee Lead,Sales,Sales manager',
  'Sam Seller,memsam@example.com,,Spare,',
];

function peopleImport(random: Random): Asked {
  const options = {
    columns: [
      { column: 0, field: 'name' },
      { column: 1, field: 'email' },
      { column: 2, field: 'manager' },
      ...(random.chance(0.7) ? [{ column: 3, field: 'role' }] : []),
      ...(random.chance(0.5) ? [{ column: 4, field: 'title' }] : []),
    ],
    ...(random.chance(0.5) && { dryRun: true }),
  };
  const file = people.slice(0, 1 + random.int(3)).join('\n');
  const upload = random.chance(0.2) ? random.pick(broken) : { file, options };
  return { endpoint: `post ${ws}/members/import`, upload };
}

function peopleInspect(random: Random): Asked {
  const upload = random.chance(0.3) ? random.pick(broken.slice(0, 3)) : { file: people.join('\n') };
  return { endpoint: `post ${ws}/members/import/inspect`, upload };
}

export const importCases: Readonly<Record<string, Case>> = {
  [`post ${ws}/tables/{t}/import`]: { weight: 5, ask: importing },
  [`post ${ws}/tables/{t}/import/inspect`]: { weight: 2, ask: inspecting },
  [`post ${ws}/members/import`]: { weight: 1, ask: peopleImport },
  [`post ${ws}/members/import/inspect`]: { weight: 1, ask: peopleInspect },
};
