import { formatCell } from './field-types/index.ts';
import type { RecordId, TableId } from './ids.ts';
import type { CellValue, StoredRecord } from './schema.ts';
import { isWritable } from './storage.ts';
import type { Template, TemplateRecord } from './template.ts';
import type { FieldNames, SourceNames, TableNames } from './template-of-names.ts';

type Keys = ReadonlyMap<TableId, ReadonlyMap<RecordId, string>>;
type Cell = TemplateRecord['cells'][string];

/** Records under keys of their own, in the order given. Links to records that are not here fall away, people too. */
export function recordsOf(
  source: ReadonlyMap<TableId, readonly StoredRecord[]>,
  names: SourceNames,
): Template['records'] {
  const keys: Keys = new Map(
    [...source].map(([table, rows]) => [
      table,
      new Map(rows.map(({ id }, at) => [id, `r${at + 1}`])),
    ]),
  );
  return Object.fromEntries(
    [...source].flatMap(([id, rows]) => {
      const table = names.tables.get(id);
      return table ? [[table.slug, rows.map((row) => recordOf(row, id, table, keys))]] : [];
    }),
  );
}

function recordOf(
  { id, cells }: StoredRecord,
  table: TableId,
  { fields }: TableNames,
  keys: Keys,
): TemplateRecord {
  const named: Record<string, Cell> = {};
  for (const one of fields.values()) {
    const cell = cellOf(one, cells[one.field.id] ?? null, keys);
    if (cell !== null) named[one.slug] = cell;
  }
  return { key: keys.get(table)?.get(id) ?? '', cells: named };
}

/** A cell as a template writes it; null where it stays empty. */
function cellOf({ field, options }: FieldNames, cell: CellValue, keys: Keys): Cell {
  if (cell === null || !isWritable(field)) return null;
  switch (field.type) {
    case 'member':
      // Whoever starts from the template stands in, where there must be somebody.
      return field.required ? 'me' : null;
    case 'singleSelect':
      return options.get(String(cell)) ?? null;
    case 'multiSelect':
      return listOf(cell, (id) => options.get(id));
    case 'link':
      return listOf(cell, (id) => keys.get(field.target)?.get(id));
    default: {
      const wire = formatCell(field, cell, { timeZone: 'UTC', memberName: () => null });
      return typeof wire === 'object' ? null : wire;
    }
  }
}

function listOf(cell: CellValue, name: (id: string) => string | undefined): Cell {
  const names = Array.isArray(cell)
    ? (cell as readonly string[]).flatMap((id) => name(id) ?? [])
    : [];
  return names.length > 0 ? names : null;
}
