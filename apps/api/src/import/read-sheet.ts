import { type Denial, denial, isDenial } from '@tessera/model';
import type { ImportOptions } from '@tessera/protocol';
import { decodeFile, type Encoding } from './decode-file.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessHeader } from './guess-header.ts';
import { type Delimiter, readCsv, type SheetRow } from './read-csv.ts';

/** A file read as a table of texts. */
export interface Sheet {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Names of the columns; null when the first row is data. */
  readonly header: readonly string[] | null;
  /** Rows of data: without the header and without empty rows. */
  readonly rows: readonly SheetRow[];
  /** Cells of the widest row. */
  readonly width: number;
}

/** Reads an uploaded file; what the options leave open is guessed from it. */
export async function readSheet(
  file: Uint8Array,
  options: Pick<ImportOptions, 'encoding' | 'delimiter' | 'header'>,
): Promise<Sheet | Denial> {
  const decoded = decodeFile(file, options.encoding);
  if (isDenial(decoded)) return decoded;
  const delimiter = options.delimiter ?? guessDelimiter(decoded.text);
  const all = await readCsv(decoded.text, delimiter);
  if (isDenial(all)) return all;
  const [first] = all;
  if (first === undefined) return denial('invalid', 'The file is empty.');
  const hasHeader = options.header ?? guessHeader(all);
  let width = 0;
  for (const { cells } of all) width = Math.max(width, cells.length);
  return {
    encoding: decoded.encoding,
    delimiter,
    header: hasHeader ? first.cells.map((cell) => cell.trim()) : null,
    rows: hasHeader ? all.slice(1) : all,
    width,
  };
}
