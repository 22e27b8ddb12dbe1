import type { GroupLevels, LiveMessage, QueryRequest } from '@tessera/protocol';
import type { LiveConnection } from '../client/live.ts';
import type { RecordsClient } from '../client/records.ts';
import { afterDelta, entriesOf, withEntries } from './record-entry.ts';
import { createTableStore, type TableStore, type Trouble } from './table-data.ts';
import {
  blockSize,
  covers,
  emptyWindow,
  liveSpan,
  liveSpans,
  missingBlocks,
  placeInLive,
  type RowWindow,
  rowOf,
  type Span,
  trimmed,
  withBlock,
  withLive,
  withTotal,
} from './window.ts';

/** With `grouped`, records come group by group and `aggregate` says what is measured of each group. */
export type Question = Pick<
  QueryRequest,
  'view' | 'filter' | 'sort' | 'search' | 'fields' | 'grouped' | 'aggregate'
>;

export interface SessionParts {
  readonly table: string;
  readonly question: Question;
  readonly client: RecordsClient;
  readonly live: LiveConnection | null;
  /** True while the live connection is up. */
  readonly isOnline: () => boolean;
  /** Given an unknown error, what to tell the member. */
  readonly troubleOf: (error: unknown) => Trouble;
}

/** First and last row of a stretch in view. */
export type Stretch = readonly [first: number, last: number];

/** One question to one table, kept true while the screen is open. */
export interface TableSession {
  readonly store: TableStore;
  readonly parts: SessionParts;
  /** Rows in view: loads what is missing, and moves the live window when `settled`. */
  show(first: number, last: number, settled: boolean, also?: readonly Stretch[]): void;
  /** Fetches the rows of a stretch that are not loaded, for copying and pasting. */
  load(first: number, last: number): Promise<void>;
  /** The row that has the focus; a held row is let go when it changes. */
  focus(id: string | null): void;
  /** Notes an edit of mine, so that its record may stay where it is for now. */
  touched(id: string): void;
  /** Drops every cached record; snapshots or fetches follow. */
  drop(): void;
  reload(): void;
  close(): void;
}

const ownEditMs = 3000;
const snapshotPatience = 1500;

/** Opens a session: over the socket, or over HTTP while that is not up. */
export function openSession(parts: SessionParts): TableSession {
  const store = createTableStore();
  const asked = new Set<number>();
  let wanted: readonly Span[] = [liveSpan(0, 0)];
  let seen: readonly Stretch[] = [[0, 50]];
  let own: { id: string; at: number } | null = null;
  let focused: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const sub = parts.live?.subscribe(
    { table: parts.table, query: parts.question, ...windowOf(wanted) },
    (message) => {
      if (closed) return;
      switch (message.type) {
        case 'snapshot': {
          const live = liveOf(message, wanted);
          const ids = message.records.map((record) => record.id);
          store.setState((data) => ({
            status: 'ready',
            trouble: null,
            held: null,
            records: withEntries(data.records, entriesOf(message.records, message.outcomes)),
            window: withLive(data.window, live, ids, message.total),
            ...(message.groups && { groups: { levels: message.groups, total: message.total } }),
          }));
          fetchMissing();
          return;
        }
        case 'delta':
          hearDelta(message);
          return;
        case 'closed':
          store.setState({ status: 'closed', records: new Map(), window: emptyWindow, held: null });
          return;
        case 'error':
          if (store.getState().status === 'loading') {
            store.setState({ status: 'failed', trouble: message.error });
          }
      }
    },
  );

  function hearDelta(delta: Parameters<typeof afterDelta>[1]): void {
    store.setState((data) => {
      const { live } = data.window;
      const keep = new Set<string>();
      const mine = own !== null && own.id === focused && Date.now() - own.at < ownEditMs;
      const heldId = mine ? focused : (data.held?.id ?? null);
      const leaves = heldId !== null && delta.leave.includes(heldId);
      const hold = heldId !== null && (mine || !leaves) && (mine || data.held !== null);
      if (hold && heldId !== null) keep.add(heldId);
      const records = afterDelta(data.records, delta, keep);
      const known = data.held ? data.held.groups : data.groups;
      const levels = delta.groups ?? known?.levels;
      const groups = levels ? { levels, total: delta.total } : null;
      if (live.length === 0 || !delta.order) {
        const shown = data.held ? { held: { ...data.held, groups } } : { groups };
        return { records, ...shown, window: withTotal(data.window, delta.total) };
      }
      const at = hold && heldId !== null ? placeInLive(live, rowOf(data.window, heldId)) : -1;
      if (heldId === null || at < 0 || delta.order[at] === heldId) {
        return {
          records,
          held: null,
          groups,
          window: withLive(data.window, live, delta.order, delta.total),
        };
      }
      // In no stretch that is seen: it left the view, or stands elsewhere in it.
      const before = data.held?.total ?? data.window.total ?? 0;
      const left = !delta.order.includes(heldId) && delta.total < before;
      const order = delta.order.filter((id) => id !== heldId);
      order.splice(at, 0, heldId);
      const total = delta.total + (left ? 1 : 0);
      return {
        records,
        // Its group stays around it as well.
        held: { id: heldId, left, order: delta.order, total: delta.total, groups },
        window: withLive(data.window, live, order.slice(0, sizeOf(live)), total),
      };
    });
    fetchMissing();
  }

  function release(): void {
    store.setState((data) => {
      const { held } = data;
      if (!held || data.window.live.length === 0) return { held: null };
      const records = new Map(data.records);
      if (held.left) records.delete(held.id);
      return {
        held: null,
        groups: held.groups,
        records,
        window: withLive(data.window, data.window.live, held.order, held.total),
      };
    });
  }

  async function fetchBlock(block: number): Promise<void> {
    const { epoch } = store.getState();
    asked.add(block);
    try {
      const { aggregate: _measures, ...question } = parts.question;
      const isTold = parts.isOnline() && store.getState().groups !== null;
      const levels = isTold ? undefined : await fetchLevels(parts);
      const answer = await parts.client.query(parts.table, {
        ...question,
        offset: block * blockSize,
        limit: blockSize,
      });
      if (closed || store.getState().epoch !== epoch) return;
      store.setState((data) => ({
        status: 'ready',
        trouble: null,
        records: withEntries(data.records, entriesOf(answer.records, answer.outcomes)),
        window: withBlock(
          data.window,
          block,
          answer.records.map((one) => one.id),
          answer.total,
        ),
        ...(levels && { groups: { levels, total: answer.total } }),
      }));
    } catch (error) {
      if (closed || store.getState().epoch !== epoch) return;
      const trouble = parts.troubleOf(error);
      const gone = trouble.code === 'not_found' || trouble.code === 'forbidden';
      store.setState((data) => ({
        trouble,
        status: gone ? 'closed' : data.window.total === null ? 'failed' : data.status,
      }));
    } finally {
      asked.delete(block);
    }
  }

  function fetchMissing(): void {
    const { window, status } = store.getState();
    if (status === 'failed' || status === 'closed') return;
    for (const block of missing(window)) {
      const soonLive = parts.isOnline() && covers(wanted, block * blockSize, block * blockSize);
      if (!asked.has(block) && !soonLive) void fetchBlock(block);
    }
  }

  // The socket is asked first; when its snapshot does not come in time, HTTP is.
  function insist(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const block of missing(store.getState().window)) {
        if (!asked.has(block)) void fetchBlock(block);
      }
    }, snapshotPatience);
  }

  function missing(window: RowWindow): ReadonlySet<number> {
    return new Set(seen.flatMap(([first, last]) => missingBlocks(window, first, last)));
  }

  if (!parts.isOnline()) void fetchBlock(0);
  insist();

  return {
    store,
    parts,
    show(first, last, settled, also = []) {
      seen = [[Math.max(0, first), Math.max(0, last)], ...also];
      if (settled && !seen.every(([from, to]) => covers(wanted, from, to))) {
        wanted = liveSpans(seen);
        sub?.move(windowOf(wanted));
        insist();
      }
      if (settled && also.length === 0) {
        store.setState((data) => ({ window: trimmed(data.window, first, last) }));
      }
      fetchMissing();
    },
    async load(first, last) {
      const missing = missingBlocks(store.getState().window, first, last);
      for (let at = 0; at < missing.length; at += 6) {
        await Promise.all(missing.slice(at, at + 6).map(fetchBlock));
      }
    },
    focus(id) {
      if (focused !== id) release();
      focused = id;
    },
    touched(id) {
      own = { id, at: Date.now() };
    },
    drop() {
      asked.clear();
      store.setState((data) => ({
        epoch: data.epoch + 1,
        records: new Map(),
        held: null,
        window: { total: data.window.total, blocks: new Map(), live: [] },
      }));
      if (!parts.isOnline()) fetchMissing();
      insist();
    },
    reload() {
      store.setState({ status: 'loading', trouble: null });
      void fetchBlock(Math.floor((seen[0]?.[0] ?? 0) / blockSize));
      parts.live?.wake();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      sub?.end();
    },
  };
}

/** Stretches as the socket is asked for them. */
function windowOf(live: readonly Span[]): Span & { readonly also?: Span[] } {
  const [first = { offset: 0, limit: blockSize }, ...also] = live;
  return also.length > 0 ? { ...first, also } : first;
}

/** The stretches that a snapshot is of. */
function liveOf(
  message: Extract<LiveMessage, { type: 'snapshot' }>,
  wanted: readonly Span[],
): readonly Span[] {
  const { offset, limit, also } = message;
  if (limit !== undefined && also) return [{ offset, limit }, ...also];
  return [{ offset, limit: wanted[0]?.limit ?? blockSize }];
}

function sizeOf(live: readonly Span[]): number {
  return live.reduce((sum, { limit }) => sum + limit, 0);
}

/** The groups over HTTP, as the socket would send them. */
async function fetchLevels({ client, table, question }: SessionParts): Promise<GroupLevels | null> {
  const { sort: _sort, fields: _fields, grouped = [], aggregate = [], ...rest } = question;
  if (grouped.length === 0) return null;
  return Promise.all(
    grouped.map((_, depth) =>
      client.groups(table, {
        ...rest,
        group: grouped.slice(0, depth + 1),
        aggregate: [{ fn: 'count' }, ...aggregate],
      }),
    ),
  );
}
