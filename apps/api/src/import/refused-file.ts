/** A row that was not taken, as it stood in the file. */
export interface RefusedRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly reason: string;
}

// A plain negative number or a phone number with its country code computes nothing.
const harmless = /^[-+][\d\s.,()%/-]*$/;

/**
 * Text that a spreadsheet would run as a formula, with a leading apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function defuse(text: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(text) && !harmless.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  const safe = defuse(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

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
