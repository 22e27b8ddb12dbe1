import type { GroupHead } from './group-tree.ts';

/** Height of a group's head, in pixels. */
export const headHeight = 38;

/** A head as it lies among the rows; `end` is where its last record ends. */
export interface HeadLine {
  readonly head: GroupHead;
  readonly top: number;
  readonly end: number;
  readonly folded: boolean;
}

/** A run of rows without a head between them. `place` counts the rows that are shown before it. */
interface RowRun {
  readonly first: number;
  readonly count: number;
  readonly top: number;
  readonly place: number;
}

/** A line that the keyboard stops at. */
export type Line = { readonly row: number } | { readonly head: GroupHead };

/** How rows and heads lie below one another, in pixels from the first one's top. */
export interface Lines {
  readonly rowHeight: number;
  readonly height: number;
  /** Rows that are not folded away. */
  readonly shown: number;
  readonly heads: readonly HeadLine[];
  readonly runs: readonly RowRun[];
}

/** Lays out rows, and the heads of groups unless there are none. */
export function layLines(
  rows: number,
  rowHeight: number,
  groups: readonly GroupHead[] | null,
  isFolded: (key: string) => boolean,
): Lines {
  if (!groups) {
    const runs = rows > 0 ? [{ first: 0, count: rows, top: 0, place: 0 }] : [];
    return { rowHeight, height: rows * rowHeight, shown: rows, heads: [], runs };
  }
  const heads: HeadLine[] = [];
  const runs: RowRun[] = [];
  let top = 0;
  let place = 0;
  const lay = (list: readonly GroupHead[]) => {
    for (const head of list) {
      const folded = isFolded(head.key);
      const at = heads.length;
      const start = top;
      heads.push({ head, top, end: top, folded });
      top += headHeight;
      if (!folded && head.inner.length > 0) lay(head.inner);
      else if (!folded && head.count > 0) {
        runs.push({ first: head.first, count: head.count, top, place });
        top += head.count * rowHeight;
        place += head.count;
      }
      heads[at] = { head, top: start, end: top, folded };
    }
  };
  lay(groups);
  return { rowHeight, height: top, shown: place, heads, runs };
}

/** The last of an ordered list that begins at or before a value; -1 when all begin behind it. */
function lastAt<T>(list: readonly T[], startOf: (one: T) => number, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(list[middle] as T) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function runOf(lines: Lines, row: number): RowRun | undefined {
  const run = lines.runs[lastAt(lines.runs, (one) => one.first, row)];
  return run && row < run.first + run.count ? run : undefined;
}

/** Whether a row is not folded away. */
export function isShown(lines: Lines, row: number): boolean {
  return runOf(lines, row) !== undefined;
}

/** The innermost head above a row: the folded one that hides it, or its own group's. */
export function headOf(lines: Lines, row: number): HeadLine | undefined {
  let found: HeadLine | undefined;
  for (const line of lines.heads) {
    if (line.head.first > row) break;
    if (row < line.head.first + line.head.count) found = line;
  }
  return found;
}

/** The pixels above a row; of a row that is folded away, those above its head. */
export function topOfRow(lines: Lines, row: number): number {
  const run = runOf(lines, row);
  if (run) return run.top + (row - run.first) * lines.rowHeight;
  return headOf(lines, row)?.top ?? Math.min(row * lines.rowHeight, lines.height);
}

/** The row at a height, or the nearest one that is shown; -1 when none is. */
export function rowAt(lines: Lines, y: number): number {
  const { runs, rowHeight } = lines;
  const run =
    runs[
      Math.max(
        0,
        lastAt(runs, (one) => one.top, y),
      )
    ];
  if (!run) return -1;
  const within = Math.floor((y - run.top) / rowHeight);
  return run.first + Math.max(0, Math.min(run.count - 1, within));
}

/** Where a row stands among those that are shown; of one that is folded away, where it would. */
export function placeOf(lines: Lines, row: number): number {
  const { runs } = lines;
  const at = lastAt(runs, (one) => one.first, row);
  const run = runs[at];
  if (!run) return 0;
  return Math.min(run.place + row - run.first, run.place + run.count - 1);
}

/** The row at a place among those that are shown. */
export function rowAtPlace(lines: Lines, place: number): number {
  const run = lines.runs[lastAt(lines.runs, (one) => one.place, place)];
  return run ? run.first + Math.min(place - run.place, run.count - 1) : 0;
}

/** The line above or below a row or a head; undefined at either end. */
export function nextLine(lines: Lines, from: Line, down: boolean): Line | undefined {
  const top =
    'row' in from
      ? topOfRow(lines, from.row)
      : lines.heads.find(({ head }) => head.key === from.head.key)?.top;
  if (top === undefined) return undefined;
  const height = 'row' in from ? lines.rowHeight : headHeight;
  const y = down ? top + height : top - 1;
  if (y < 0 || y >= lines.height) return undefined;
  const head = lines.heads[lastAt(lines.heads, (one) => one.top, y)];
  if (head && y < head.top + headHeight) return { head: head.head };
  const row = rowAt(lines, y);
  return row < 0 ? undefined : { row };
}

/** The rows between two heights, as stretches of neighbours. */
export function rowsBetween(
  lines: Lines,
  from: number,
  to: number,
): readonly (readonly [first: number, last: number])[] {
  const { runs, rowHeight } = lines;
  const found: (readonly [number, number])[] = [];
  for (
    let at = Math.max(
      0,
      lastAt(runs, (one) => one.top, from),
    );
    at < runs.length;
    at++
  ) {
    const run = runs[at] as RowRun;
    if (run.top > to) break;
    const first = Math.max(0, Math.floor((from - run.top) / rowHeight));
    const last = Math.min(run.count - 1, Math.ceil((to - run.top) / rowHeight) - 1);
    if (first <= last) found.push([run.first + first, run.first + last]);
  }
  return found;
}

/** The heads between two heights. */
export function headsBetween(lines: Lines, from: number, to: number): readonly HeadLine[] {
  const { heads } = lines;
  const found: HeadLine[] = [];
  const start = Math.max(
    0,
    lastAt(heads, (one) => one.top, from - headHeight),
  );
  for (let at = start; at < heads.length; at++) {
    const head = heads[at] as HeadLine;
    if (head.top > to) break;
    found.push(head);
  }
  return found;
}

/** The heads that stay at the top edge, with their distance from it: pushed up by what follows their group. */
export function stuckHeads(
  lines: Lines,
  above: number,
): readonly { readonly line: HeadLine; readonly offset: number }[] {
  const stuck: { line: HeadLine; offset: number }[] = [];
  for (let depth = 0; ; depth++) {
    const y = above + depth * headHeight;
    const at = lastAt(lines.heads, (one) => one.top, y);
    let line: HeadLine | undefined;
    for (let index = at; index >= 0 && !line; index--) {
      const one = lines.heads[index] as HeadLine;
      if (one.head.depth === depth) line = one;
      else if (one.head.depth < depth) break;
    }
    if (!line || line.end <= y || line.top >= y) return stuck;
    stuck.push({ line, offset: Math.min(depth * headHeight, line.end - above - headHeight) });
  }
}

/** How much of the top edge the heads of a row take when it lies there. */
export function stuckHeight(lines: Lines, row: number): number {
  const head = headOf(lines, row)?.head;
  return head ? (head.depth + 1) * headHeight : 0;
}
