import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
let builder: Client;
let customers: string;
const grant = (id: string, more: object) => ({
  id,
  scope: { kind: 'all' },
  origin: 'role',
  reason: 'test',
  fields: { default: 'hidden', except: [] },
  ...more,
});

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  customers = `${world.base}/tables/customers`;
  const role = (await owner.post(`${world.base}/roles`, { name: 'Builders' })).body.id;
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const to = { kind: 'role', id: role };
  // Shapes everything, sees the cells of customers but their phones, and makes no rules.
  const saved = await owner.put(`${world.base}/policy`, {
    ...policy,
    confirmed: true,
    grants: [
      ...policy.grants,
      grant('grabuild1', { to, on: { kind: 'workspace' }, actions: ['manageSchema'] }),
      grant('grabuild2', {
        to,
        on: { kind: 'table', id: world.table('customers') },
        actions: ['view'],
        fields: {
          default: 'read',
          except: [{ field: world.field('customers', 'phone'), level: 'hidden' }],
        },
      }),
    ],
    reason: 'test',
  });
  expect(saved.status, saved.text).toBe(200);
  builder = await world.as(await world.join('Bob Builder', [role]));
});
afterAll(() => world.close());

const fields = (table = customers) => `${table}/fields`;
const make = async (body: object, table = customers): Promise<string> => {
  const made = await owner.post(fields(table), { classes: [], ...body });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
};
const add = (records: object[], table = customers) =>
  owner.post(`${table}/records`, { records: records.map((one) => ({ fields: one })) });

describe('another type for a field', () => {
  it('is previewed cell by cell, then made: exactly what was shown', async () => {
    const size = await make({ name: 'Size', type: 'text' });
    await add([
      { name: 'A', size: '12' },
      { name: 'B', size: '1,234.50' },
      { name: 'C', size: 'about twelve' },
      { name: 'D' },
    ]);
    const path = `${fields()}/${size}/convert`;
    const body = { type: 'number', precision: 2 };
    const shown = await owner.post(`${path}/preview`, body);
    expect(shown.status, shown.text).toBe(200);
    expect(shown.body).toEqual({
      empty: 1,
      exact: 1,
      changed: 1,
      lost: 1,
      examples: [
        { before: 'about twelve', after: null },
        { before: '1,234.50', after: '1234.5' },
      ],
      views: [],
    });
    const greedy = await owner.post(path, { ...body, lose: 0 });
    expect([greedy.status, greedy.body.error.code]).toEqual([409, 'conflict']);
    const done = await owner.post(path, { ...body, lose: 1 });
    expect(done.body, done.text).toMatchObject({ id: size, type: 'number', precision: 2 });
    const read = await owner.post(`${customers}/records/query`, { fields: ['size'] });
    const cells = read.body.records.map((one: { fields: object }) => Object.values(one.fields)[0]);
    expect(cells).toEqual([12, 1234.5, null, null]);
    // And on to choices, of which one view asks in a way that only choices understand.
    const chosen = await owner.post(path, { type: 'singleSelect', lose: 0 });
    expect(chosen.body.options.map(({ name }: { name: string }) => name)).toEqual(['12', '1234.5']);
    const [{ id }] = chosen.body.options;
    const view = { name: 'Twelve', filter: { op: 'is', field: 'size', value: id } };
    expect((await owner.post(`${customers}/views`, view)).status).toBe(201);
    const dated = await owner.post(`${path}/preview`, { type: 'date' });
    expect(dated.body.views).toMatchObject([{ name: 'Twelve', conditions: 1 }]);
    const text = await owner.post(path, { type: 'text', lose: 0 });
    expect(text.status, text.text).toBe(200);
    const within = await owner.post(`${customers}/records/query`, { view: 'Twelve' });
    expect(within.body.total).toBe(1);
  });

  it('is refused where a rule decides by the field, for owners, products and automatic fields', async () => {
    const to = (field: string, type = 'text', table = customers) =>
      owner.post(`${fields(table)}/${field}/convert/preview`, { type });
    expect((await to('owner')).body.error.message).toContain('who owns a record');
    expect((await to('name', 'checkbox')).status).toBe(200);
    const named = await owner.post(`${fields()}/name/convert`, { type: 'checkbox', lose: 99 });
    expect(named.body.error.message).toContain('names the records');
    expect((await to('name', 'text')).status).toBe(400);
    expect((await to('name', 'createdTime')).status).toBe(400);
    expect((await to('name', 'formula')).status).toBe(400);
    const region = await make({ name: 'Area', type: 'text' });
    const { policy } = (await owner.get(`${world.base}/policy`)).body;
    const rule = grant('graarea', {
      to: { kind: 'role', id: world.roles.service },
      on: { kind: 'table', id: world.table('customers') },
      actions: ['delete'],
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'is', field: region, value: 'North' } }],
      },
    });
    const kept = { ...policy, reason: 'test' };
    expect(
      (await owner.put(`${world.base}/policy`, { ...kept, grants: [...policy.grants, rule] }))
        .status,
    ).toBe(200);
    expect((await to(region, 'number')).body.error.message).toContain('A rule decides by');
  });

  it('makes links of titles and text of links, for who reads all those titles', async () => {
    const parent = await make({ name: 'Parent', type: 'text' });
    await add([{ name: 'Mother' }, { name: 'Child', parent: 'Mother' }]);
    const path = `${fields()}/${parent}/convert`;
    const body = { type: 'link', target: 'customers', single: true, lose: 0 };
    const linked = await owner.post(path, body);
    expect(linked.body, linked.text).toMatchObject({ type: 'link', single: true });
    const asked = { search: 'Child', fields: ['parent'] };
    const [child] = (await owner.post(`${customers}/records/query`, asked)).body.records;
    expect(child.fields[parent]).toMatchObject([{ title: 'Mother' }]);
    expect((await builder.post(path, { type: 'text', lose: 0 })).status).toBe(403);
    expect((await owner.post(path, { type: 'text', lose: 0 })).status).toBe(200);
    const [again] = (await owner.post(`${customers}/records/query`, asked)).body.records;
    expect(again.fields[parent]).toBe('Mother');
  });

  it('attack 25: tells nothing of cells one does not read, be they there or not', async () => {
    const preview = (one: Client, field: string, type = 'email') =>
      one.post(`${fields()}/${field}/convert/preview`, { type });
    const before = await preview(builder, 'phone');
    expect([before.status, before.body.error.code]).toEqual([403, 'forbidden']);
    await add([{ name: 'Loud', phone: '+1 212 555 0100' }]);
    expect((await preview(builder, 'phone')).text).toBe(before.text);
    const forced = await builder.post(`${fields()}/phone/convert`, { type: 'email', lose: 9999 });
    expect(forced.text).toBe(before.text);
    // Choices are for all who see the field on some record: they are no way to the other records' cells.
    const sam = await world.as(await world.join('Sam Seller', ['sales']));
    const note = await make({ name: 'Note', type: 'text' });
    expect((await preview(builder, note, 'phone')).status).toBe(200);
    expect((await preview(builder, note, 'singleSelect')).status).toBe(403);
    expect((await preview(sam, note)).status).toBe(403);
    const opportunities = `${world.base}/tables/opportunities/fields`;
    const hidden = await sam.post(`${opportunities}/margin/convert/preview`, { type: 'text' });
    const absent = await sam.post(`${opportunities}/nosuch/convert/preview`, { type: 'text' });
    expect(hidden.status).toBe(absent.status);
    expect(hidden.text.replace('margin', '')).toBe(absent.text.replace('nosuch', ''));
  });

  it('shaping needs no sight of records: tables nobody opens to their maker are shaped all the same', async () => {
    const contacts = `${world.base}/tables/contacts`;
    expect((await builder.post(`${contacts}/records/query`, {})).status).toBe(404);
    const made = await builder.post(fields(contacts), { name: 'Nickname', type: 'text' });
    expect(made.status, made.text).toBe(201);
    expect((await builder.patch(`${contacts}`, { description: 'People' })).status).toBe(200);
    const renamed = await builder.patch(`${fields(contacts)}/phone`, { name: 'Telephone' });
    expect(renamed.body, renamed.text).toEqual({ id: world.field('contacts', 'phone') });
    const blind = await builder.post(`${fields(contacts)}/phone/convert/preview`, { type: 'text' });
    expect(blind.status).toBe(403);
    const factors = { name: 'X', type: 'number', product: ['birthday', 'phone'] };
    expect((await builder.post(fields(contacts), factors)).body.error.code).toBe('unknown_field');
    expect((await builder.post(`${contacts}/records/query`, {})).status).toBe(404);
  });
});
