/**
 * Reads what spreadsheets put on the clipboard: tabs between cells, line ends between rows, cells with either
 * in them in double quotes. Google Sheets leaves quotes inside of plain cells alone, so a cell counts as
 * quoted only when its closing quote stands before a tab, a line end or the end.
 */
export function parseTsv(text: string): readonly (readonly string[])[] {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = source[at] === '"' ? readQuoted(source, at) : null;
    let cell: string;
    if (quoted) {
      cell = quoted.cell;
      at = quoted.end;
    } else {
      const end = nextBreak(source, at);
      cell = source.slice(at, end);
      at = end;
    }
    row.push(cell);
    const stop = source[at];
    if (stop === '\t') {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (stop === undefined) return rows;
    at += 1;
  }
}

function nextBreak(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\t' || source[at] === '\n') return at;
  }
  return source.length;
}

function readQuoted(source: string, from: number): { cell: string; end: number } | null {
  let cell = '';
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] !== '"') {
      cell += source[at];
    } else if (source[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const after = source[at + 1];
      return after === undefined || after === '\t' || after === '\n' ? { cell, end: at + 1 } : null;
    }
  }
  return null;
}

/** Writes rows so that every spreadsheet reads them back: cells with tabs, line ends or a leading quote are quoted. */
export function printTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(printCell).join('\t')).join('\n');
}

function printCell(text: string): string {
  return /[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
