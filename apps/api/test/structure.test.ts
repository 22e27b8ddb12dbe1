import { unclassified } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
let builder: Client;
let customers: string;

beforeEach(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  customers = `${world.base}/tables/customers`;
  // Someone who shapes tables and sees customers, but does not manage rules.
  const role = (await owner.post(`${world.base}/roles`, { name: 'Builders' })).body.id;
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const to = { kind: 'role', id: role };
  const all = { scope: { kind: 'all' }, origin: 'role', reason: 'test' };
  const saved = await owner.put(`${world.base}/policy`, {
    ...policy,
    confirmed: true,
    grants: [
      ...policy.grants,
      {
        id: 'grabuild1',
        to,
        on: { kind: 'workspace' },
        actions: ['manageSchema'],
        fields: { default: 'hidden', except: [] },
        ...all,
      },
      {
        id: 'grabuild2',
        to,
        on: { kind: 'table', id: world.table('customers') },
        actions: ['view'],
        fields: {
          default: 'read',
          except: [{ field: world.field('customers', 'phone'), level: 'hidden' }],
        },
        ...all,
      },
    ],
    reason: 'test',
  });
  expect(saved.status, saved.text).toBe(200);
  builder = await world.as(await world.join('Bob Builder', [role]));
});
afterEach(() => world.close());

describe('fields', () => {
  it('start unclassified where rules tell fields apart: seen by holders of the rules alone', async () => {
    const made = await builder.post(`${customers}/fields`, { name: 'Credit line', type: 'number' });
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual(['id']);
    const seen = (await owner.get(`${world.base}/schema`)).body.tables
      .find(({ slug }: { slug: string }) => slug === 'customers')
      .fields.find(({ id }: { id: string }) => id === made.body.id);
    expect(seen.classes).toEqual([unclassified]);
    const opened = await owner.patch(`${customers}/fields/${made.body.id}`, { classes: [] });
    expect(opened.status).toBe(200);
    const now = (await builder.get(`${world.base}/schema`)).text;
    expect(now).toContain(made.body.id);
  });

  it('multiply others of the same table, by API name, only when their maker may read those', async () => {
    const field = (body: object) => owner.post(`${customers}/fields`, { classes: [], ...body });
    const made = [
      await field({ name: 'Seats', type: 'number' }),
      await field({ name: 'Price per seat', type: 'currency', currency: 'EUR', slug: 'price' }),
      await field({
        name: 'Fee',
        type: 'currency',
        currency: 'EUR',
        product: ['seats', 'price'],
      }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(made[2]?.body).toMatchObject({
      level: 'read',
      creatable: false,
      product: [made[0]?.body.id, made[1]?.body.id],
    });
    const records = [{ fields: { name: 'New', seats: 3, price: 12.5 } }];
    const { ids } = (await owner.post(`${customers}/records`, { records })).body;
    const record = `${customers}/records/${ids[0]}`;
    const fee = async () =>
      (await owner.get(record)).body.record.fields[made[2]?.body.id as string];
    expect(await fee()).toBe(37.5);
    expect((await owner.patch(record, { fields: { seats: 4 } })).status).toBe(200);
    expect(await fee()).toBe(50);
    expect((await owner.patch(record, { fields: { fee: 1 } })).status).toBe(403);
    const vast = await owner.patch(record, { fields: { seats: 1e14 } });
    expect([vast.status, await fee()]).toEqual([400, 50]);
    const closed = await owner.patch(`${customers}/fields/price`, {
      classes: [unclassified],
    });
    expect(closed.status, closed.text).toBe(200);
    const product = ['seats', 'price'];
    const blind = await builder.post(`${customers}/fields`, { name: 'X', type: 'number', product });
    const absent = await builder.post(`${customers}/fields`, {
      name: 'X',
      type: 'number',
      product: ['seats', 'nosuch'],
    });
    expect([blind.status, absent.status]).toEqual([400, 400]);
    expect(blind.text.replace('price', '')).toBe(absent.text.replace('nosuch', ''));
    expect((await owner.get(`${world.base}/schema`)).text).toContain('"slug":"fee"');
    expect((await builder.get(`${world.base}/schema`)).text).not.toContain('"slug":"fee"');
  });

  it('start with a default where nothing is given, set by who may fill them in', async () => {
    const options = [{ name: 'Hot' }, { name: 'Cold' }];
    const made = [
      { name: 'Heat', type: 'singleSelect', options, default: { value: 'Cold' } },
      { name: 'Share', type: 'percent', default: { value: 0.12 } },
      { name: 'Since', type: 'date', default: { context: 'today' } },
      { name: 'Keeper', type: 'member', default: { context: 'me' } },
      { name: 'Wrong', type: 'date', default: { value: 'someday' } },
      { name: 'Wrong', type: 'number', default: { context: 'me' } },
      { name: 'Wrong', type: 'autonumber', default: { value: 1 } },
    ];
    const answers: { status: number; body: { id: string; default?: object } }[] = [];
    for (const field of made)
      answers.push(await owner.post(`${customers}/fields`, { classes: [], ...field }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 400, 400, 400]);
    const cold = world.field('customers', 'heat');
    expect(answers[1]?.body.default).toEqual({ value: 0.12 });
    const create = async (fields: object) => {
      const answer = await owner.post(`${customers}/records`, { records: [{ fields }] });
      expect(answer.status, answer.text).toBe(201);
      return answer.body.records[0].fields as Record<string, unknown>;
    };
    const id = (slug: string) => world.field('customers', slug);
    const filled = await create({ name: 'A' });
    expect(filled[cold]).toMatchObject({ name: 'Cold' });
    expect(filled[id('share')]).toBe(0.12);
    expect(filled[id('since')]).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(filled[id('keeper')]).toMatchObject({ id: world.owner.id });
    const given = await create({ name: 'B', share: null, heat: 'Hot' });
    expect([given[id('share')] ?? null, given[cold]]).toMatchObject([null, { name: 'Hot' }]);
    // More digits keep the value; a choice that goes takes the default along.
    const digits = await owner.patch(`${customers}/fields/share`, { precision: 4 });
    expect([digits.status, digits.body.default]).toEqual([200, { value: 0.12 }]);
    const less = await owner.patch(`${customers}/fields/heat`, { options: [{ name: 'Hot' }] });
    expect([less.status, 'default' in less.body]).toEqual([200, false]);
    const none = await owner.patch(`${customers}/fields/since`, { default: null });
    expect([none.status, 'default' in none.body]).toEqual([200, false]);
    // Reading a field is not enough to steer what others put into it.
    const steered = await builder.patch(`${customers}/fields/share`, { default: { value: 1 } });
    expect([steered.status, steered.body.error.code]).toEqual([403, 'forbidden']);
    const start = { value: '+1 212 555 0100' };
    expect((await owner.patch(`${customers}/fields/phone`, { default: start })).status).toBe(200);
    for (const what of ['schema', 'structure']) {
      expect((await builder.get(`${world.base}/${what}`)).text).not.toContain(start.value);
      expect((await owner.get(`${world.base}/${what}`)).text).toContain(start.value);
    }
  });

  it('are classified, flagged as owners and made titles only by holders of the rules', async () => {
    const refused = [
      await builder.post(`${customers}/fields`, { name: 'A', type: 'text', classes: [] }),
      await builder.post(`${customers}/fields`, { name: 'B', type: 'member', ownership: true }),
      await builder.patch(`${customers}/fields/name`, { classes: [] }),
      await builder.patch(customers, { titleField: 'website' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    const made = await owner.post(`${customers}/fields`, {
      name: 'Deputy',
      type: 'member',
      ownership: true,
      classes: [],
    });
    expect([made.status, made.body.ownership]).toEqual([201, true]);
  });

  it('that are hidden are shaped by whoever shapes tables, who sees no cell of them for it', async () => {
    const renamed = await builder.patch(`${customers}/fields/phone`, { name: 'Mine' });
    expect([renamed.status, renamed.body]).toEqual([
      200,
      { id: world.field('customers', 'phone') },
    ]);
    expect((await builder.get(`${world.base}/schema`)).text).not.toContain('Mine');
    expect((await builder.get(`${world.base}/structure`)).text).toContain('Mine');
    const asked = await builder.post(`${customers}/records/query`, { fields: ['phone'] });
    expect(asked.body.error.code).toBe('unknown_field');
    // To ask for nothing is a change of the structure, and none of the rules.
    expect((await builder.patch(`${customers}/fields/phone`, {})).status).toBe(200);
    expect((await builder.delete(`${customers}/fields/nosuch`)).status).toBe(400);
    const sam = await world.as(await world.join('Sam Seller', ['sales']));
    expect((await sam.patch(`${customers}/fields/phone`, { name: 'Mine' })).status).toBe(403);
  });

  it('take the settings of their type and no others', async () => {
    const wrong = [
      { name: 'A', type: 'text', precision: 2 },
      { name: 'A', type: 'number', options: [] },
      { name: 'A', type: 'sql' },
      { name: 'A', type: '__proto__' },
      { name: 'A', type: 'link' },
      { name: 'A', type: 'link', target: 'nosuch' },
    ];
    for (const body of wrong) {
      const { status } = await owner.post(`${customers}/fields`, body);
      expect([body, status === 400 || status === 404]).toEqual([body, true]);
    }
  });

  it('of every type can be added, and links come with their other side', async () => {
    const types = [
      { type: 'text' },
      { type: 'longText' },
      { type: 'phone' },
      { type: 'email' },
      { type: 'url' },
      { type: 'number', precision: 1 },
      { type: 'percent' },
      { type: 'currency', currency: 'CNY' },
      { type: 'checkbox' },
      { type: 'singleSelect', options: [{ name: 'One' }] },
      { type: 'multiSelect', options: [{ name: 'One', color: 'red' }] },
      { type: 'date' },
      { type: 'dateTime' },
      { type: 'member' },
      { type: 'autonumber' },
      { type: 'createdTime' },
      { type: 'createdBy' },
      { type: 'modifiedTime', watch: ['name'] },
      { type: 'modifiedBy' },
      { type: 'link', target: 'products', single: true, reverse: { name: 'Buyers' } },
    ];
    for (const given of types) {
      const made = await owner.post(`${customers}/fields`, {
        name: `New ${given.type}`,
        classes: [],
        ...given,
      });
      expect([given.type, made.status, made.body.type]).toEqual([given.type, 201, given.type]);
    }
    expect(world.field('products', 'buyers')).toBeDefined();
    expect((await owner.delete(`${customers}/fields/new_link`)).status).toBe(200);
    expect(() => world.field('products', 'buyers')).toThrow();
  });

  it('keep the choices they had when options are changed', async () => {
    const made = await owner.post(`${customers}/fields`, {
      name: 'Mood',
      type: 'singleSelect',
      classes: [],
      options: [{ name: 'Good' }, { name: 'Bad' }],
    });
    const [good] = made.body.options;
    const changed = await owner.patch(`${customers}/fields/mood`, {
      options: [{ id: good.id, name: 'Great' }, { name: 'New' }],
    });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body.options[0]).toMatchObject({ id: good.id, name: 'Great' });
  });
});

describe('tables and apps', () => {
  it('are added, changed and removed', async () => {
    const app = await owner.post(`${world.base}/apps`, { name: 'Projects' });
    expect(app.status).toBe(201);
    const table = await owner.post(`${world.base}/tables`, {
      name: '项目',
      app: app.body.id,
      fields: [
        { name: '标题', type: 'text' },
        { name: 'Due', type: 'date' },
      ],
    });
    expect(table.status, table.text).toBe(201);
    expect(table.body.titleField).toBe(table.body.fields[0].id);
    const path = `${world.base}/tables/${table.body.id}`;
    expect((await owner.patch(path, { name: 'Projects', slug: 'projects' })).body.slug).toBe(
      'projects',
    );
    expect(
      (
        await owner.post(`${world.base}/tables/projects/records`, {
          records: [{ fields: { due: '2026-02-30' } }],
        })
      ).status,
    ).toBe(400);
    expect((await owner.delete(`${world.base}/apps/${app.body.id}`)).status).toBe(400);
    expect((await owner.delete(path)).status).toBe(200);
    expect((await owner.delete(`${world.base}/apps/${app.body.id}`)).status).toBe(200);
  });

  it('come from a template only for who manages rules too', async () => {
    expect((await builder.post(`${world.base}/apps`, { template: 'crm' })).status).toBe(403);
    const made = await owner.post(`${world.base}/apps`, { template: 'crm', samples: true });
    expect(made.status, made.text).toBe(201);
    const slugs = (await owner.get(`${world.base}/schema`)).body.tables.map(
      ({ slug }: { slug: string }) => slug,
    );
    expect(new Set(slugs).size).toBe(slugs.length);
    // Customers and products are shared between templates; what is an app's own comes again.
    expect(slugs).not.toContain('customers_2');
    expect(slugs).toContain('opportunities_2');
  });

  it('are not for members without the right', async () => {
    const sales = await world.as(await world.join('Sam Sales', ['sales']));
    expect((await sales.post(`${world.base}/tables`, { name: 'X' })).status).toBe(403);
    expect((await sales.delete(customers)).status).toBe(403);
    expect((await sales.patch(world.base, { name: 'Mine' })).status).toBe(403);
  });
});

describe('views', () => {
  it('show only what their reader may see, and keep the rest when he saves them', async () => {
    const filter = {
      op: 'and',
      of: [
        { op: 'contains', field: 'phone', value: '555' },
        { op: 'contains', field: 'name', value: 'a' },
      ],
    };
    const made = await owner.post(`${customers}/views`, {
      name: 'Callable',
      filter,
      sort: [{ field: 'phone', direction: 'asc' }],
      hiddenFields: ['phone'],
    });
    expect(made.status, made.text).toBe(201);
    const phone = world.field('customers', 'phone');
    const views = async (client: Client) =>
      (await client.get(`${world.base}/schema`)).body.tables
        .find(({ slug }: { slug: string }) => slug === 'customers')
        .views.find(({ id }: { id: string }) => id === made.body.id);
    const seen = await views(builder);
    expect(seen.usesHiddenFields).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(phone);
    const { id, kind: _, usesHiddenFields: __, ...same } = seen;
    const path = `${customers}/views/${id}`;
    expect((await builder.put(path, { ...same, name: 'Renamed' })).status).toBe(200);
    const kept = await views(owner);
    expect(kept).toMatchObject({
      name: 'Renamed',
      hiddenFields: [phone],
      sort: [{ field: phone }],
    });
    expect(JSON.stringify(kept.filter)).toContain(phone);
    const { filter: ___, ...without } = same;
    expect((await builder.put(path, without)).status).toBe(403);
    await owner.post(`${customers}/records`, {
      records: [{ fields: { name: 'Alder', phone: '555' } }],
    });
    const through = (client: Client) => client.post(`${customers}/records/query`, { view: id });
    expect((await through(owner)).body.total).toBe(1);
    expect((await through(builder)).body).toMatchObject({ total: 0, usesHiddenFields: true });
  });

  it('stand still while they are locked', async () => {
    const made = await owner.post(`${customers}/views`, { name: 'Frozen', locked: true });
    expect([made.status, made.body.locked]).toEqual([201, true]);
    const path = `${customers}/views/${made.body.id}`;
    expect((await owner.put(path, { name: 'Other' })).status).toBe(403);
    expect((await owner.put(path, { name: 'Other', locked: true })).status).toBe(403);
    expect((await owner.delete(path)).status).toBe(403);
    const open = await owner.put(path, { name: 'Open', locked: false });
    expect([open.status, open.body.name, open.body.locked]).toEqual([200, 'Open', undefined]);
    expect((await owner.delete(path)).status).toBe(200);
  });

  it('of one member become shared ones, and back, by those who manage views', async () => {
    const made = await owner.post(`${customers}/views`, { name: 'Own', personal: true });
    expect(made.body.personal).toBe(true);
    const path = `${customers}/views/${made.body.id}`;
    const seen = async () =>
      (await builder.get(`${world.base}/schema`)).text.includes(path.slice(-17));
    expect(await seen()).toBe(false);
    expect((await owner.put(path, { name: 'Own', personal: false })).body.personal).toBeUndefined();
    expect(await seen()).toBe(true);
    expect((await owner.put(path, { name: 'Own', personal: true })).body.personal).toBe(true);
    expect(await seen()).toBe(false);
  });

  it('cannot name fields their maker cannot see', async () => {
    const body = { name: 'X', filter: { op: 'empty', field: 'phone' } };
    expect((await builder.post(`${customers}/views`, body)).body.error.code).toBe('unknown_field');
    expect(
      (await builder.post(`${customers}/views`, { name: 'X', widths: { phone: 80 } })).status,
    ).toBe(400);
  });
});
