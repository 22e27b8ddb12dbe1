import type { Member } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
let sam: Member;
let sales: Client;
let service: Client;
const at = (table: string) => `${world.base}/tables/${table}/records`;
const ask = (client: Client, table: string, question: object = {}) =>
  client.post(`${at(table)}/query`, question);

/** Adds one record and gives its id. */
async function add(client: Client, table: string, fields: object): Promise<string> {
  const made = await client.post(at(table), { records: [{ fields }] });
  expect(made.status, made.text).toBe(201);
  return made.body.ids[0];
}

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  sam = await world.join('Sam Sales', ['sales']);
  sales = await world.as(sam);
  service = await world.as(await world.join('Serena Service', ['service']));
});
afterAll(() => world.close());

describe('reading', () => {
  it('answers by id and by API name, in values of the wire', async () => {
    const id = await add(sales, 'customers', { name: 'Amber Mills', rating: undefined });
    const byName = await sales.get(`${at('customers')}/${id}`);
    const byId = await sales.get(`${at(world.table('customers'))}/${id}`);
    expect(byId.text).toBe(byName.text);
    const { record, outcome } = byName.body;
    expect(record.fields[world.field('customers', 'name')]).toBe('Amber Mills');
    expect(record.fields[world.field('customers', 'owner')]).toEqual({
      id: sam.id,
      name: sam.name,
    });
    expect(outcome.actions).toContain('edit');
  });

  it('gives the same answer for a record that is absent and one that is unseen', async () => {
    const hidden = await add(owner, 'customers', { name: 'Basalt Works' });
    const path = at('customers');
    const of = (id: string): Promise<Answer>[] => [
      sales.get(`${path}/${id}`),
      sales.patch(`${path}/${id}`, { fields: { name: 'x' } }),
      sales.delete(`${path}/${id}`),
      sales.patch(path, { records: [{ id, fields: { name: 'x' } }] }),
      sales.delete(path, { ids: [id] }),
      ask(sales, 'customers', { ids: [id] }),
    ];
    const [unseen, absent] = [await Promise.all(of(hidden)), await Promise.all(of('recnosuch'))];
    expect(unseen.map(({ status, text }) => [status, text])).toEqual(
      absent.map(({ status, text }) => [status, text]),
    );
    expect(unseen.slice(0, 5).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it('refuses a field that is never seen as one that does not exist, wherever it is named', async () => {
    const schema = (await service.get(`${world.base}/schema`)).body;
    const { tables } = world.workspace.store.schema();
    const hidden = schema.tables.flatMap(
      (seen: { slug: string; id: string; fields: { id: string }[] }) =>
        (tables.find(({ id }) => id === seen.id)?.fields ?? [])
          .filter(({ id }) => !seen.fields.some((field) => field.id === id))
          .map((field) => ({ table: seen.slug, id: field.id, slug: field.slug })),
    );
    expect(hidden.length).toBeGreaterThan(0);
    const questions = (name: string) => [
      { sort: [{ field: name, direction: 'asc' }] },
      { filter: { op: 'empty', field: name } },
      { filter: { op: 'not', of: { op: 'empty', field: name } } },
      { fields: [name] },
      { group: [name] },
      { aggregate: [{ fn: 'max', field: name }] },
    ];
    for (const { table, id, slug } of hidden) {
      for (const name of [id, slug]) {
        for (const [index, question] of questions(name).entries()) {
          const answer = await ask(service, table, question);
          const absent = await ask(service, table, questions('nosuch')[index]);
          expect([name, index, answer.status]).toEqual([name, index, 400]);
          expect(answer.text.replaceAll(name, 'nosuch')).toBe(absent.text);
        }
      }
    }
  });

  it('has tables that are not seen answer as those that do not exist, under every address', async () => {
    const { apps: _, tables } = (await service.get(`${world.base}/schema`)).body;
    const unseen = world.workspace.store
      .schema()
      .tables.filter(({ id }) => !tables.some((table: { id: string }) => table.id === id));
    for (const { id, slug } of unseen) {
      for (const name of [id, slug]) {
        const of = (table: string) => `${world.base}/tables/${table}`;
        for (const [method, rest, body] of [
          ['post', '/records/query', {}],
          ['get', '/records/recx', undefined],
          ['post', '/fields', { name: 'x', type: 'text' }],
          ['delete', '', undefined],
          ['post', '/views', { name: 'x' }],
        ] as const) {
          const answer = await service[method](of(name) + rest, body);
          const absent = await service[method](of('nosuch') + rest, body);
          expect([rest, answer.status, answer.text]).toEqual([rest, 404, absent.text]);
        }
      }
    }
  });

  it('pages with a cursor that fits this member and this question alone', async () => {
    for (let n = 0; n < 5; n++) await add(sales, 'customers', { name: `Page ${n}` });
    const question = { search: 'page', sort: [{ field: 'name', direction: 'asc' }], limit: 2 };
    const names = (answer: Answer) =>
      answer.body.records.map(
        ({ fields }: { fields: Record<string, unknown> }) =>
          fields[world.field('customers', 'name')],
      );
    const first = await ask(sales, 'customers', question);
    expect([names(first), first.body.total]).toEqual([['Page 0', 'Page 1'], 5]);
    const { cursor } = first.body;
    const second = await ask(sales, 'customers', { ...question, cursor });
    expect(names(second)).toEqual(['Page 2', 'Page 3']);
    const last = await ask(sales, 'customers', { ...question, cursor: second.body.cursor });
    expect([names(last), last.body.cursor]).toEqual([['Page 4'], undefined]);
    const wrong: [Client, object][] = [
      [owner, { ...question, cursor }],
      [sales, { ...question, search: 'other', cursor }],
      [sales, { ...question, offset: 1, cursor }],
      [sales, { ...question, cursor: `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}` }],
      [sales, { ...question, cursor: 'guess' }],
    ];
    for (const [client, body] of wrong) {
      expect((await ask(client, 'customers', body)).status).toBe(400);
    }
  });

  it('groups and measures what may be read', async () => {
    const answer = await ask(owner, 'customers', {
      group: ['owner'],
      aggregate: [{ fn: 'count' }, { fn: 'filled', field: 'name' }],
    });
    const mine = answer.body.groups.find(
      ({ keys }: { keys: { value: { id: string } }[] }) => keys[0]?.value?.id === sam.id,
    );
    expect(mine.measures[0]).toBeGreaterThan(4);
    expect((await ask(owner, 'customers', { group: ['owner'], limit: 3 })).status).toBe(400);
  });

  it('tells by an ETag whether anything seen has changed', async () => {
    const id = await add(sales, 'customers', { name: 'Cedar Rooms' });
    const path = `${at('customers')}/${id}`;
    const tag = (await sales.get(path)).headers.get('etag') ?? '';
    expect((await sales.get(path, { 'if-none-match': tag })).status).toBe(304);
    await sales.patch(path, { fields: { name: 'Cedar Halls' } });
    expect((await sales.get(path, { 'if-none-match': tag })).status).toBe(200);
  });
});

describe('writing', () => {
  it('gives a new record to its maker and reads it back through the same door', async () => {
    const made = await sales.post(at('customers'), {
      records: [{ fields: { name: 'Dune Supply' } }],
    });
    expect(made.body.records[0].fields[world.field('customers', 'owner')].id).toBe(sam.id);
    expect(made.body.outcomes[made.body.records[0]._g].fields).toBeDefined();
  });

  it('is all or nothing', async () => {
    const before = (await ask(sales, 'customers')).body.total;
    const good = { fields: { name: 'Elm' } };
    const bad = { fields: { name: 'Fir', nosuch: 1 } };
    const answer = await sales.post(at('customers'), { records: [good, bad] });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'unknown_field']);
    expect((await ask(sales, 'customers')).body.total).toBe(before);
  });

  it('tells a conflict cell by cell with the current value', async () => {
    const id = await add(sales, 'customers', { name: 'Fern & Sons' });
    const path = `${at('customers')}/${id}`;
    await sales.patch(path, { fields: { name: 'Fern' }, base: { name: 'Fern & Sons' } });
    const late = await sales.patch(path, {
      fields: { name: 'F&S' },
      base: { name: 'Fern & Sons' },
    });
    expect(late.status).toBe(409);
    expect(late.body.error.details.cells).toEqual([
      { id, field: world.field('customers', 'name'), current: 'Fern' },
    ]);
    const same = await sales.patch(path, { fields: { name: 'F&S' }, base: { name: 'Fern' } });
    expect(same.body.record.fields[world.field('customers', 'name')]).toBe('F&S');
  });

  it('refuses one field under two names', async () => {
    const fields = { name: 'Gale', [world.field('customers', 'name')]: 'Hale' };
    expect((await sales.post(at('customers'), { records: [{ fields }] })).status).toBe(400);
  });

  it('does not hand records over without the right to', async () => {
    const id = await add(sales, 'customers', { name: 'Heath' });
    const taken = await sales.patch(`${at('customers')}/${id}`, {
      fields: { owner: world.owner.id },
    });
    const may = (await sales.get(`${at('customers')}/${id}`)).body.outcome.actions.includes(
      'transfer',
    );
    expect(taken.status).toBe(may ? 404 : 403);
  });

  it('names members by address only for those who may see addresses', async () => {
    const byAddress = { name: 'Isle', owner: world.owner.email };
    const answer = await sales.post(at('customers'), { records: [{ fields: byAddress }] });
    const unknown = { name: 'Isle', owner: 'nobody@example.com' };
    const absent = await sales.post(at('customers'), { records: [{ fields: unknown }] });
    expect(answer.text).toBe(absent.text);
    await add(owner, 'customers', byAddress);
  });
});
