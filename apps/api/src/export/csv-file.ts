import type { ExportCell, ExportColumn } from './cells.ts';
import { csvCell, defuse } from './defuse.ts';

/** CSV after RFC 4180, with a byte order mark, so that Excel reads it as UTF-8. Numbers and dates stay what they are. */
export async function* csvFile(
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly (readonly ExportCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;
  yield Buffer.from(`\ufeff${line(columns.map(({ name }) => defuse(name)))}`);
  for await (const rows of pages) {
    const lines = rows.map((cells) =>
      line(cells.map((cell) => (cell?.kind === 'text' ? defuse(cell.text) : (cell?.text ?? '')))),
    );
    if (lines.length > 0) yield Buffer.from(lines.join(''));
  }
}
