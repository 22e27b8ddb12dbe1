import { guessHeader } from '../guess-header.ts';
import type { SheetRow } from '../read-csv.ts';
import type { Merge, RawRow, RawSheet } from './sheet.ts';

/** A header has no more rows than this. */
const tallest = 5;

const filled = ({ cells }: SheetRow) => cells.filter((cell) => cell !== '').length;

/**
 * A sheet as a table, the way people mean it: a title above the header is left out, a header of several rows with
 * merged cells becomes one row, and what stands in cells merged downwards holds for each of their rows.
 */
export function tidySheet({ rows, merges }: RawSheet): readonly SheetRow[] {
  const titles = titleRows(rows, merges);
  const header = headerRows(rows.slice(titles), merges);
  const body = rows.slice(titles + (header ? header.count : 0));
  fillDown(body, merges, header ? header.row.number : 0);
  return header ? [header.row, ...body] : body;
}

/** How many rows at the top hold one text over the whole sheet. */
function titleRows(rows: readonly RawRow[], merges: readonly Merge[]): number {
  const width = Math.max(0, ...rows.slice(0, 100).map(filled));
  let count = 0;
  for (const row of rows.slice(0, tallest)) {
    const next = rows[count + 1];
    if (!next || width < 2 || filled(row) !== 1) break;
    const merged = merges.some(
      ({ top, left, right }) => top === row.number && right > left && row.cells[left],
    );
    const rest = rows.slice(count + 1, count + 200);
    // A lone text above what is clearly a header is a title too; anything else may be a record.
    const lone = filled(next) >= Math.max(3, width / 2) && guessHeader(rest);
    if (!merged && !lone) break;
    count += 1;
  }
  return count;
}

/** The header at the top where merged cells spread it over several rows; null where it does not. */
function headerRows(
  rows: readonly RawRow[],
  merges: readonly Merge[],
): { readonly row: SheetRow; readonly count: number } | null {
  const [first] = rows;
  if (!first) return null;
  const from = merges.filter(({ top }) => top === first.number);
  const bottom = Math.max(
    first.number,
    ...from.map((merge) => (merge.right > merge.left ? merge.bottom + 1 : merge.bottom)),
  );
  if (bottom === first.number || bottom - first.number >= tallest) return null;
  const block = rows.filter(({ number }) => number <= bottom);
  const inBlock = merges.filter(({ top }) => top >= first.number && top <= bottom);
  const width = Math.max(...block.map(({ cells }) => cells.length), ...inBlock.map(rightEnd));
  const columns: string[][] = [];
  for (let column = 0; column < width; column += 1) {
    const names = block.map((row) => nameAt(row, column, block, inBlock)).filter((n) => n !== '');
    const distinct = [...new Set(names)];
    // Two texts below each other that nothing joins are two records, not a header.
    const grouped = inBlock.some(
      ({ left, right }) => left <= column && column <= right && right > left,
    );
    if (distinct.length > 1 && !grouped) return null;
    columns.push(distinct);
  }
  const lowest = columns.map((names) => names.at(-1) ?? '');
  const cells = columns.map((names, column) => {
    const name = lowest[column] ?? '';
    const isUnique = lowest.filter((other) => other === name).length === 1;
    return isUnique ? name : names.join(' ');
  });
  const row = { number: block.at(-1)?.number ?? first.number, cells };
  return guessHeader([row, ...rows.slice(block.length, 200)]) ? { row, count: block.length } : null;
}

const rightEnd = ({ right }: Merge) => right + 1;

/** What a cell shows: its own text, or that of the merged cell it belongs to. */
function nameAt(
  row: RawRow,
  column: number,
  block: readonly RawRow[],
  merges: readonly Merge[],
): string {
  const over = merges.find(
    ({ top, bottom, left, right }) =>
      top <= row.number && row.number <= bottom && left <= column && column <= right,
  );
  const owner = over ? block.find(({ number }) => number === over.top) : row;
  return (owner?.cells[over ? over.left : column] ?? '').trim();
}

function fillDown(rows: readonly RawRow[], merges: readonly Merge[], below: number): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = rows.at(-1)?.number ?? 0;
  const downwards = merges
    .filter(({ top, bottom, left, right }) => left === right && bottom > top && top > below)
    .sort((a, b) => a.left - b.left || a.top - b.top);
  let column = -1;
  let done = 0;
  for (const { top, bottom, left } of downwards) {
    const text = byNumber.get(top)?.cells[left] ?? '';
    if (left !== column) done = 0;
    column = left;
    if (text === '') continue;
    // Merged cells do not overlap; where a file says so, each cell is still filled once.
    for (let at = Math.max(top, done) + 1; at <= Math.min(bottom, last); at += 1) {
      const cells = byNumber.get(at)?.cells;
      if (!cells) continue;
      while (cells.length < left) cells.push('');
      cells[left] ||= text;
    }
    done = Math.max(done, Math.min(bottom, last));
  }
}
