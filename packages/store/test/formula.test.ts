import { type CellValue, type Field, isDenial, type SchemaChange } from '@tessera/model';
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
  plain,
  planOf,
  remove,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

const formula = (id: string, expression: string, rest: object = { result: 'text' }): Field =>
  field(id, { type: 'formula', expression, ...rest });

describe.each(databases)('formulas in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const change = (...changes: SchemaChange[]) => store.changeSchema(changes, author);
  const add = (one: Field) => change({ kind: 'addField', table: customers.id, field: one });
  const put = (one: Field) => change({ kind: 'updateField', table: customers.id, field: one });
  const cells = async (id: string): Promise<Record<string, CellValue | undefined>> => {
    const { rows } = await store.rows(asking(customers.id, { columns: [plain(id)] }));
    return Object.fromEntries(rows.map((row) => [row.id, row.cells[id]]));
  };

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, {
      rec1: { fldname: 'One', fldamount: 1000, fldstage: 'optopen' },
      rec2: { fldname: 'Two', fldamount: 0, fldmet: Date.UTC(2026, 0, 31, 23) },
      rec3: { fldstage: 'optwon' },
    });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('are worked out for the records that are there, one over the other, failures among them', async () => {
    must(await add(formula('fldshare', '100 / {fldamount}', { result: 'number', precision: 2 })));
    must(await add(formula('fldlabel', '{fldstage} & "-" & IFERROR({fldshare} & "", "∞")')));
    expect(await cells('fldshare')).toEqual({
      rec1: 1000,
      rec2: { error: 'divideByZero' },
      rec3: undefined,
    });
    expect(await cells('fldlabel')).toEqual({ rec1: 'open-10', rec2: '-∞', rec3: 'won-' });
  });

  it('follow the cells they read in the same change, on new records too', async () => {
    await update(store, customers.id, 'rec1', { fldamount: 0 });
    await update(store, customers.id, 'rec2', { fldamount: 500 });
    await create(store, customers.id, { rec4: { fldamount: 200, fldstage: 'optnew' } });
    expect(await cells('fldlabel')).toEqual({
      rec1: 'open-∞',
      rec2: '-20',
      rec3: 'won-',
      rec4: 'new-50',
    });
    const { rows } = await store.rows(
      asking(customers.id, {
        columns: [plain('fldlabel')],
        order: [{ by: plain('fldshare'), direction: 'desc' }],
      }),
    );
    expect(rows.map(({ id }) => id)).toEqual(['rec4', 'rec2', 'rec1', 'rec3']);
  });

  it('read what Tessera itself fills, as soon as it is there', async () => {
    must(await add(formula('fldkey', '"K" & {fldnumber} & TEXT({fldcreated}, "-YYYYMMDD")')));
    await create(store, customers.id, { rec5: {} });
    expect((await cells('fldkey')).rec5).toBe('K5-20231114');
  });

  it('take over another name of a choice, and another setting of a field', async () => {
    const stage = customers.fields.find(({ id }) => id === 'fldstage') as Field & {
      type: 'singleSelect';
    };
    const options = stage.options.map((one) =>
      one.id === 'optwon' ? { ...one, name: '成交' } : one,
    );
    must(await put({ ...stage, options }));
    expect((await cells('fldlabel')).rec3).toBe('成交-');
    must(await put(formula('fldshare', '200 / {fldamount}', { result: 'number', precision: 0 })));
    expect((await cells('fldlabel')).rec2).toBe('-40');
  });

  it('refuse what would leave them without what they read', async () => {
    const refused = [
      await change({ kind: 'removeField', table: customers.id, field: 'fldshare' }),
      await add(formula('fldbad', '{fldlabel} + 1', { result: 'number', precision: 0 })),
      await add(formula('fldbad', '{fldowner} & ""')),
      await put(formula('fldshare', 'LEN({fldlabel})', { result: 'number', precision: 0 })),
      await put(formula('fldshare', '"x"')),
    ];
    expect(refused.map((one) => (isDenial(one) ? one.message : 'done'))).toEqual(
      [
        '"fldshare" is read by the formula "fldlabel"; change or remove that first.',
        '"fldbad": + needs a number here and finds a text. (at character 1)',
        '"fldbad": A formula cannot read "fldowner": it reads no people, links and what comes through links. (at character 1)',
        '"fldshare" would be made of itself',
        '"fldshare" keeps the kind of its result; make another field for a new one.',
      ].map((text) => (text.endsWith('itself') ? `${text}.` : text)),
    );
  });

  it('come out of the trash, and records with them, as they are worked out by then', async () => {
    must(await change({ kind: 'removeField', table: customers.id, field: 'fldlabel' }));
    await update(store, customers.id, 'rec2', { fldamount: 100 });
    await remove(store, customers.id, 'rec1');
    must(await store.restoreTrash(store.trash()[0]?.id ?? '', author));
    expect((await cells('fldlabel')).rec2).toBe('-200');
    must(await put(formula('fldshare', '300 + {fldamount}', { result: 'number', precision: 0 })));
    const back = { table: customers.id, changes: [{ kind: 'restore' as const, id: 'rec1' }] };
    must(await store.change(planOf(back), author));
    expect((await cells('fldlabel')).rec1).toBe('open-300');
  });

  it('show the time of the workspace, also after it has moved', async () => {
    must(await add(formula('fldmonth', 'MONTH({fldmet})', { result: 'number', precision: 0 })));
    expect((await cells('fldmonth')).rec2).toBe(1);
    await store.updateInfo({ timeZone: 'Asia/Shanghai' }, author);
    expect((await cells('fldmonth')).rec2).toBe(2);
  });

  it('become plain fields that keep what they showed, and follow when what they read becomes one', async () => {
    const context = {
      timeZone: 'Asia/Shanghai',
      today: '2026-11-21',
      member: () => null,
      memberName: () => null,
    };
    const convert = (to: Field) =>
      store.convertField(
        { table: customers.id, field: to, mayLose: 0, makeOptionId: () => 'optmade', context },
        author,
        store.schema().version,
      );
    must(await convert(field('fldshare', { type: 'number', precision: 0 })));
    expect((await cells('fldshare')).rec2).toBe(301);
    await update(store, customers.id, 'rec2', { fldshare: 7 });
    expect((await cells('fldlabel')).rec2).toBe('-7');
    expect(isDenial(await convert(field('fldmet', { type: 'text' })))).toBe(true);
    must(await convert(field('fldlabel', { type: 'text' })));
    await store.close();
    store = await openWorkspace(home.place);
    expect((await cells('fldlabel')).rec2).toBe('-7');
  });
});
