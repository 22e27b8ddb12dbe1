import type { OutField, OutRecord } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import type { RecordsClient } from '../client/records.ts';
import { duplicateOf, editCell } from './duplicates.ts';
import { openSession } from './table-session.ts';

const field = { id: 'f', name: 'F', type: 'text', warnDuplicates: true } as unknown as OutField;
const record = (id: string): OutRecord => ({ id, fields: { t: `Title ${id}`, f: 'x' }, _g: 0 });

/** A session over a server that takes every edit and answers questions with these records. */
function start(found: readonly OutRecord[], total = found.length) {
  const asked: unknown[] = [];
  const outcomes = [{ actions: [], fields: { f: 'edit' as const } }];
  const client = {
    update: async (_table: string, records: { id: string; fields: Record<string, never> }[]) => ({
      ids: records.map(({ id }) => id),
      records: records.map(({ id, fields }) => ({ id, fields, _g: 0 })),
      outcomes,
    }),
    query: async (_table: string, question: unknown) => {
      if (typeof question === 'object' && question && 'filter' in question) asked.push(question);
      return { records: found, outcomes, total };
    },
  } as unknown as RecordsClient;
  const session = openSession({
    table: 't',
    question: {},
    client,
    live: null,
    isOnline: () => false,
    troubleOf: () => ({ code: 'internal', message: '' }),
  });
  const edit = (value: string | null, set: object = {}) =>
    editCell(session, { titleField: 't' }, { ...field, ...set } as OutField, {
      id: 'mine',
      field: 'f',
      value,
      base: null,
    });
  const notice = () => duplicateOf(session.store.getState(), 'mine', 'f');
  return { session, asked, edit, notice };
}

describe('a field that points duplicates out', () => {
  it('notes another record with the value just given, until the cell holds another one', async () => {
    const { session, asked, edit, notice } = start([record('mine'), record('other')], 4);
    await edit('x');
    expect(asked[0]).toMatchObject({
      filter: { op: 'is', field: 'f', value: 'x' },
      fields: ['f', 't'],
    });
    expect(notice()).toEqual({ value: 'x', id: 'other', title: 'Title other', count: 3 });
    await edit(null);
    expect(notice()).toBeNull();
    session.close();
  });

  it('stays quiet where the value stands in no other record that I see', async () => {
    const { session, edit, notice } = start([record('mine')]);
    await edit('x');
    expect(notice()).toBeNull();
    session.close();
  });

  it('asks nothing in other fields', async () => {
    const { session, asked, edit } = start([record('other')]);
    await edit('x', { warnDuplicates: false });
    expect(asked).toEqual([]);
    session.close();
  });
});
