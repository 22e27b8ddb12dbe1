import {
  type CellValue,
  type DateOrder,
  type FieldId,
  type FieldOf,
  guessDateOrder,
  isDenial,
  isEmptyCell,
  type ParseContext,
  parseCell,
} from '@tessera/model';
import type { MemberContext } from '../context.ts';
import type { ImportTally } from '../import/import-tally.ts';
import { columnValues, oneOrder } from '../import/inspect-sheet.ts';
import type { SheetRow } from '../import/read-csv.ts';
import type { Sheet } from '../import/read-sheet.ts';
import type { Reasons } from '../import/reasons.ts';
import type { ImportMapping } from './import-columns.ts';
import { lookupKey, type Titles } from './import-lookup.ts';
import { mappedText, missingOptions, resolveLink } from './import-names.ts';
import { parseContext } from './values.ts';

/** A row that could be read. Empty cells are left out: they neither fill nor wipe anything. */
export interface Draft {
  readonly row: SheetRow;
  readonly cells: Record<FieldId, CellValue>;
  /** Cell of the key field and what it is found by; null: the row has none. */
  readonly key: { readonly cell: CellValue; readonly found: string } | null;
  /** Links to rows of this very file that are not written yet: the text of the cell by field. */
  readonly waits: Map<FieldId, string>;
}

/** What reading a row needs beside the row. */
export interface Reading {
  readonly mapping: ImportMapping;
  readonly titles: ReadonlyMap<string, Titles>;
  readonly parsing: ParseContext;
  /** Whether a row of this file will have this title in this table. */
  readonly comes: (table: string, title: string) => boolean;
  readonly tally: ImportTally;
  readonly reasons: Reasons;
}

/** Reads values as people write them; dates in the order given, else in the order that fits the mapped columns. */
export function importParsing(
  context: MemberContext,
  mapping: ImportMapping,
  sheet: Sheet,
  given: DateOrder | undefined,
): ParseContext {
  const base = parseContext(context);
  const orders = new Set<DateOrder | 'ambiguous'>();
  for (const { column, field } of mapping.columns) {
    if (field.type !== 'date' && field.type !== 'dateTime') continue;
    const order = guessDateOrder(columnValues(sheet, column));
    if (order !== null) orders.add(order);
  }
  const members = new Map<string, string | null>();
  return {
    ...base,
    lenient: true,
    dateOrder: given ?? oneOrder(orders) ?? 'mdy',
    member: (name) => {
      const known = members.get(name);
      if (known !== undefined) return known;
      const found = base.member(name);
      members.set(name, found);
      return found;
    },
  };
}

/** Reads one row; null when it is refused, which the tally then has. */
export function draftRow(row: SheetRow, reading: Reading): Draft | null {
  const { mapping, tally, reasons } = reading;
  const cells: Record<FieldId, CellValue> = {};
  const waits = new Map<FieldId, string>();
  let reason: string | undefined;
  let key: Draft['key'] = null;
  for (const column of mapping.columns) {
    const { field } = column;
    const { text, mapped } = mappedText(mapping, column, row.cells);
    if (mapped) tally.mapped(row);
    if (text === '') continue;
    const read = readCell(field, text, reading);
    if (read.kind === 'waits') {
      waits.set(field.id, text);
      continue;
    }
    for (const name of read.missing) {
      tally.unmatched(field.id, name, row);
      if (mapping.unmatched === 'refuse') reason ??= reasons.unmatched(field.name, name);
    }
    if (isDenial(read.cell)) {
      reason ??= reasons.cell(field, read.cell);
      continue;
    }
    if (mapping.key === column) {
      const found = lookupKey(field, read.cell);
      if (found !== null) key = { cell: read.cell, found };
    }
    if (!column.keyOnly && !isEmptyCell(read.cell)) cells[field.id] = read.cell;
  }
  if (reason !== undefined) {
    tally.refused(row, reason);
    return null;
  }
  return { row, cells, key, waits };
}

type Read =
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'read';
      readonly cell: ReturnType<typeof parseCell>;
      readonly missing: readonly string[];
    };

function readCell(
  field: ImportMapping['columns'][number]['field'],
  text: string,
  reading: Reading,
): Read {
  const { parsing } = reading;
  switch (field.type) {
    case 'link':
      return readLink(field, text, reading);
    case 'member': {
      const cell = parseCell(field, text, parsing);
      return isDenial(cell) ? nothing([text]) : { kind: 'read', cell, missing: [] };
    }
    case 'singleSelect':
    case 'multiSelect': {
      const missing = missingOptions(field, text, parsing);
      if (missing.length === 0) {
        return { kind: 'read', cell: parseCell(field, text, parsing), missing };
      }
      return nothing(missing);
    }
    default:
      return { kind: 'read', cell: parseCell(field, text, parsing), missing: [] };
  }
}

/** Resolves a link now, or says that it waits for a row of this file. */
export function readLink(field: FieldOf<'link'>, text: string, reading: Reading): Read {
  const titles = reading.titles.get(field.target) ?? new Map();
  const { ids, missing } = resolveLink(field, text, titles);
  if (missing.some((name) => reading.comes(field.target, name))) return { kind: 'waits' };
  if (missing.length > 0) return nothing(missing);
  return { kind: 'read', cell: parseCell(field, ids, reading.parsing), missing };
}

/** No part of a cell is taken when some of its names match nothing: half a list would look like the whole. */
const nothing = (missing: readonly string[]): Read => ({ kind: 'read', cell: null, missing });
