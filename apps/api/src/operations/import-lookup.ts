import {
  type CellValue,
  cellText,
  type Field,
  fold,
  formatCell,
  isDenial,
  parseCell,
  type RecordId,
  storageOf,
  type TableId,
} from '@tessera/model';
import { projectRows, secureRows, type TableAccess } from '@tessera/permissions';
import type { MemberContext } from '../context.ts';
import { formatContext, parseContext } from './values.ts';

/** Values asked for in one query, and records read at once. */
const batch = 500;
const page = 1000;
/** So many records may answer one batch; beyond, the values are far from unique anyway. */
const mostPages = 20;

/** The text under which a cell is found: what is equal to people is equal here. */
export function lookupKey(field: Field, cell: CellValue): string | null {
  if (cell === null) return null;
  if (storageOf(field) === 'number') return `n${String(cell)}`;
  const key = fold(String(cell));
  return key === '' ? null : key;
}

/** A visible record that carries a value, and what may be done with it. */
interface Found {
  readonly id: RecordId;
  readonly key: string;
  readonly actions: readonly string[];
}

/**
 * Visible records whose field has one of these cells, where that cell may be read: through the same door as any
 * question, so what the member cannot see is not there. Text and number fields only.
 */
async function findByCells(
  context: MemberContext,
  table: TableAccess,
  field: Field,
  cells: readonly CellValue[],
): Promise<readonly Found[]> {
  if (!table.references.has(field.id)) return [];
  const format = formatContext(context);
  const found: Found[] = [];
  for (let at = 0; at < cells.length; at += batch) {
    const value = cells
      .slice(at, at + batch)
      .map((cell) => formatCell(field, cell, format))
      .filter((wire): wire is string | number => isOperand(wire));
    if (value.length === 0) continue;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const secured = secureRows(context.access, {
        table: table.table.id,
        filter: { op: 'anyOf', field: field.id, value },
        fields: [field.id],
        offset: pages * page,
        limit: page,
      });
      if (isDenial(secured)) break;
      const read = await context.workspace.store.rows(secured);
      const { records, outcomes } = projectRows(context.access, secured, read);
      for (const record of records) {
        const key = lookupKey(field, record.cells[field.id] ?? null);
        if (key === null) continue;
        found.push({ id: record.id, key, actions: outcomes[record.outcome]?.actions ?? [] });
      }
      if (read.rows.length < page) break;
    }
  }
  return found;
}

/** The longest text a condition takes. */
const isOperand = (wire: unknown) =>
  typeof wire === 'number' || (typeof wire === 'string' && wire !== '' && wire.length <= 1000);

/** Records that an import with this key may update, by `lookupKey`: visible, editable, open to imports. */
export async function findEditable(
  context: MemberContext,
  table: TableAccess,
  field: Field,
  cells: readonly CellValue[],
): Promise<ReadonlyMap<string, readonly RecordId[]>> {
  const found = new Map<string, RecordId[]>();
  for (const { id, key, actions } of await findByCells(context, table, field, cells)) {
    if (!actions.includes('edit') || !actions.includes('import')) continue;
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

/** Visible records by title; null where several have it. */
export type Titles = ReadonlyMap<string, RecordId | null>;

/** The visible records of a table that have one of these titles, by folded title. */
export async function findTitles(
  context: MemberContext,
  target: TableId,
  names: Iterable<string>,
): Promise<Titles> {
  const table = context.access.tables.get(target);
  const field = table?.fields.get(table.table.titleField);
  const titles = new Map<string, RecordId | null>();
  if (table === undefined || field === undefined) return titles;
  const parsing = { ...parseContext(context), lenient: true };
  const format = formatContext(context);
  const cells: CellValue[] = [];
  for (const name of names) {
    const cell = parseCell(field, name, parsing);
    if (!isDenial(cell) && cell !== null) cells.push(cell);
  }
  const found = await findByCells(context, table, field, cells);
  const keys = new Map(
    cells.map((cell) => [lookupKey(field, cell), fold(cellText(field, cell, format))]),
  );
  for (const { id, key } of found) {
    const title = keys.get(key);
    if (title !== undefined) titles.set(title, titles.has(title) ? null : id);
  }
  return titles;
}
