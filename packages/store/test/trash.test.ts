import { isDenial, type SchemaChange, trashTime } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { WorkspaceStore } from '../src/store.ts';
import {
  asking,
  author,
  create,
  customerOfOrder,
  customers,
  databases,
  linkTo,
  must,
  orders,
  plain,
  planOf,
  remove,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

describe.each(databases)('the trash in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  let count = 0;
  const change = async (...changes: SchemaChange[]) => {
    count += 1;
    return must(await store.changeSchema(changes, { ...author, change: `chg${count}x` }));
  };
  const restored = async () =>
    must(await store.restoreTrash(store.trash().at(-1)?.id ?? '', author));
  const restore = (table: string, ids: readonly string[], at = author.at) =>
    store.change(planOf({ table, changes: ids.map((id) => ({ kind: 'restore' as const, id })) }), {
      ...author,
      at,
    });
  const cells = async (table: string, ...fields: string[]) =>
    (await store.rows(asking(table, { columns: fields.map(plain) }))).rows.map((row) => ({
      id: row.id,
      ...row.cells,
    }));
  const linked = async () => {
    const forward = linkTo('fldcustomer', customers.id, 'fldname', 'forward');
    const { rows } = await store.rows(asking(orders.id, { links: [forward] }));
    return rows.map(({ id, links }) => [id, links.fldcustomer?.targets.map((one) => one.id)]);
  };

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, {
      rec1: { fldname: 'One', fldamount: 150 },
      rec2: { fldname: 'Two', fldamount: 250 },
      rec3: { fldname: 'Three' },
    });
    await create(store, orders.id, {
      reco1: { fldcode: 'A', fldcustomer: ['rec1'] },
      reco2: { fldcode: 'B', fldcustomer: ['rec2'] },
      reco3: { fldcode: 'C', fldcustomer: ['rec3'] },
    });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('gives back a field with its cells, its place and what views said of it', async () => {
    const { id: table } = customers;
    const view = {
      id: 'viw1',
      name: 'Grid',
      kind: 'grid' as const,
      sort: [{ field: 'fldamount', direction: 'desc' as const }],
      widths: { fldamount: 90 },
    };
    await change({ kind: 'putView', table, view });
    const before = store.schema().tables;
    await change({ kind: 'removeField', table, field: 'fldamount' });
    await create(store, table, { rec4: { fldname: 'Four' } });
    await store.close();
    store = await openWorkspace(home.place);
    await restored();
    expect(store.schema().tables).toEqual(before);
    expect(await cells(table, 'fldamount')).toEqual([
      { id: 'rec1', fldamount: 150 },
      { id: 'rec2', fldamount: 250 },
      { id: 'rec3' },
      { id: 'rec4' },
    ]);
    expect(isDenial(await store.restoreTrash('trsnothing', author))).toBe(true);
  });

  it('numbers what was added meanwhile, and gives a free name', async () => {
    const { id: table } = customers;
    await change({ kind: 'removeField', table, field: 'fldnumber' });
    await create(store, table, { rec5: { fldname: 'Five' } });
    const text = { id: 'fldother', name: 'fldnumber', slug: 'fldnumber', classes: [] };
    await change({ kind: 'addField', table, field: { ...text, type: 'text' } });
    const { tables } = await restored();
    const back = tables[0]?.fields.find(({ id }) => id === 'fldnumber');
    expect(back).toMatchObject({ name: 'fldnumber 2', slug: 'fldnumber_2' });
    const numbers = (await cells(table, 'fldnumber')).map((one) => Object.values(one)[1]);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives back a link without the records that were deleted since, whoever got their place', async () => {
    await change({ kind: 'removeField', table: orders.id, field: 'fldcustomer' });
    expect(store.schema().tables[0]?.fields.some(({ id }) => id === 'fldorders')).toBe(false);
    await remove(store, orders.id, 'reco3');
    await create(store, orders.id, { reco9: { fldcode: 'Z' } });
    await restored();
    expect(await linked()).toEqual([
      ['reco1', ['rec1']],
      ['reco2', ['rec2']],
      ['reco9', []],
    ]);
  });

  it('gives back a table with its records and the links of others to it', async () => {
    const before = store.schema().tables;
    await change({ kind: 'removeTable', table: customers.id });
    expect(store.schema().tables[0]?.fields.map(({ id }) => id)).not.toContain('fldcustomer');
    await restored();
    expect(store.schema().tables).toEqual(before);
    expect((await linked())[0]).toEqual(['reco1', ['rec1']]);
    expect(await cells(customers.id, 'fldname')).toHaveLength(5);
  });

  it('gives back deleted records under their ids, linked as they were', async () => {
    await remove(store, customers.id, 'rec1', 'rec2');
    expect(await linked()).toEqual([
      ['reco1', []],
      ['reco2', []],
      ['reco9', []],
    ]);
    await update(store, orders.id, 'reco2', { fldcustomer: ['rec4'] });
    expect(isDenial(await restore(customers.id, ['rec1', 'recnone']))).toBe(true);
    expect(isDenial(await restore(customers.id, ['rec1'], author.at + trashTime))).toBe(true);
    const done = must(await restore(customers.id, ['rec1', 'rec2']));
    expect(done.effects.map(({ id, before }) => [id, before === null])).toEqual([
      ['rec1', true],
      ['rec2', true],
      ['reco1', false],
    ]);
    expect(await linked()).toEqual([
      ['reco1', ['rec1']],
      ['reco2', ['rec4']],
      ['reco9', []],
    ]);
    const found = await cells(customers.id, 'fldname', 'fldnumber', 'fldcreated');
    expect(found.at(-1)).toEqual({
      id: 'rec2',
      fldname: 'Two',
      fldnumber: 2,
      fldcreated: author.at,
    });
    expect(isDenial(await restore(customers.id, ['rec1']))).toBe(true);
  });

  it('converts what lies in it along with the rest', async () => {
    await remove(store, customers.id, 'rec2');
    const field = { id: 'fldamount', name: 'fldamount', slug: 'fldamount', classes: [] };
    const context = {
      timeZone: 'UTC',
      today: '2026-11-21',
      member: () => null,
      memberName: () => null,
    };
    const conversion = {
      table: customers.id,
      field: { ...field, type: 'text' as const },
      mayLose: 0,
      makeOptionId: () => 'optx',
      context,
    };
    must(await store.convertField(conversion, author, store.schema().version));
    must(await restore(customers.id, ['rec2']));
    expect((await cells(customers.id, 'fldamount')).at(-1)).toEqual({
      id: 'rec2',
      fldamount: '2.50',
    });
  });

  it('is emptied for good, with what hangs on it', async () => {
    await change({ kind: 'removeField', table: orders.id, field: customerOfOrder.id });
    await change({ kind: 'removeField', table: customers.id, field: 'fldnotes' });
    await change({ kind: 'removeTable', table: customers.id });
    const [link, , table] = store.trash();
    expect(isDenial(await store.restoreTrash(link?.id ?? '', author))).toBe(true);
    await store.emptyTrash((item) => item === table, author);
    expect(store.trash()).toEqual([]);
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.trash()).toEqual([]);
    expect(await cells(orders.id, 'fldcode')).toHaveLength(3);
  });
});
