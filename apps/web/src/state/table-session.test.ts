import type { LiveMessage, OutRecord, QueryAnswer, QueryRequest } from '@tessera/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LiveConnection, Subscribe } from '../client/live.ts';
import type { RecordsClient } from '../client/records.ts';
import { openSession } from './table-session.ts';
import { idAt } from './window.ts';

type Heard = Parameters<Parameters<LiveConnection['subscribe']>[1]>[0];

const outcomes = [{ actions: ['view', 'edit'], fields: { a: 'edit' } }] as const;
const record = (id: string): OutRecord => ({ id, fields: { a: id }, _g: 0 });

/** A session over a line that the test speaks into, and a server that answers blocks of 100. */
function start(total: number) {
  let hear: (message: Heard) => void = () => {};
  const asked: QueryRequest[] = [];
  const windows: [number, number][] = [];
  const live = {
    subscribe: (_request: Subscribe, listener: (message: Heard) => void) => {
      hear = listener;
      return {
        move: ({ offset, limit }: { offset: number; limit: number }) =>
          windows.push([offset, limit]),
        end: () => {},
      };
    },
    wake: () => {},
  } as unknown as LiveConnection;
  const client = {
    query: async (_table: string, question: QueryRequest): Promise<QueryAnswer> => {
      asked.push(question);
      const from = question.offset ?? 0;
      const count = Math.min(question.limit ?? 100, total - from);
      return {
        records: Array.from({ length: count }, (_, i) => record(`r${from + i}`)),
        outcomes,
        total,
      };
    },
  } as unknown as RecordsClient;
  const session = openSession({
    table: 't',
    question: {},
    client,
    live,
    isOnline: () => true,
    troubleOf: () => ({ code: 'internal', message: '' }),
  });
  const snapshot = (ids: readonly string[], offset = 0) =>
    hear({ n: 1, type: 'snapshot', sub: 's', offset, records: ids.map(record), outcomes, total });
  const delta = (part: Partial<Extract<LiveMessage, { type: 'delta' }>>) =>
    hear({
      n: 2,
      type: 'delta',
      sub: 's',
      leave: [],
      enter: [],
      update: [],
      outcomes,
      total,
      ...part,
    });
  return { session, snapshot, delta, asked, windows };
}

const ids = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`);
const shown = (session: ReturnType<typeof start>['session'], count: number) =>
  Array.from({ length: count }, (_, row) => idAt(session.store.getState().window, row));

afterEach(() => vi.useRealTimers());

describe('a session', () => {
  it('shows a snapshot, and asks over HTTP only for rows outside of the live window', async () => {
    const { session, snapshot, asked } = start(1000);
    snapshot(ids(100));
    expect(session.store.getState().status).toBe('ready');
    session.show(0, 60, false);
    expect(asked).toEqual([]);
    session.show(500, 540, false);
    await vi.waitFor(() => expect(idAt(session.store.getState().window, 540)).toBe('r540'));
    expect(asked.map((one) => one.offset)).toEqual([500]);
    session.close();
  });

  it('moves the live window once scrolling has settled', () => {
    const { session, snapshot, windows } = start(1000);
    snapshot(ids(100));
    session.show(500, 540, false);
    expect(windows).toEqual([]);
    session.show(500, 540, true);
    expect(windows).toEqual([[400, 200]]);
    session.close();
  });

  it('applies the order of a delta at once', () => {
    const { session, snapshot, delta } = start(3);
    snapshot(['r0', 'r1', 'r2']);
    delta({ order: ['r2', 'r0', 'r1'] });
    expect(shown(session, 3)).toEqual(['r2', 'r0', 'r1']);
    delta({ leave: ['r0'], order: ['r2', 'r1'], total: 2 });
    expect(shown(session, 3)).toEqual(['r2', 'r1', undefined]);
    expect(session.store.getState().records.has('r0')).toBe(false);
    session.close();
  });

  it('keeps a record that my own edit moves out of the view where it is until I leave it', () => {
    const { session, snapshot, delta } = start(3);
    snapshot(['r0', 'r1', 'r2']);
    session.focus('r1');
    session.touched('r1');
    delta({ leave: ['r1'], order: ['r0', 'r2'], total: 2 });
    expect(shown(session, 3)).toEqual(['r0', 'r1', 'r2']);
    expect(session.store.getState().held).toMatchObject({ id: 'r1', left: true });
    session.focus('r2');
    expect(shown(session, 3)).toEqual(['r0', 'r2', undefined]);
    expect(session.store.getState().records.has('r1')).toBe(false);
    session.close();
  });

  it('lets a record go at once that I may no longer see, also under my cursor', () => {
    const { session, snapshot, delta } = start(3);
    snapshot(['r0', 'r1', 'r2']);
    session.focus('r1');
    delta({ leave: ['r1'], order: ['r0', 'r2'], total: 2 });
    expect(shown(session, 3)).toEqual(['r0', 'r2', undefined]);
    expect(session.store.getState().records.has('r1')).toBe(false);
    session.close();
  });

  it('drops every record in one step when rights change, and ignores answers that were under way', async () => {
    const { session, snapshot } = start(1000);
    snapshot(ids(100));
    session.show(300, 340, false);
    session.drop();
    expect(session.store.getState().records.size).toBe(0);
    await new Promise((done) => setTimeout(done, 10));
    expect(session.store.getState().records.size).toBe(0);
    session.close();
  });
});
