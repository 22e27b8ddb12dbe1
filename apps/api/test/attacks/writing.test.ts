import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { expectUnknown, type Stage, setStage } from './stage.ts';

let stage: Stage;
const stages: Stage[] = [];
beforeEach(async () => {
  stage = await setStage();
  stages.push(stage);
});
afterAll(async () => {
  for (const { world } of stages) await world.close();
});

const path = (table: string, id: string) => `${stage.records(table)}/${id}`;

/** What management sees of a record: the truth, to hold attempts against. */
async function truth(table: string, id: string): Promise<string> {
  return (await stage.bo.get(path(table, id))).text;
}

async function importing(
  client: Client,
  table: string,
  file: string,
  options: object,
): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([file]), 'x.csv');
  form.set('options', JSON.stringify(options));
  const response = await stage.world.server.request(
    `http://localhost${stage.world.base}/tables/${table}/import`,
    {
      method: 'POST',
      headers: { host: 'localhost', cookie: client.cookie ?? '' },
      body: form,
    },
  );
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text), headers: response.headers };
}

describe('writing', () => {
  it('attack 41: owner, creator and state are not assigned along the way', async () => {
    const before = await truth('customers', stage.ids.mine);
    const me = stage.people.sam.id;
    const keys: object[] = [
      { owner: stage.people.tia.id },
      { co_owner: stage.people.tia.id },
      { created_time: '2020-01-01' },
      { modified_time: '2020-01-01' },
      { id: 'recmine' },
      { _g: 0 },
      { createdBy: me },
      { approved: true },
    ];
    for (const fields of keys) {
      const answer = await stage.sam.patch(path('customers', stage.ids.mine), {
        fields: { notes: 'x', ...fields },
      });
      expect(answer.status, JSON.stringify(fields)).toBeGreaterThanOrEqual(400);
    }
    expect(await truth('customers', stage.ids.mine)).toBe(before);
    for (const more of [{ owner: me }, { by: me }, { id: 'recmine' }]) {
      const body = { records: [{ fields: { name: 'x' }, ...more }] };
      expect((await stage.sam.post(stage.records('customers'), body)).status).toBe(400);
    }
    const foreign = { records: [{ fields: { name: 'x', owner: stage.people.tia.id } }] };
    expect((await stage.sam.post(stage.records('customers'), foreign)).status).toBe(403);
  });

  it('attack 42: no edit pulls a record in or pushes one out', async () => {
    const fields = { owner: stage.people.tia.id };
    expect((await stage.sam.patch(path('customers', stage.ids.mine), { fields })).status).toBe(403);
    expect(
      (await stage.sam.patch(path('customers', stage.ids.mine), { fields: { owner: null } }))
        .status,
    ).toBe(403);
    // A scope over a field one edits: leaving it needs the right to hand over.
    const region = stage.id('customers', 'region');
    const role = 'roleast';
    await stage.world.change({ kind: 'putRole', id: role, name: 'East' });
    const ed = await stage.world.join('Ed East', [role]);
    await stage.rule((grants) => [
      ...grants,
      {
        id: 'graeast',
        to: { kind: 'role', id: role },
        on: { kind: 'table', id: stage.world.table('customers') },
        actions: ['view', 'edit'],
        scope: {
          kind: 'any',
          of: [{ kind: 'where', condition: { op: 'is', field: region, value: 'East' } }],
        },
        fields: { default: 'edit', except: [] },
        origin: 'role',
        reason: 'East',
      },
    ]);
    expect(
      (await stage.bo.patch(path('customers', stage.ids.mine), { fields: { region: 'East' } }))
        .status,
    ).toBe(200);
    const client = await stage.world.as(ed);
    expect(
      (await client.patch(path('customers', stage.ids.mine), { fields: { region: 'West' } }))
        .status,
    ).toBe(403);
    expect(
      (await client.patch(path('customers', stage.ids.theirs), { fields: { region: 'East' } }))
        .status,
    ).toBe(404);
    expect(
      (await client.patch(path('customers', stage.ids.mine), { fields: { notes: 'Fine' } })).status,
    ).toBe(200);
  });

  it('attack 43: hidden cells are not overwritten blindly, nor guessed by writing what they hold', async () => {
    const before = await truth('opportunities', stage.ids.theirDeal);
    const mine = await truth('opportunities', stage.ids.myDeal);
    for (const margin of [30, 31, null, '***'])
      expectUnknown(
        await stage.sam.patch(path('opportunities', stage.ids.myDeal), { fields: { margin } }),
        'margin',
      );
    const bodies = [
      { fields: { next_step: 'Bribe them' } },
      { fields: { next_step: 'Guess' } },
      { fields: { next_step: null } },
    ];
    const answers = [];
    for (const body of bodies)
      answers.push((await stage.kim.patch(path('opportunities', stage.ids.theirDeal), body)).text);
    expect(new Set(answers).size).toBe(1);
    // The base of a cell that is not seen tells nothing either.
    const base = await stage.sam.patch(path('opportunities', stage.ids.myDeal), {
      fields: { name: 'N' },
      base: { margin: 30 },
    });
    expectUnknown(base, 'margin');
    expect(await truth('opportunities', stage.ids.theirDeal)).toBe(before);
    expect(await truth('opportunities', stage.ids.myDeal)).toBe(mine);
  });

  it('attack 44: nothing is changed by a filter; every record of a bulk is named and judged', async () => {
    const records = stage.records('customers');
    const filters: object[] = [
      { filter: { op: 'is', field: 'name', value: 'Zebra Secret' }, fields: { notes: 'x' } },
      { records: [], filter: {} },
      { ids: '*' },
    ];
    for (const body of filters) {
      expect((await stage.sam.patch(records, body)).status).toBe(400);
      expect((await stage.sam.delete(records, body)).status).toBe(400);
    }
    const all = [stage.ids.mine, stage.ids.theirs].map((id) => ({ id, fields: { notes: 'Bulk' } }));
    expect((await stage.sam.patch(records, { records: all })).status).toBe(404);
    expect(await truth('customers', stage.ids.mine)).not.toContain('Bulk');
  });

  it('attack 45: an import neither updates by the key of an unseen record nor says that it exists', async () => {
    await stage.rule((grants) =>
      grants.map((grant) =>
        'id' in grant.to && grant.to.id === stage.world.roles.sales
          ? { ...grant, actions: [...grant.actions, 'import' as const] }
          : grant,
      ),
    );
    const options = {
      columns: [
        { column: 0, field: 'name' },
        { column: 1, field: 'notes' },
      ],
      key: 'name',
      onMatch: 'update',
      header: true,
    };
    const file = (name: string) => `Name,Notes\n${name},Taken over\n`;
    const before = await truth('customers', stage.ids.theirs);
    const there = await importing(stage.sam, 'customers', file('Zebra Secret'), options);
    const nowhere = await importing(stage.sam, 'customers', file('Nobody Here'), options);
    expect(there.body).toMatchObject({ created: 1, updated: 0, refused: 0 });
    expect(there.text).toBe(nowhere.text);
    expect(await truth('customers', stage.ids.theirs)).toBe(before);
    const known = await importing(stage.sam, 'customers', file('Mine Ltd'), options);
    expect(known.body).toMatchObject({ created: 0, updated: 1 });
    // A link by the title of an unseen record is as one by a title nothing has.
    const link = {
      columns: [
        { column: 0, field: 'name' },
        { column: 1, field: 'customer' },
      ],
      header: true,
    };
    const asked = (title: string) =>
      importing(stage.sam, 'contacts', `Name,Customer\nX,${title}\n`, link);
    const seen = (await asked('Zebra Only')).text.replaceAll('Zebra Only', '?');
    expect((await asked('Zebra Secrets')).text.replaceAll('Zebra Secrets', '?')).toBe(seen);
  });

  it('attack 46: nothing can be made unique, so no value is an oracle for others', async () => {
    const table = `${stage.world.base}/tables/customers`;
    for (const body of [{ unique: true }, { isUnique: true }]) {
      const answer = await stage.owner.patch(`${table}/fields/name`, body);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid']);
    }
    const added = await stage.owner.post(`${table}/fields`, {
      name: 'Tax',
      type: 'text',
      unique: true,
    });
    expect(added.status).toBe(400);
    // Nor may a link be one to one: an unseen record that holds the place would refuse it.
    const single = {
      name: 'Main',
      type: 'link',
      target: 'customers',
      reverse: { name: 'Main of', single: true },
    };
    const link = await stage.owner.post(`${stage.world.base}/tables/contacts/fields`, single);
    expect([link.status, link.body.error.code]).toEqual([400, 'invalid']);
    // The very values of unseen records are taken like any others.
    const fields = { name: 'Zebra Secret', phone: '+1 212 555 0199' };
    const made = await stage.sam.post(stage.records('customers'), { records: [{ fields }] });
    expect(made.status, made.text).toBe(201);
  });
});
