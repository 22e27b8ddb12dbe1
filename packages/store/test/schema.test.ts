import { isDenial, type Schema } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { WorkspaceStore } from '../src/store.ts';
import {
  asking,
  author,
  create,
  customers,
  databases,
  field,
  must,
  orders,
  plain,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

describe.each(databases)('the schema in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const cells = async (...fields: string[]) =>
    (await store.rows(asking(customers.id, { columns: fields.map(plain) }))).rows.map(
      (row) => row.cells,
    );
  const change = async (
    ...changes: Parameters<WorkspaceStore['changeSchema']>[0]
  ): Promise<Schema> => must(await store.changeSchema(changes, author));

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, {
      rec1: { fldname: 'One', fldamount: 150 },
      rec2: { fldname: 'Two' },
    });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('takes new fields of every kind while there are records, and fills those it can', async () => {
    const { id: table } = customers;
    await change(
      { kind: 'addField', table, field: field('fldextra', { type: 'text' }) },
      { kind: 'addField', table, field: field('flddone', { type: 'checkbox' }) },
      { kind: 'addField', table, field: field('fldcount', { type: 'autonumber' }) },
      { kind: 'addField', table, field: field('fldborn', { type: 'createdTime' }) },
      { kind: 'addField', table, field: field('fldlate', { type: 'modifiedBy', watch: 'all' }) },
    );
    const stamps = { fldborn: author.at, fldlate: author.by, flddone: false };
    expect(await cells('fldextra', 'flddone', 'fldcount', 'fldborn', 'fldlate')).toEqual([
      { fldcount: 1, ...stamps },
      { fldcount: 2, ...stamps },
    ]);
    await update(store, table, 'rec1', { fldextra: 'x', flddone: true });
    await create(store, table, { rec3: {} });
    expect(await cells('fldextra', 'flddone', 'fldcount')).toEqual([
      { fldextra: 'x', flddone: true, fldcount: 1 },
      { flddone: false, fldcount: 2 },
      { flddone: false, fldcount: 3 },
    ]);
  });

  it('notes anew what is still watched when a field is watched no longer, or gone', async () => {
    const { id: table } = customers;
    const noting = (...watch: string[]) => field('fldnoting', { type: 'modifiedTime', watch });
    const noted = async () =>
      (await store.rows(asking(table, { columns: [plain('fldnoting')], limit: 2 }))).rows.map(
        ({ cells: { fldnoting = null } }) => fldnoting,
      );
    await change(
      { kind: 'addField', table, field: field('fldsecret', { type: 'text' }) },
      { kind: 'addField', table, field: noting('fldsecret', 'fldamount', 'fldnotes') },
    );
    await update(store, table, 'rec2', { fldnotes: 'Known' });
    expect(await noted()).toEqual([author.at, author.at]);
    await change({ kind: 'updateField', table, field: noting('fldsecret', 'fldamount') });
    expect(await noted()).toEqual([author.at, null]);
    await update(store, table, 'rec2', { fldsecret: 'Closed' });
    expect(await noted()).toEqual([author.at, author.at]);
    const remove = (id: string) =>
      store.changeSchema([{ kind: 'removeField', table, field: id }], { ...author, change: id });
    must(await remove('fldsecret'));
    expect(await noted()).toEqual([author.at, null]);
    must(await remove('fldnoting'));
  });

  it('multiplies products on write, of records that were there too, and keeps them in the history', async () => {
    const { id: table } = orders;
    const total = (await store.rows(asking(table, { columns: [plain('fldcode')] }))).rows.length;
    await create(store, table, { recold: { fldcode: 'A', fldtotal: 3 } });
    const price = field('fldprice', { type: 'currency', precision: 2, currency: 'EUR' });
    const amount = (precision: number, product: readonly string[]) =>
      field('fldsum', { type: 'currency', precision, currency: 'EUR', product });
    await change({ kind: 'addField', table, field: price });
    await update(store, table, 'recold', { fldprice: 150 });
    await change(
      { kind: 'addField', table, field: amount(1, ['fldtotal', 'fldprice']) },
      {
        kind: 'addField',
        table,
        field: field('fldnoted', { type: 'modifiedTime', watch: ['fldsum'] }),
      },
    );
    const sums = async () =>
      (await store.rows(asking(table, { columns: ['fldsum', 'fldnoted'].map(plain) }))).rows
        .slice(total)
        .map((row) => row.cells);
    expect(await sums()).toEqual([{ fldsum: 45 }]);
    const made = await create(store, table, {
      recnew: { fldtotal: 1, fldprice: 125 },
      recnone: { fldtotal: 1 },
    });
    expect(made.effects[0]?.after).toMatchObject({ fldsum: 13, fldnoted: author.at });
    const { effects } = await update(store, table, 'recold', { fldprice: 200 });
    expect(effects[0]).toMatchObject({
      before: { fldsum: 45 },
      after: { fldsum: 60, fldnoted: author.at },
    });
    expect(effects[0]?.changed).toContain('fldsum');
    await update(store, table, 'recnew', { fldprice: null });
    expect((await sums()).map((cells) => cells.fldsum)).toEqual([60, undefined, undefined]);
    await change({
      kind: 'addField',
      table,
      field: field('fldrate', { type: 'number', precision: 3 }),
    });
    await update(store, table, 'recold', { fldrate: 1_111 });
    await change({
      kind: 'updateField',
      table,
      field: amount(2, ['fldtotal', 'fldprice', 'fldrate']),
    });
    expect((await sums())[0]).toMatchObject({ fldsum: 667 });
  });

  it('keeps the value of a number when it gets more decimals, and refuses when it would not fit', async () => {
    const amount = { type: 'currency', currency: 'EUR' } as const;
    await change({
      kind: 'updateField',
      table: customers.id,
      field: field('fldamount', { ...amount, precision: 4 }),
    });
    expect((await cells('fldamount'))[0]).toEqual({ fldamount: 15_000 });
    await update(store, customers.id, 'rec2', { fldamount: 10 ** 14 });
    const before = store.schema();
    const finer = {
      kind: 'updateField' as const,
      table: customers.id,
      field: field('fldamount', { ...amount, precision: 6 }),
    };
    expect(isDenial(await store.changeSchema([finer], author))).toBe(true);
    expect(store.schema()).toBe(before);
  });

  it('refuses a change based on an older schema', async () => {
    const { version } = store.schema();
    const rename = { kind: 'updateTable' as const, table: customers.id, set: { name: 'Clients' } };
    expect(isDenial(await store.changeSchema([rename], author, version - 1))).toBe(true);
    expect(isDenial(await store.changeSchema([rename], author, version))).toBe(false);
  });

  it('undoes all of a change of which one step is refused', async () => {
    const before = store.schema();
    const added = {
      kind: 'addField' as const,
      table: customers.id,
      field: field('fldhalf', { type: 'text' }),
    };
    const refused = { kind: 'removeField' as const, table: customers.id, field: 'fldname' };
    expect(isDenial(await store.changeSchema([added, refused], author))).toBe(true);
    expect(store.schema()).toBe(before);
    await change(added);
    expect(await cells('fldhalf')).toEqual([{}, {}, {}]);
  });

  it('drops fields, links and tables, and reads the same schema when it is opened again', async () => {
    await change(
      { kind: 'removeField', table: customers.id, field: 'fldowner' },
      { kind: 'removeField', table: customers.id, field: 'fldnotes' },
      { kind: 'removeField', table: orders.id, field: 'fldcustomer' },
      { kind: 'removeTable', table: orders.id },
    );
    const now = store.schema();
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.schema()).toEqual(now);
    expect(await cells('fldname')).toEqual([{ fldname: 'One' }, { fldname: 'Two' }, {}]);
  });
});
