import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Denial, denial } from '@tessera/model';
import type { ImportInspection } from '@tessera/protocol';
import { CsvError, parse } from 'csv-parse';

export type Delimiter = ImportInspection['delimiter'];

/** A row with its number as a spreadsheet counts rows: from 1, the header and empty rows included. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Bounds of one file, so that no upload can eat the memory of the process. */
export const sheetLimits = {
  rows: 250_000,
  columns: 1000,
  rowBytes: 1024 * 1024,
  cells: 5_000_000,
} as const;

/** Bytes handed to the parser between two breaths of the event loop. */
const slice = 256 * 1024;

async function* slices(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += slice) {
    yield bytes.subarray(at, at + slice);
    await breathe();
  }
}

function refusalOf(error: CsvError): Denial {
  const where = typeof error.lines === 'number' ? ` (near line ${error.lines})` : '';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return denial('invalid', `A quotation mark is opened and never closed${where}.`);
    case 'CSV_MAX_RECORD_SIZE':
      return denial(
        'invalid',
        `A row is too long; perhaps a quotation mark is never closed${where}.`,
      );
    default:
      return denial('invalid', `The file cannot be read as CSV${where}.`);
  }
}

/**
 * The rows of a CSV text that have any content. A quotation mark that is never closed and files beyond
 * `sheetLimits` are refused; one in the middle of a cell is text. Lets the event loop breathe, so that a large
 * file does not hold up other members.
 */
export async function readCsv(text: string, delimiter: Delimiter): Promise<SheetRow[] | Denial> {
  const rows: SheetRow[] = [];
  let number = 0;
  let cellCount = 0;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: sheetLimits.rowBytes,
  });
  try {
    for await (const cells of Readable.from(slices(text), { objectMode: false }).pipe(parser)) {
      number += 1;
      if (!isRow(cells) || cells.every((cell) => cell.trim() === '')) continue;
      if (rows.length >= sheetLimits.rows) {
        return denial('too_large', `A file may have at most ${sheetLimits.rows} rows.`);
      }
      if (cells.length > sheetLimits.columns) {
        return denial('too_large', `A row may have at most ${sheetLimits.columns} cells.`);
      }
      cellCount += cells.length;
      if (cellCount > sheetLimits.cells) {
        return denial('too_large', `A file may have at most ${sheetLimits.cells} cells.`);
      }
      rows.push({ number, cells });
    }
  } catch (error) {
    if (error instanceof CsvError) return refusalOf(error);
    throw error;
  }
  return rows;
}

function isRow(value: unknown): value is string[] {
  return Array.isArray(value);
}
