import type { Policy } from '@tessera/model';
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

  it('attack 51: nobody makes himself more than he is, and no administrator gives what he lacks', async () => {
    const { base, roles, owner } = stage.world;
    const { sam, tia, ada } = stage.people;
    const mine: object[] = [
      { roles: [{ role: roles.management }] },
      { manager: null, teams: [] },
      { status: 'active' },
    ];
    for (const body of mine)
      expect((await stage.sam.patch(`${base}/members/${sam.id}`, body)).status).toBe(403);
    for (const body of [
      { roles: [{ role: roles.management }] },
      { manager: tia.id },
      { teams: ['x'] },
    ])
      expect(
        (await stage.ada.patch(`${base}/members/${ada.id}`, body)).status,
        JSON.stringify(body),
      ).toBe(403);
    const ownerRole = stage.world.workspace.store
      .organisation()
      .roles.find(({ builtIn }) => builtIn)?.id;
    const given = await stage.ada.patch(`${base}/members/${sam.id}`, {
      roles: [{ role: ownerRole }],
    });
    expect(given.status).toBe(403);
    const policy = (await stage.ada.get(`${base}/policy`)).body.policy as Policy;
    const more = {
      ...policy.grants[0],
      id: 'gramore',
      to: { kind: 'member', id: ada.id },
      on: { kind: 'workspace' },
      actions: ['manageBackups'],
    };
    const body = {
      version: policy.version,
      restrictions: policy.restrictions,
      grants: [...policy.grants, more],
      reason: 'More',
    };
    expect((await stage.ada.put(`${base}/policy`, body)).status).toBe(403);
    expect(
      (await stage.ada.patch(`${base}/members/${owner.id}`, { status: 'deactivated' })).status,
    ).toBe(403);
  });

  it('attack 52: the last owner stays, whoever tries it', async () => {
    const { base, owner } = stage.world;
    const role =
      stage.world.workspace.store.organisation().roles.find(({ builtIn }) => builtIn)?.id ?? '';
    for (const client of [stage.owner, stage.ada]) {
      for (const body of [{ status: 'deactivated' }, { roles: [] }])
        expect((await client.patch(`${base}/members/${owner.id}`, body)).status).toBe(403);
      expect((await client.delete(`${base}/roles/${role}`)).status).toBeGreaterThanOrEqual(403);
    }
    // Two owners cannot end each other at once.
    const other = await stage.world.join('Otto Owner', [role]);
    const second = await stage.world.as(other);
    const ends = await Promise.all([
      stage.owner.patch(`${base}/members/${other.id}`, { status: 'deactivated' }),
      second.patch(`${base}/members/${owner.id}`, { status: 'deactivated' }),
    ]);
    expect(ends.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('attack 53: of two rules made from the same version one is refused', async () => {
    const { base } = stage.world;
    const policy = (await stage.owner.get(`${base}/policy`)).body.policy as Policy;
    const put = (client: Client, reason: string) =>
      client.put(`${base}/policy`, { ...policy, reason });
    const both = await Promise.all([put(stage.owner, 'First'), put(stage.ada, 'Second')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await put(stage.owner, 'Third')).status).toBe(409);
  });

  it('attack 54: what is refused has written nothing, not even in part', async () => {
    const history = () => stage.world.workspace.store.schema().version;
    const version = history();
    const before = [
      await truth('customers', stage.ids.mine),
      await truth('opportunities', stage.ids.myDeal),
    ];
    const batch = {
      records: [
        { id: stage.ids.mine, fields: { notes: 'First' } },
        { id: stage.ids.mine, fields: { notes: 'Second' } },
      ],
    };
    expect((await stage.sam.patch(stage.records('customers'), batch)).status).toBe(400);
    const some = {
      records: [
        { fields: { name: 'Good' } },
        { fields: { name: 'Bad', owner: stage.people.tia.id } },
      ],
    };
    expect((await stage.sam.post(stage.records('customers'), some)).status).toBe(403);
    expect((await stage.sam.delete(path('opportunities', stage.ids.myDeal))).status).toBe(403);
    expect((await stage.sam.post(`${stage.world.base}/tables`, { name: 'X' })).status).toBe(403);
    expect([
      await truth('customers', stage.ids.mine),
      await truth('opportunities', stage.ids.myDeal),
    ]).toEqual(before);
    expect((await stage.query(stage.bo, 'customers')).body.total).toBe(2);
    expect(history()).toBe(version);
  });

  it('attack 55: without a subject nothing is answered, and a dead session is no subject', async () => {
    const { base, nobody } = stage.world;
    const asked = [
      await nobody.get(`${base}/schema`),
      await nobody.get(path('customers', stage.ids.mine)),
      await nobody.post(`${stage.records('customers')}/query`, {}),
      await nobody.patch(path('customers', stage.ids.mine), { fields: { notes: 'x' } }),
      await nobody.get(`${base}/live`),
    ];
    for (const { status } of asked) expect(status).toBe(401);
    const headers = {
      host: 'localhost',
      cookie: stage.sam.cookie?.replace(/.{12}$/, 'AAAAAAAAAA%3D') ?? '',
    };
    expect(
      (await stage.world.server.request(`http://localhost${base}/schema`, { headers })).status,
    ).toBe(401);
    // A member who was deactivated is nobody here, with the same cookie.
    const ended = await stage.owner.patch(`${base}/members/${stage.people.sam.id}`, {
      status: 'deactivated',
    });
    expect(ended.status).toBe(200);
    expect((await stage.sam.get(`${base}/schema`)).status).toBeGreaterThanOrEqual(401);
    const nameless = await stage.world.join('Eve Nobody');
    const eve = await stage.world.as(nameless);
    expect((await stage.query(eve, 'customers')).status).toBe(404);
  });
});
