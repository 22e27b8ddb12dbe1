import { describe, expect, it, vi } from 'vitest';
import type { RecordsClient } from '../client/records.ts';
import { createRecords, editCells, travel } from './commands.ts';
import { openSession } from './table-session.ts';

type Update = Parameters<RecordsClient['update']>[1];

/** A session over a server that answers each write only when told to, in any order. */
function start() {
  const sent: Update[] = [];
  const waiting: ((refuse?: Error) => void)[] = [];
  const answer = (ids: readonly string[], records: readonly object[] = []) =>
    new Promise((resolve, reject) =>
      waiting.push((refuse?: Error) =>
        refuse ? reject(refuse) : resolve({ ids, records, outcomes: [], change: 'c' }),
      ),
    );
  const client = {
    update: (_table: string, records: Update) => {
      sent.push(records);
      return answer(
        records.map(({ id }) => id),
        records.map(({ id, fields }) => ({ id, fields: stored(fields), _g: 0 })),
      );
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
  const over = (value: string, base: string | null, field = 'a') =>
    editCells(session, [{ id: 'r1', field, value, base }]);
  return {
    session,
    sent,
    edit,
    over,
    release: (at: number) => waiting[at]?.(),
    refuse: (at: number, error: Error) => waiting[at]?.(error),
  };
}

/** What a server makes of text: it is trimmed. */
const stored = (fields: object) =>
  Object.fromEntries(Object.entries(fields).map(([id, text]) => [id, String(text).trim()]));

describe('edits of one cell in quick succession', () => {
  it('wait for one another, and go over what the server made of the earlier one', async () => {
    const { session, sent, over, release } = start();
    const first = over('one ', null);
    const second = over('two', 'one ');
    const elsewhere = over('side', null, 'b');
    expect(sent.map(([record]) => record?.fields)).toEqual([{ a: 'one ' }, { b: 'side' }]);
    expect(session.store.getState().pending.get('r1')?.get('a')?.value).toBe('two');
    release(0);
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]).toMatchObject([{ id: 'r1', fields: { a: 'two' }, base: { a: 'one' } }]);
    release(1);
    release(2);
    expect(await Promise.all([first, second, elsewhere])).toEqual([
      { kind: 'saved' },
      { kind: 'saved' },
      { kind: 'saved' },
    ]);
    expect(session.store.getState().open).toEqual([]);
    session.close();
  });

  it('go over what was there before, when the earlier one was not taken', async () => {
    const { session, sent, over, release, refuse } = start();
    const first = over('one', 'before');
    const second = over('two', 'one');
    const third = over('three', 'two');
    refuse(0, new Error('no'));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    refuse(1, new Error('no'));
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]).toMatchObject([{ fields: { a: 'three' }, base: { a: 'before' } }]);
    expect(session.store.getState().open).toEqual([]);
    release(2);
    expect((await first).kind).toBe('failed');
    expect((await second).kind).toBe('failed');
    expect((await third).kind).toBe('saved');
    session.close();
  });
});

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
