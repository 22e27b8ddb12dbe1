import { type Denial, denial, isDenial } from '@tessera/model';
import type { ImportOptions } from '@tessera/protocol';
import { defused, undefuse } from '../export/defuse.ts';
import { decodeFile, type Encoding } from './decode-file.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessHeader } from './guess-header.ts';
import { type Delimiter, readCsv, type SheetRow } from './read-csv.ts';
import { readWorkbook } from './workbook/read-workbook.ts';

/** A file read as a table of texts. */
export interface Sheet {
  /** Of a workbook: what a CSV file of it would have. */
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Of a workbook: the names of its sheets, and the one that was read. */
  readonly workbook?: { readonly sheets: readonly string[]; readonly sheet: string };
  /** Names of the columns; null when the first row is data. */
  readonly header: readonly string[] | null;
  /** Rows of data: without the header and without empty rows. */
  readonly rows: readonly SheetRow[];
  /** Cells of the widest row. */
  readonly width: number;
}

type Given = Pick<ImportOptions, 'encoding' | 'delimiter' | 'header' | 'sheet'>;
type Read = Pick<Sheet, 'encoding' | 'delimiter' | 'workbook'> & {
  readonly all: readonly SheetRow[];
};

/** Reads an uploaded file, CSV or an Excel workbook; what the options leave open is guessed from it. */
export async function readSheet(file: Uint8Array, options: Given): Promise<Sheet | Denial> {
  const read = isPacked(file) ? await readPacked(file, options) : await readText(file, options);
  if (isDenial(read)) return read;
  const { all, ...written } = read;
  const [first] = all;
  if (first === undefined) {
    return denial('invalid', read.workbook ? 'The sheet is empty.' : 'The file is empty.');
  }
  const hasHeader = options.header ?? guessHeader(all);
  let width = 0;
  for (const { cells } of all) width = Math.max(width, cells.length);
  return {
    ...written,
    header: hasHeader ? first.cells.map((cell) => cell.trim()) : null,
    rows: hasHeader ? all.slice(1) : all,
    width,
  };
}

/** How every packed file begins; `PK` alone may be the name of a column. */
const packedMark = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const isPacked = (file: Uint8Array) => Buffer.from(file.subarray(0, 4)).equals(packedMark);

async function readPacked(file: Uint8Array, { sheet }: Given): Promise<Read | Denial> {
  const read = await readWorkbook({ file, ...(sheet !== undefined && { sheet }) });
  if (isDenial(read)) return read;
  const { rows, ...workbook } = read;
  return { encoding: 'utf-8', delimiter: ',', workbook, all: rows };
}

async function readText(file: Uint8Array, options: Given): Promise<Read | Denial> {
  if (options.sheet !== undefined) {
    return denial('invalid', 'Only an Excel workbook has sheets.');
  }
  const decoded = decodeFile(file, options.encoding);
  if (isDenial(decoded)) return decoded;
  const delimiter = options.delimiter ?? guessDelimiter(decoded.text);
  const all = await readCsv(decoded.text, delimiter);
  if (isDenial(all)) return all;
  return { encoding: decoded.encoding, delimiter, all: all.map(asExported) };
}

/** A row as it was before an export made it harmless. */
function asExported(row: SheetRow): SheetRow {
  return row.cells.some(defused) ? { ...row, cells: row.cells.map(undefuse) } : row;
}
