import { describe, expect, it, vi } from 'vitest';
import type { RecordsClient } from '../client/records.ts';
import { createRecords, editCells, travel } from './commands.ts';
import { openSession } from './table-session.ts';

type Update = Parameters<RecordsClient['update']>[1];

/** A session over a server that answers each write only when told to, in any order. */
function start() {
  const sent: Update[] = [];
  const waiting: (() => void)[] = [];
  const answer = (ids: readonly string[]) =>
    new Promise((resolve) =>
      waiting.push(() => resolve({ ids, records: [], outcomes: [], change: 'c' })),
    );
  const client = {
    update: (_table: string, records: Update) => {
      sent.push(records);
      return answer(records.map(({ id }) => id));
    },
    create: () => answer(['r9']),
  } as unknown as RecordsClient;
  const session = openSession({
    table: 't',
    question: {},
    client,
    live: null,
    isOnline: () => false,
    troubleOf: () => ({ code: 'internal', message: '' }),
  });
  const edit = (value: string) =>
    editCells(session, [{ id: 'r1', field: 'a', value, base: `before ${value}` }]);
  return { session, sent, edit, release: (at: number) => waiting[at]?.() };
}

describe('undo', () => {
  it('takes back what is still being saved, not the step before it', async () => {
    const { session, sent, edit, release } = start();
    const first = edit('one');
    release(0);
    await first;
    const second = edit('two');
    const undone = travel(session, 'undo');
    expect(sent).toHaveLength(2);
    release(1);
    await second;
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    release(2);
    await undone;
    expect(sent[2]).toMatchObject([{ id: 'r1', fields: { a: 'before two' } }]);
    session.close();
  });

  it('goes by the order in which things were done, not in which they were answered', async () => {
    const { session, edit, release } = start();
    const first = edit('one');
    const made = createRecords(session, [{ a: 'new' }]);
    release(1);
    release(0);
    await Promise.all([first, made]);
    expect(session.store.getState().stacks.undo.map(({ kind }) => kind)).toEqual([
      'update',
      'create',
    ]);
    session.close();
  });
});
