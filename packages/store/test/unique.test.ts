import {
  type CellValue,
  type Field,
  isDenial,
  type Policy,
  type SchemaChange,
} from '@tessera/model';
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

const table = customers.id;
const named = (id: string, set: object = {}): Field => ({
  ...(customers.fields.find((one) => one.id === id) as Field),
  ...set,
});

describe.each(databases)('unique fields in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  let count = 0;
  const change = (...changes: SchemaChange[]) => {
    count += 1;
    return store.changeSchema(changes, { ...author, change: `chg${count}u` });
  };
  const set = (id: string, unique: boolean, more: object = {}) =>
    change({ kind: 'updateField', table, field: named(id, { unique, ...more }) });
  const write = (...changes: Parameters<typeof planOf>[0]['changes']) =>
    store.change(planOf({ table, changes }), author);
  const made = (id: string, cells: Record<string, CellValue>) => ({
    kind: 'create' as const,
    id,
    cells,
  });
  const changed = (id: string, cells: Record<string, CellValue>) => ({
    kind: 'update' as const,
    id,
    cells,
  });
  const taken = (id: string, ...records: string[]) => ({
    code: 'conflict',
    details: { unique: 'taken', field: id, records },
  });
  const cellsOf = async (...fields: string[]) => {
    const { rows } = await store.rows(asking(table, { columns: fields.map(plain) }));
    return Object.fromEntries(rows.map((row) => [row.id, fields.map((id) => row.cells[id])]));
  };

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    must(await set('fldname', true));
    await create(store, table, {
      rec1: { fldname: 'Straße', fldamount: 100 },
      rec2: { fldname: 'Two', fldamount: 200, fldday: '2026-01-01' },
      rec3: { fldamount: 300 },
      rec4: {},
    });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('refuse a value that another record has, whatever its case, width and blanks', async () => {
    for (const name of ['Straße', ' strasse', 'STRASSE', 'ｓtrasse'])
      expect(await write(made('recnew', { fldname: name }))).toMatchObject(
        taken('fldname', 'recnew'),
      );
    expect(await write(changed('rec2', { fldname: 'strasse' }))).toMatchObject(
      taken('fldname', 'rec2'),
    );
    expect((await cellsOf('fldname')).rec2).toEqual(['Two']);
    expect(must(await write(changed('rec1', { fldname: 'STRASSE' }))).kind).toBe('committed');
  });

  it('let any number of records be empty', async () => {
    must(await write(made('rec5', {}), made('rec6', { fldname: '\u200b' })));
    must(await write(made('rec7', { fldname: '\u200b' })));
    await remove(store, table, 'rec5', 'rec6', 'rec7');
  });

  it('look at a change as a whole: values may be swapped, moved on and taken over', async () => {
    must(await write(changed('rec1', { fldname: 'Two' }), changed('rec2', { fldname: 'Straße' })));
    expect(await cellsOf('fldname')).toMatchObject({ rec1: ['Two'], rec2: ['Straße'] });
    must(
      await write(
        changed('rec1', { fldname: 'Straße' }),
        changed('rec2', { fldname: null }),
        changed('rec3', { fldname: 'Two' }),
      ),
    );
    must(await write({ kind: 'delete', id: 'rec3' }, made('rec8', { fldname: 'two' })));
    must(await write(changed('rec8', { fldname: 'Eight' }), made('rec9', { fldname: 'Two' })));
    expect(
      await write(made('reca', { fldname: 'A' }), made('recb', { fldname: 'a' })),
    ).toMatchObject(taken('fldname', 'recb'));
    expect(
      await write(changed('rec9', { fldname: 'Nine' }), changed('rec4', { fldname: 'eight' })),
    ).toMatchObject(taken('fldname', 'rec4'));
    expect(await cellsOf('fldname')).toMatchObject({ rec9: ['Two'], rec8: ['Eight'] });
  });

  it('refuse to bring a record back into a collision, and leave it in the trash', async () => {
    await remove(store, table, 'rec9');
    await create(store, table, { rect: { fldname: 'TWO' } });
    const back = { kind: 'restore' as const, id: 'rec9' };
    expect(await write(back)).toMatchObject(taken('fldname', 'rec9'));
    await update(store, table, 'rect', { fldname: 'Three' });
    must(await write(back));
    expect(await cellsOf('fldname')).toMatchObject({ rec9: ['Two'], rect: ['Three'] });
  });

  it('let one of several writers at once through', async () => {
    const writes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => write(made(`recw${i}`, { fldname: 'Rush' }))),
    );
    const through = writes.filter((one) => !isDenial(one));
    expect(through.length).toBe(1);
    for (const one of writes) if (isDenial(one)) expect(one.code).toBe('conflict');
  });

  it('let one of two processes through', async () => {
    const other = await openWorkspace(home.place);
    try {
      const plan = (id: string) => planOf({ table, changes: [made(id, { fldname: 'Two doors' })] });
      const first = store.change(plan('recd1'), author);
      // Writers of one SQLite file wait for one another without letting go of the thread they would share here.
      if (home.place.kind === 'sqlite') await first;
      const both = await Promise.all([first, other.change(plan('recd2'), author)]);
      expect(both.filter((one) => isDenial(one)).length).toBe(1);
    } finally {
      await other.close();
    }
  });

  it('say how many records share values before they begin, and lose nothing', async () => {
    await create(store, table, {
      recn1: { fldname: 'n1', fldamount: 100, fldday: '2026-01-01' },
      recn2: { fldname: 'n2', fldamount: 100, fldday: '2026-01-01' },
      recn3: { fldname: 'n3', fldamount: 700, fldnotes: 'x' },
      recn4: { fldname: 'n4', fldamount: 700 },
    });
    const before = store.schema();
    expect(await set('fldamount', true)).toMatchObject({
      code: 'conflict',
      details: {
        unique: 'duplicates',
        field: 'fldamount',
        values: 2,
        records: 5,
        examples: [
          ['rec1', 'recn1', 'recn2'],
          ['recn3', 'recn4'],
        ],
      },
    });
    expect(store.schema()).toBe(before);
    expect(await set('fldday', true)).toMatchObject({ details: { values: 1, records: 3 } });
    await update(store, table, 'recn1', { fldday: null });
    await update(store, table, 'recn2', { fldday: '2026-01-02' });
    must(await set('fldday', true));
    expect(await write(changed('recn1', { fldday: '2026-01-02' }))).toMatchObject(
      taken('fldday', 'recn1'),
    );
    must(await set('fldday', false));
    must(await write(changed('recn1', { fldday: '2026-01-02' })));
  });

  it('hold numbers when they get more decimals, and after the workspace is opened again', async () => {
    await remove(store, table, 'recn2', 'recn4', 'recn1');
    await update(store, table, 'rec2', { fldamount: 10 });
    must(await set('fldamount', true));
    must(await set('fldamount', true, { precision: 3 }));
    await store.close();
    store = await openWorkspace(home.place);
    expect(await write(changed('rec2', { fldamount: 7000 }))).toMatchObject(
      taken('fldamount', 'rec2'),
    );
    must(await write(changed('rec2', { fldamount: 10 })));
    must(await set('fldamount', false, { precision: 3 }));
  });

  it('take texts of any length', async () => {
    const long = (end: string) => `${'long '.repeat(6000)}${end}`;
    must(await write(made('recl1', { fldname: long('a') }), made('recl2', { fldname: long('b') })));
    expect(await write(made('recl3', { fldname: long('A') }))).toMatchObject(
      taken('fldname', 'recl3'),
    );
  });

  it('go into the trash with their field and come back as they were', async () => {
    const code = field('fldcodeu', { type: 'text', unique: true });
    must(await change({ kind: 'addField', table, field: code }));
    await update(store, table, 'rec1', { fldcodeu: 'C-1' });
    must(await change({ kind: 'removeField', table, field: 'fldcodeu' }));
    await create(store, table, { recz: { fldname: 'z' } });
    must(await store.restoreTrash(store.trash().at(-1)?.id ?? '', author));
    expect(await write(changed('recz', { fldcodeu: 'c-1' }))).toMatchObject(
      taken('fldcodeu', 'recz'),
    );
    must(await write(changed('recz', { fldcodeu: 'C-2' })));
  });

  it('can be tried out: all is looked at, nothing is written', async () => {
    const tried = { kind: 'denial' as const, code: 'conflict' as const, message: 'Only tried.' };
    const attempt = (name: string) =>
      store.change(
        { ...planOf({ table, changes: [made('rectry', { fldname: name })] }), tried },
        author,
      );
    expect(await attempt('Never seen')).toBe(tried);
    expect(await attempt('Eight')).toMatchObject(taken('fldname', 'rectry'));
    expect(await cellsOf('fldname')).not.toHaveProperty('rectry');
  });

  it('are held against every save of rules, in the trash too, and of structure', async () => {
    const rules = (scope: 'all' | 'own'): Policy => ({
      version: store.policy().version,
      restrictions: [],
      grants: [
        {
          id: 'gra1',
          to: { kind: 'everyone' },
          on: { kind: 'table', id: table },
          actions: ['view', 'create', 'edit'],
          scope: scope === 'all' ? { kind: 'all' } : { kind: 'any', of: [{ kind: 'own' }] },
          fields: { default: 'edit', except: [] },
          origin: 'role',
          reason: '',
        },
      ],
    });
    const unread = { code: 'invalid', details: { unique: 'unread', field: 'fldname' } };
    expect(await store.savePolicy(rules('own'), author, '')).toMatchObject(unread);
    expect(store.policy().version).toBe(0);
    must(await store.savePolicy(rules('all'), author, ''));
    must(await set('fldname', false));
    expect(await store.savePolicy(rules('own'), author, '')).toMatchObject({
      details: { unique: 'unread', field: 'fldcodeu' },
    });
    must(await change({ kind: 'removeField', table, field: 'fldcodeu' }));
    expect(await store.savePolicy(rules('own'), author, '')).toMatchObject({
      details: { field: 'fldcodeu', trashed: true },
    });
    await store.emptyTrash(() => true, author);
    must(await store.savePolicy(rules('own'), author, ''));
    expect(await set('fldname', true)).toMatchObject(unread);
  });
});
