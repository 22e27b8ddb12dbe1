import { parentPort, workerData } from 'node:worker_threads';
import type { SheetRow } from '../read-csv.ts';
import { readWorkbookParts } from './parts.ts';
import { readSheetCells } from './sheet.ts';
import { tidySheet } from './tidy.ts';
import { Unreadable } from './unreadable.ts';
import { openZip } from './zip.ts';

/** What the thread is given. */
export interface Task {
  readonly file: Uint8Array;
  /** Name of a sheet; absent: the first. */
  readonly sheet?: string;
}

/** What it says: rows in portions, then the end; or why there are none. */
export type Told =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'done'; readonly sheets: readonly string[]; readonly sheet: string }
  | { readonly kind: 'refused'; readonly code: Unreadable['code']; readonly message: string };

/** Rows of one message: few enough that taking them in holds up nobody. */
const portion = 2000;

function read({ file, sheet: wanted }: Task, tell: (told: Told) => void): void {
  const zip = openZip(file);
  const workbook = readWorkbookParts(zip);
  const { sheets } = workbook;
  const sheet = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  if (!sheet || !zip.has(sheet.part)) {
    throw new Unreadable('invalid', 'The workbook has no such sheet.');
  }
  const rows = tidySheet(readSheetCells(zip.read(sheet.part), workbook));
  for (let at = 0; at < rows.length; at += portion) {
    tell({ kind: 'rows', rows: rows.slice(at, at + portion) });
  }
  tell({ kind: 'done', sheets: sheets.map(({ name }) => name), sheet: sheet.name });
}

const tell = (told: Told) => parentPort?.postMessage(told);
try {
  read(workerData as Task, tell);
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  tell({ kind: 'refused', code: error.code, message: error.message });
}
