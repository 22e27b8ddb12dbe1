import { saveBlob } from '../ui/save-blob.ts';

/** Saves a text as a CSV file. The mark at its beginning lets spreadsheets read it as UTF-8. */
export function saveText(name: string, text: string): void {
  const marked = text.startsWith('\uFEFF') ? text : `\uFEFF${text}`;
  saveBlob(name, new Blob([marked], { type: 'text/csv;charset=utf-8' }));
}

/** A line of CSV; cells that a spreadsheet would run as a formula are defused. */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => {
      const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
      return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(',');
}
