import { isDenial, never } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { WorkspaceStore } from '../src/store.ts';
import {
  asking,
  author,
  create,
  customers,
  databases,
  linkTo,
  orders,
  plain,
  planOf,
  remove,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

const whole = {
  fldname: 'Müller',
  fldnotes: 'a\nb',
  fldamount: 123456,
  fldactive: true,
  fldstage: 'optopen',
  fldtags: ['optblue', 'optred'],
  fldday: '2024-02-29',
  fldmet: 1_700_000_000_123,
  fldowner: 'memann',
};

describe.each(databases)('a workspace in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const all = asking(customers.id, { columns: customers.fields.map((one) => plain(one.id)) });

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('gives back what was written, with numbers, times and authors of its own', async () => {
    const done = await create(store, customers.id, { rec1: whole, rec2: { fldname: '李' } });
    const stamps = {
      fldcreated: author.at,
      fldcreator: author.by,
      fldmodified: author.at,
      fldmodifier: author.by,
    };
    const { rows } = await store.rows(all);
    expect(rows.map((row) => [row.id, row.cells])).toEqual([
      ['rec1', { ...whole, fldnumber: 1, ...stamps }],
      ['rec2', { fldname: '李', fldactive: false, fldnumber: 2, ...stamps }],
    ]);
    expect(done.effects.map((effect) => effect.after)).toEqual(rows.map((row) => row.cells));
    expect(done.seq).toBe(1);
  });

  it('notes a change only in the fields that watch it, and nothing when nothing changed', async () => {
    const later = { ...author, at: author.at + 5, by: 'membob' };
    const change = {
      kind: 'update' as const,
      id: 'rec1',
      cells: { fldstage: 'optwon', fldname: 'Müller' },
    };
    const done = await store.change(planOf({ table: customers.id, changes: [change] }), later);
    if (isDenial(done)) throw new Error(done.message);
    expect(done.effects).toHaveLength(1);
    expect(new Set(done.effects[0]?.changed)).toEqual(new Set(['fldstage', 'fldmodifier']));
    expect(done.effects[0]?.after?.fldmodified).toBe(author.at);
    expect((await update(store, customers.id, 'rec1', { fldstage: 'optwon' })).effects).toEqual([]);
  });

  it('keeps both sides of a link, and shows the other side in the effects', async () => {
    const done = await create(store, orders.id, {
      recA: { fldcode: 'A', fldcustomer: ['rec1'] },
      recB: { fldcode: 'B', fldcustomer: ['rec1'] },
      recC: { fldcode: 'C' },
    });
    expect(done.effects.find((effect) => effect.id === 'rec1')?.after?.fldorders).toEqual([
      'recA',
      'recB',
    ]);
    expect(new Set(done.touched)).toEqual(new Set([orders.id, customers.id]));
    const moved = await update(store, orders.id, 'recA', { fldcustomer: ['rec2'] });
    expect(moved.effects.map((effect) => [effect.id, effect.changed])).toEqual([
      ['recA', ['fldcustomer']],
      ['rec1', ['fldorders']],
      ['rec2', ['fldorders']],
    ]);
    const question = asking(customers.id, {
      links: [linkTo('fldorders', orders.id, 'fldcode', 'reverse')],
    });
    const { rows } = await store.rows(question);
    expect(rows.map((row) => row.links.fldorders?.targets)).toEqual([
      [{ id: 'recB', title: 'B' }],
      [{ id: 'recA', title: 'A' }],
    ]);
  });

  it('marks unseen targets of a forward link and never names them', async () => {
    const link = { ...linkTo('fldcustomer', customers.id, 'fldname', 'forward'), visible: never };
    const { rows } = await store.rows(asking(orders.id, { links: [link] }));
    expect(rows.map((row) => row.links.fldcustomer)).toEqual([
      { targets: [], unseen: true },
      { targets: [], unseen: true },
      { targets: [], unseen: false },
    ]);
  });

  it('refuses a second target of a single link, and undoes all of that change', async () => {
    const changes = [
      { kind: 'create' as const, id: 'recD', cells: { fldcode: 'D' } },
      { kind: 'update' as const, id: 'recC', cells: { fldcustomer: ['rec1', 'rec2'] } },
    ];
    expect(isDenial(await store.change(planOf({ table: orders.id, changes }), author))).toBe(true);
    expect((await store.rows(asking(orders.id))).rows.map((row) => row.id)).toEqual([
      'recA',
      'recB',
      'recC',
    ]);
  });

  it('takes a deleted record out of the cells that list it', async () => {
    const done = await remove(store, customers.id, 'rec1');
    expect(done.effects.map((effect) => [effect.id, effect.after?.fldcustomer])).toEqual([
      ['rec1', undefined],
      ['recB', undefined],
    ]);
    expect(done.effects[0]?.after).toBeNull();
    const { rows } = await store.rows(
      asking(orders.id, { links: [linkTo('fldcustomer', customers.id, 'fldname', 'forward')] }),
    );
    expect(rows.map((row) => row.links.fldcustomer?.targets.map((target) => target.title))).toEqual(
      [['李'], [], []],
    );
  });

  it('answers a taken id with a conflict', async () => {
    const changes = [{ kind: 'create' as const, id: 'recA', cells: {} }];
    const refused = await store.change(planOf({ table: orders.id, changes }), author);
    expect(isDenial(refused) && refused.code).toBe('conflict');
  });

  it('is the same after it was closed and opened again', async () => {
    await store.updateInfo({ requireTwoStep: true }, author);
    expect(store.info().requireTwoStep).toBe(true);
    const before = [
      store.info(),
      store.schema(),
      store.organisation(),
      store.policy(),
      await store.rows(all),
    ];
    await store.close();
    store = await openWorkspace(home.place);
    expect([
      store.info(),
      store.schema(),
      store.organisation(),
      store.policy(),
      await store.rows(all),
    ]).toEqual(before);
  });
});
