import { csvCell, defuse } from '../export/defuse.ts';

/** A row that was not taken, as it stood in the file. */
export interface RefusedRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly reason: string;
}

const cell = (text: string) => csvCell(defuse(text));

/** CSV (with a byte order mark, so that Excel reads it as UTF-8) of the refused rows; null when there is none. */
export function refusedFile(
  header: readonly string[] | null,
  refused: readonly RefusedRow[],
  reasonTitle: string,
): string | null {
  if (refused.length === 0) return null;
  const width = Math.max(header?.length ?? 0, ...refused.map((row) => row.cells.length));
  const line = (cells: readonly string[], last: string) =>
    [...Array.from({ length: width }, (_, index) => cells[index] ?? ''), last].map(cell).join(',');
  const lines = refused.map((row) => line(row.cells, row.reason));
  if (header !== null) lines.unshift(line(header, reasonTitle));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
