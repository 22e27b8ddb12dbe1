import { type Field, isDenial, type Schema } from '@tessera/model';
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
  linkTo,
  must,
  orders,
  plain,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

describe.each(databases)('another type for a field in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  let options = 0;
  const context = {
    timeZone: 'UTC',
    today: '2026-11-21',
    member: (given: string) => (given === 'Ann' ? 'memann' : null),
    memberName: (id: string) => (id === 'memann' ? 'Ann' : null),
  };
  const convert = (to: Field, mayLose = 0, reverse?: Field, table = customers.id) =>
    store.convertField(
      {
        table,
        field: to,
        ...(reverse && { reverse }),
        mayLose,
        makeOptionId: () => `optmade${options++}`,
        context,
      },
      author,
      store.schema().version,
    );
  const cells = async (id: string, table = customers.id) =>
    (await store.rows(asking(table, { columns: [plain(id)] }))).rows.map((row) => row.cells[id]);
  const now = (id: string, schema: Schema = store.schema()) =>
    schema.tables.flatMap(({ fields }) => fields).find((one) => one.id === id);

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, {
      rec1: { fldname: '1,234.50', fldamount: 150, fldstage: 'optopen', fldowner: 'memann' },
      rec2: { fldname: '二十', fldactive: true, fldtags: ['optgreen', 'optred'] },
      rec3: { fldmet: Date.UTC(2026, 10, 21, 13, 5) },
    });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('loses no more cells than were agreed to, and leaves all as it was when it would', async () => {
    const before = store.schema();
    const refused = await convert(field('fldname', { type: 'number', precision: 1 }), 0);
    expect(isDenial(refused) && refused.code).toBe('conflict');
    expect(store.schema()).toBe(before);
    expect(await cells('fldname')).toEqual(['1,234.50', '二十', undefined]);
  });

  it('keeps amounts, days, choices and people under their new form, sorted and found by it', async () => {
    must(await convert(field('fldamount', { type: 'text' })));
    expect((await cells('fldamount')).slice(0, 1)).toEqual(['1.50']);
    must(await convert(field('fldamount', { type: 'percent', precision: 3 })));
    expect((await cells('fldamount')).slice(0, 1)).toEqual([1500]);
    must(await convert(field('fldmet', { type: 'date' })));
    expect((await cells('fldmet'))[2]).toBe('2026-11-21');
    must(await convert(field('fldstage', { type: 'text' })));
    expect((await cells('fldstage'))[0]).toBe('open');
    must(await convert(field('fldactive', { type: 'number', precision: 0 })));
    expect(await cells('fldactive')).toEqual([0, 1, 0]);
    expect(isDenial(await convert(field('fldname', { type: 'longText' })))).toBe(true);
    expect(await cells('fldname')).toEqual(['1,234.50', '二十', undefined]);
  });

  it('makes the choices that the cells need, and takes choices over by id', async () => {
    must(await convert(field('fldstage', { type: 'singleSelect', options: [] })));
    const made = now('fldstage');
    const [option] = made && 'options' in made ? made.options : [];
    expect(option?.name).toBe('open');
    expect((await cells('fldstage'))[0]).toBe(option?.id);
    const tags = now('fldtags');
    const known = tags && 'options' in tags ? tags.options : [];
    must(await convert(field('fldtags', { type: 'singleSelect', options: known })));
    expect((await cells('fldtags'))[1]).toBe('optred');
  });

  it('links records by their titles, reads them back, and lets go of the other side', async () => {
    await create(store, orders.id, { reco1: { fldcode: '二十' }, reco2: { fldcode: 'nobody' } });
    const forward = field('fldcode2', { type: 'text' });
    must(
      await store.changeSchema([{ kind: 'addField', table: orders.id, field: forward }], author),
    );
    await update(store, orders.id, 'reco1', { fldcode2: '二十' });
    const link = field('fldcode2', {
      type: 'link',
      side: 'forward',
      target: customers.id,
      reverse: 'fldback2',
      single: false,
    });
    const back = field('fldback2', {
      type: 'link',
      side: 'reverse',
      target: orders.id,
      reverse: 'fldcode2',
      single: false,
    });
    must(await convert(link, 0, back, orders.id));
    const asked = asking(customers.id, {
      links: [linkTo('fldback2', orders.id, 'fldcode', 'reverse')],
    });
    const linked = (await store.rows(asked)).rows[1]?.links.fldback2;
    expect(linked?.targets.map(({ id }) => id)).toEqual(['reco1']);
    must(await convert(field('fldcode2', { type: 'text' }), 0, undefined, orders.id));
    expect(await cells('fldcode2', orders.id)).toEqual(['二十', undefined]);
    expect(now('fldback2')).toBeUndefined();
  });

  it('is still there when the workspace is opened again', async () => {
    await store.close();
    store = await openWorkspace(home.place);
    expect((await cells('fldamount'))[0]).toBe(1500);
    await update(store, customers.id, 'rec1', { fldamount: 2000, fldmet: '2026-01-02' });
    expect((await cells('fldamount'))[0]).toBe(2000);
  });
});
