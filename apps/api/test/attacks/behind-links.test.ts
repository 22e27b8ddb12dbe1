import type { Grant, Level } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { duties, expectAlike, expectUnknown, type Stage, setStage, withoutIds } from './stage.ts';

let stage: Stage;
/** Sees every customer, and of opportunities his own without their margin. */
let spy: Client;
let maker: Client;
const fields: Record<string, string> = {};

beforeAll(async () => {
  stage = await setStage();
  const { world, people } = stage;
  // Makes rules and structure, and reads what it is made of.
  maker = await world.as(await world.join('Max Maker', ['management', 'administrator']));
  const role = 'rolspy';
  await world.change({ kind: 'putRole', id: role, name: 'Spy' });
  const member = await world.join('Ben Bond', [role]);
  const hide = (field: string) => ({ field, level: 'hidden' as Level });
  const grant = (
    id: string,
    table: string,
    own: boolean,
    except: Grant['fields']['except'],
  ): Grant => ({
    id,
    to: { kind: 'role', id: role },
    on: { kind: 'table', id: world.table(table) },
    actions: ['view', 'export', 'manageViews'],
    scope: own ? { kind: 'any', of: [{ kind: 'own' }] } : { kind: 'all' },
    fields: { default: 'read', except },
    origin: 'role',
    reason: id,
  });
  await stage.rule((grants) => [
    ...grants,
    grant('graspyall', 'customers', false, []),
    grant('graspyown', 'opportunities', true, [hide(stage.id('opportunities', 'margin'))]),
  ]);
  spy = await world.as(member);
  const make = async (table: string, name: string, body: object) => {
    const path = `${world.base}/tables/${table}/fields`;
    const made = await maker.post(path, { name, slug: name, classes: [], ...body });
    expect(made.status, made.text).toBe(201);
    fields[name] = made.body.id;
  };
  const link = { link: 'opportunities' };
  await make('customers', 'volume', { type: 'rollup', ...link, of: 'close_value', fn: 'sum' });
  await make('customers', 'gain', { type: 'rollup', ...link, of: 'margin', fn: 'max' });
  await make('customers', 'deals', { type: 'count', ...link });
  await make('customers', 'all_deals', { type: 'count', ...link, declassified: true });
  await make('customers', 'steps', { type: 'lookup', ...link, of: 'next_step' });
  await make('opportunities', 'revenue', {
    type: 'lookup',
    link: 'customer',
    of: 'annual_revenue',
  });
  const deal = { name: 'Spied', customer: [stage.ids.theirs], stage: 'Proposal', margin: 5 };
  const own = { ...deal, owner: member.id, close_value: 50, next_step: 'Listen' };
  const made = await stage.bo.post(stage.records('opportunities'), { records: [{ fields: own }] });
  expect(made.status, made.text).toBe(201);
  expect(people.tia.id).not.toBe(member.id);
});
afterAll(() => stage.world.close());

const cell = (answer: Answer, name: string) => answer.body.record.fields[fields[name] ?? ''];
const open = (client: Client, id: string, table = 'customers') =>
  client.get(`${stage.records(table)}/${id}`);
const total = async (client: Client, filter: object) => {
  const found = await stage.query(client, 'customers', { filter });
  expect(found.status, found.text).toBe(200);
  return found.body.total as number;
};

describe('what is asked of the records behind a link', () => {
  it('is worked out for each from what he may see, and is the same in every answer', async () => {
    const spied = await open(spy, stage.ids.theirs);
    expect(cell(spied, 'volume')).toBe(50);
    expect(cell(spied, 'deals')).toBe(1);
    expect(cell(spied, 'steps')).toEqual(['Listen']);
    const whole = await open(stage.bo, stage.ids.theirs);
    expect(cell(whole, 'volume')).toBe(999 + 200 + 50);
    expect(cell(whole, 'deals')).toBe(3);
    expect(cell(whole, 'steps')).toEqual(['Bribe them', 'Visit them', 'Listen']);
    const listed = await stage.query(spy, 'customers', { ids: [stage.ids.theirs] });
    expect(listed.body.records[0].fields).toEqual(spied.body.record.fields);
    const measured = await stage.query(spy, 'customers', {
      aggregate: [
        { fn: 'sum', field: 'volume' },
        { fn: 'filled', field: 'steps' },
        { fn: 'max', field: 'deals' },
      ],
    });
    expect(measured.body.groups[0].measures).toEqual([50, 1, 1]);
  });

  it('is no oracle: no filter, order, group or search finds out what unseen records hold', async () => {
    for (const value of [51, 250, 999, 1249]) {
      expect(await total(spy, { op: 'gte', field: 'volume', value })).toBe(0);
      expect(await total(spy, { op: 'is', field: 'volume', value })).toBe(0);
    }
    expect(await total(spy, { op: 'gte', field: 'volume', value: 50 })).toBe(1);
    expect(await total(spy, { op: 'gt', field: 'deals', value: 1 })).toBe(0);
    expect(await total(spy, { op: 'contains', field: 'steps', value: 'Bribe' })).toBe(0);
    expect(await total(stage.bo, { op: 'contains', field: 'steps', value: 'Bribe' })).toBe(1);
    expect((await stage.query(spy, 'customers', { search: 'Bribe' })).body.total).toBe(0);
    expect((await stage.query(spy, 'customers', { search: 'Listen' })).body.total).toBe(1);
    const sorted = await stage.query(spy, 'customers', {
      sort: [{ field: 'volume', direction: 'desc' }],
    });
    // My customer has the smaller sum of all, and none that is seen: what is not seen orders nothing.
    expect(sorted.body.records[0].id).toBe(stage.ids.theirs);
    const grouped = await stage.query(spy, 'customers', { group: ['volume'] });
    expect(grouped.body.groups.map(({ keys }: { keys: unknown }) => keys)).toEqual([
      [{ value: 50 }],
      [{ value: null }],
    ]);
  });

  it('is not there for who may never read what it is made of, in no answer and with no other words', async () => {
    const schema = await spy.get(`${stage.world.base}/schema`);
    expect(schema.text).not.toContain(fields.gain);
    expect((await open(spy, stage.ids.theirs)).text).not.toContain(fields.gain);
    const each = (field: string) => [
      { fields: [field] },
      { filter: { op: 'empty', field } },
      { sort: [{ field, direction: 'asc' }] },
      { group: [field] },
      { aggregate: [{ fn: 'sum', field }] },
    ];
    for (const body of each('gain'))
      expectUnknown(await stage.query(spy, 'customers', body), 'gain');
    // Service sees all customers and no opportunity: of them all that is left is what was declassified.
    for (const name of ['volume', 'deals', 'steps'])
      for (const body of each(name))
        expectUnknown(await stage.query(stage.vic, 'customers', body), name);
    const view = { name: 'Spied', filter: { op: 'gt', field: 'gain', value: 1 } };
    const path = `${stage.world.base}/tables/customers/views`;
    const ask = (field: string) =>
      spy.post(path, { ...view, personal: true, filter: { ...view.filter, field } });
    expectAlike(await ask('gain'), 'gain', await ask('nothing'), 'nothing');
    // A view of others that asks for it widens nothing.
    const made = await maker.post(path, view);
    expect(made.status, made.text).toBe(201);
    const answer = await stage.query(spy, 'customers', { view: 'Spied' });
    expect(answer.body).toMatchObject({ total: 0, usesHiddenFields: true });
  });

  it('a lookup shows nothing of a linked record that may not be seen', async () => {
    const deal = await open(stage.kim, stage.ids.kimDeal, 'opportunities');
    expect(withoutIds(deal.text)).not.toContain('900');
    expect(deal.text).not.toContain(fields.revenue);
    expectUnknown(
      await stage.query(stage.kim, 'opportunities', {
        filter: { op: 'gt', field: 'revenue', value: 1 },
      }),
      'revenue',
    );
    const whole = await open(stage.bo, stage.ids.kimDeal, 'opportunities');
    expect(cell(whole, 'revenue')).toBe(900);
    const sorted = await stage.query(stage.bo, 'opportunities', {
      sort: [{ field: 'revenue', direction: 'asc' }],
      fields: ['revenue'],
    });
    expect(sorted.body.records[0].fields[fields.revenue ?? '']).toBe(500);
    const many = await stage.query(stage.bo, 'customers', {
      sort: [{ field: 'steps', direction: 'asc' }],
    });
    expect(many.status).toBe(400);
  });

  it('what was declassified is the same for all who see the field, and says nothing of what it is made of', async () => {
    for (const client of [spy, stage.bo])
      expect(cell(await open(client, stage.ids.theirs), 'all_deals')).toBe(3);
    const schema = await stage.vic.get(`${stage.world.base}/schema`);
    const table = schema.body.tables.find(({ slug }: { slug: string }) => slug === 'customers');
    const seen = table.fields.find(({ id }: { id: string }) => id === fields.all_deals);
    expect(seen).toMatchObject({ type: 'count', result: 'number', declassified: true });
    expect(seen).not.toHaveProperty('link');
    expect(await total(stage.vic, { op: 'is', field: 'all_deals', value: 3 })).toBe(1);
  });

  it('only who makes the rules declassifies, whichever way it is asked for, and the log tells', async () => {
    const path = `${stage.world.base}/tables/customers/fields`;
    const role = 'rolshaper';
    await stage.world.change({ kind: 'putRole', id: role, name: 'Shaper' });
    const member = await stage.world.join('Sue Shaper', [role, 'management']);
    const shaper = duties('grashaper', { kind: 'role', id: role });
    await stage.rule((grants) => [...grants, shaper]);
    const sue = await stage.world.as(member);
    const count = { name: 'Counted', slug: 'counted', type: 'count', link: 'opportunities' };
    expect((await sue.post(path, { ...count, declassified: true })).status).toBe(403);
    const made = await sue.post(path, count);
    expect(made.status, made.text).toBe(201);
    expect((await sue.patch(`${path}/deals`, { declassified: true })).status).toBe(403);
    expect((await sue.patch(`${path}/all_deals`, { declassified: false })).status).toBe(403);
    const done = await maker.patch(`${path}/counted`, { declassified: true });
    expect(done.status, done.text).toBe(200);
    const log = await maker.get(`${stage.world.base}/audit?kind=field.change`);
    expect(log.text).toContain('declassified');
    // A setting of one type is none of another, and cells of it are never written.
    expect((await maker.patch(`${path}/steps`, { declassified: true })).status).toBe(400);
    const write = await stage.bo.patch(`${stage.records('customers')}/${stage.ids.mine}`, {
      fields: { volume: 1 },
    });
    expect(write.status).toBe(400);
    expect((await maker.delete(`${path}/counted`)).status).toBe(200);
  });

  it('is made only of what its maker reads whole, and what it reads stays', async () => {
    const path = `${stage.world.base}/tables/customers/fields`;
    const body = { name: 'Blind', type: 'rollup', link: 'opportunities', fn: 'sum' };
    // The administrator shapes tables and reads no record.
    const ask = (of: string) => stage.ada.post(path, { ...body, of });
    expectAlike(await ask('close_value'), 'close_value', await ask('nothing'), 'nothing');
    for (const [of, fn] of [
      ['next_step', 'sum'],
      ['customer', 'filled'],
      ['revenue', 'sum'],
    ])
      expect((await maker.post(path, { ...body, of, fn })).status).toBe(400);
    const other = `${stage.world.base}/tables/opportunities/fields`;
    for (const field of ['close_value', 'customer'])
      expect((await maker.delete(`${other}/${field}`)).status, field).toBe(400);
    const convert = `${other}/next_step/convert`;
    expect((await maker.post(convert, { type: 'longText', lose: 0 })).status).toBe(400);
    const title = await maker.patch(`${stage.world.base}/tables/customers`, {
      titleField: 'volume',
    });
    expect(title.status).toBe(400);
  });

  it('no rule asks for it', async () => {
    const { policy } = (await maker.get(`${stage.world.base}/policy`)).body;
    const leak: Grant = {
      ...policy.grants.find(({ id }: Grant) => id === 'graspyall'),
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'gt', field: fields.volume ?? '', value: 900 } }],
      },
    };
    const grants = policy.grants.map((one: Grant) => (one.id === leak.id ? leak : one));
    const { version, restrictions } = policy;
    const saved = await maker.put(`${stage.world.base}/policy`, {
      ...{ version, restrictions, grants, reason: 'x' },
    });
    expect(saved.status).toBe(400);
  });

  it('a file holds what may be exported: nothing made of cells that may not', async () => {
    const file = async (client: Client) => {
      const names = ['name', 'volume', 'deals', 'steps', 'all_deals'];
      const answer = await client.post(`${stage.world.base}/tables/customers/export`, {
        format: 'csv',
        fields: names,
      });
      expect(answer.status, answer.text).toBe(200);
      return answer.text.split('\r\n').find((line) => line.startsWith('Zebra'));
    };
    expect(await file(spy)).toBe('Zebra Secret,50.00,1,Listen,3');
    await stage.rule((grants) =>
      grants.map((one) => (one.id === 'graspyown' ? { ...one, actions: ['view'] } : one)),
    );
    expect(await file(spy)).toBe('Zebra Secret,,1,,3');
  });

  it('attack 57: why one is closed tells of the link and of what lies behind it, as far as one may know', async () => {
    const { world, ada, people } = stage;
    const asked = async (client: Client, field: string, member: string) => {
      const query = new URLSearchParams({ table: 'customers', field, member });
      const answer = await client.get(`${world.base}/explain?${query}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.body;
    };
    const link = { id: stage.id('customers', 'opportunities'), name: 'Opportunities' };
    const table = { id: world.table('opportunities'), name: 'Opportunities' };
    const of = { id: stage.id('opportunities', 'margin'), name: 'Gross margin' };
    const bond = world.workspace.store
      .organisation()
      .members.find(({ name }) => name === 'Ben Bond');
    const gain = await asked(maker, 'gain', bond?.id ?? '');
    expect(gain).toMatchObject({ allowed: false, behind: { link, table, of, opens: false } });
    expect((await asked(maker, 'volume', bond?.id ?? '')).behind.opens).toBe(true);
    const vic = await asked(maker, 'all_deals', people.vic.id);
    expect(vic.behind).toMatchObject({ declassified: true, opens: true });
    // Who reads no record is told that nothing is open there, not where.
    expect((await asked(ada, 'gain', bond?.id ?? '')).behind).toEqual({ opens: false });
    const own = await spy.get(`${world.base}/explain?table=customers&field=volume`);
    expect(own.body.behind).toEqual({
      link,
      table,
      of: { id: stage.id('opportunities', 'close_value'), name: 'Close value' },
      opens: true,
    });
  });

  it('who can read one is who sees its link and something behind it, and of whom it is made of all, everyone', async () => {
    const { world, ids } = stage;
    const names = async (field: string) => {
      const query = new URLSearchParams({ table: 'customers', field, record: ids.theirs });
      const { body } = await maker.get(`${world.base}/who-can?${query}`);
      return body.members
        .filter(({ allowed }: { allowed: unknown }) => allowed === true)
        .map(({ name }: { name: string }) => name);
    };
    for (const [field, spied] of [
      ['volume', true],
      ['gain', false],
      ['deals', true],
      ['all_deals', true],
    ] as const) {
      const found = await names(field);
      expect(found.includes('Ben Bond'), field).toBe(spied);
      for (const [name, client] of [
        ['Ben Bond', spy],
        ['Tia Teller', stage.tia],
        ['Vic Service', stage.vic],
        ['Bo Boss', stage.bo],
      ] as const) {
        const read = await open(client, ids.theirs);
        const shown = Object.hasOwn(read.body.record?.fields ?? {}, fields[field] ?? '');
        expect(found.includes(name), `${name} ${field}`).toBe(shown);
      }
    }
  });
});
