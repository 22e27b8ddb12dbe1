/** Records per block: what one HTTP request fetches, and the grid that live windows are aligned to. */
export const blockSize = 100;

/** A stretch of rows, `offset` inclusive. */
export interface Span {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Which record stands in which row, as far as is known: blocks of ids by block number. Blocks inside `live`
 * are kept true by the subscription; others are as they were when fetched.
 */
export interface RowWindow {
  /** null until the first answer. */
  readonly total: number | null;
  readonly blocks: ReadonlyMap<number, readonly string[]>;
  /** Stretches in order, the first one first; empty before the first snapshot. */
  readonly live: readonly Span[];
}

export const emptyWindow: RowWindow = { total: null, blocks: new Map(), live: [] };

/** The id in a row, or undefined while it is not loaded. */
export function idAt(window: RowWindow, row: number): string | undefined {
  return window.blocks.get(Math.floor(row / blockSize))?.[row % blockSize];
}

/** The row of an id among loaded rows, or -1. */
export function rowOf(window: RowWindow, id: string): number {
  for (const [block, ids] of window.blocks) {
    const at = ids.indexOf(id);
    if (at >= 0) return block * blockSize + at;
  }
  return -1;
}

function blocksOf(span: Span): readonly [first: number, last: number] {
  return [
    Math.floor(span.offset / blockSize),
    Math.floor((span.offset + Math.max(1, span.limit) - 1) / blockSize),
  ];
}

/** Ids of one stretch after the other as blocks: each stretch is full but where the rows end. */
function split(
  live: readonly Span[],
  ids: readonly string[],
  total: number,
): Map<number, readonly string[]> {
  const blocks = new Map<number, readonly string[]>();
  let from = 0;
  for (const { offset, limit } of live) {
    const length = live.length === 1 ? ids.length : Math.min(limit, Math.max(0, total - offset));
    const part = ids.slice(from, from + length);
    from += length;
    const first = Math.floor(offset / blockSize);
    for (let at = 0; at < Math.max(1, part.length); at += blockSize) {
      blocks.set(first + at / blockSize, part.slice(at, at + blockSize));
    }
  }
  return blocks;
}

/** Where a row stands among the ids of the live stretches, or -1. */
export function placeInLive(live: readonly Span[], row: number): number {
  let before = 0;
  for (const { offset, limit } of live) {
    if (row >= offset && row < offset + limit) return before + row - offset;
    before += limit;
  }
  return -1;
}

/** The live window that covers the visible rows: aligned to blocks, with half a block of margin, at most 400 rows. */
export function liveSpan(first: number, last: number): Span {
  const from = Math.max(0, Math.floor((first - blockSize / 2) / blockSize));
  const to = Math.max(from, Math.floor((last + blockSize / 2) / blockSize));
  return { offset: from * blockSize, limit: Math.min(4, to - from + 1) * blockSize };
}

/** At most this many stretches are kept true at once; one with folded groups between what is seen needs several. */
const mostStretches = 8;

/** The live windows that cover several stretches of visible rows, in order; neighbours are one. */
export function liveSpans(stretches: readonly (readonly [number, number])[]): readonly Span[] {
  const [only] = stretches;
  if (only && stretches.length === 1) return [liveSpan(only[0], only[1])];
  const blocks = new Set<number>();
  for (const [first, last] of stretches) {
    for (let block = Math.floor(first / blockSize); block * blockSize <= last; block++) {
      blocks.add(block);
    }
  }
  const spans: Span[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const before = spans.at(-1);
    const next = before && before.offset + before.limit === block * blockSize;
    if (before && next && before.limit < 4 * blockSize) {
      spans[spans.length - 1] = { ...before, limit: before.limit + blockSize };
    } else spans.push({ offset: block * blockSize, limit: blockSize });
  }
  return spans.slice(0, mostStretches);
}

/** True when every row of the stretch lies in one of the live windows. */
export function covers(live: readonly Span[], first: number, last: number): boolean {
  return live.some((one) => first >= one.offset && last < one.offset + one.limit);
}

/**
 * After a snapshot, or a delta with an order: the live stretch is exactly `ids`. Blocks elsewhere stay only
 * when nothing suggests that rows moved there (the total is the same and the stretch did not change).
 */
export function withLive(
  window: RowWindow,
  live: readonly Span[],
  ids: readonly string[],
  total: number,
): RowWindow {
  const fresh = split(live, ids, total);
  const moved =
    window.total !== total ||
    [...fresh].some(([block, now]) => {
      const before = window.blocks.get(block);
      return before !== undefined && !sameIds(before, now);
    });
  const blocks = moved ? fresh : new Map([...window.blocks, ...fresh]);
  return { total, blocks, live };
}

/** After an HTTP answer for one block. A different total means that other rows moved: only the live stretch stays. */
export function withBlock(
  window: RowWindow,
  block: number,
  ids: readonly string[],
  total: number,
): RowWindow {
  if (window.total === null || window.total === total) {
    return { ...window, total, blocks: new Map(window.blocks).set(block, ids) };
  }
  return { ...window, total, blocks: new Map(liveBlocks(window)).set(block, ids) };
}

/** After a delta without an order: only the total may have changed, and then blocks elsewhere are stale. */
export function withTotal(window: RowWindow, total: number): RowWindow {
  if (window.total === total) return window;
  return { ...window, total, blocks: new Map(liveBlocks(window)) };
}

function liveBlocks(window: RowWindow): readonly (readonly [number, readonly string[]])[] {
  const spans = window.live.map(blocksOf);
  return [...window.blocks].filter(([block]) =>
    spans.some(([first, last]) => block >= first && block <= last),
  );
}

/** Ids of the live stretch in order. */
export function liveIds(window: RowWindow): readonly string[] {
  return [...liveBlocks(window)].sort(([a], [b]) => a - b).flatMap(([, ids]) => ids);
}

/** After a delete of mine: the rows close up at once; blocks outside of the live stretch are asked for again. */
export function withoutIds(window: RowWindow, gone: ReadonlySet<string>): RowWindow {
  const total = window.total === null ? null : Math.max(0, window.total - gone.size);
  if (window.live.length === 0 || total === null) return { ...window, total, blocks: new Map() };
  const ids = liveIds(window).filter((id) => !gone.has(id));
  return withLive(window, window.live, ids, total);
}

/** Blocks that a stretch of rows needs and that are not loaded. */
export function missingBlocks(window: RowWindow, first: number, last: number): readonly number[] {
  const missing: number[] = [];
  const end = window.total === null ? last : Math.min(last, window.total - 1);
  for (let block = Math.floor(first / blockSize); block * blockSize <= end; block++) {
    if (!window.blocks.has(block)) missing.push(block);
  }
  return missing;
}

/** Forgets blocks far from the visible rows, so that a long scroll does not keep a million ids. */
export function trimmed(window: RowWindow, first: number, last: number, reach = 30): RowWindow {
  if (window.blocks.size <= 2 * reach) return window;
  const [low, high] = [Math.floor(first / blockSize) - reach, Math.floor(last / blockSize) + reach];
  const near = [...window.blocks].filter(([block]) => block >= low && block <= high);
  return { ...window, blocks: new Map([...near, ...liveBlocks(window)]) };
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
