import type { Grant, TableAction } from '@tessera/model';
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

  describe('attack 46: a unique value is no oracle', () => {
    const field = (table: string, name: string) =>
      `${stage.world.base}/tables/${table}/fields/${name}`;
    const saving = async (change: Parameters<Stage['rule']>[0]) => {
      const { policy } = (await stage.owner.get(`${stage.world.base}/policy`)).body;
      const { version, restrictions } = policy;
      const body = { version, restrictions, grants: change(policy.grants), reason: 'Test' };
      return await stage.owner.put(`${stage.world.base}/policy`, body);
    };
    const add = (client: Client, name: string) =>
      client.post(stage.records('products'), { records: [{ fields: { name } }] });

    it('nothing is unique that somebody may write without reading it everywhere', async () => {
      const refused = await stage.owner.patch(field('customers', 'name'), { unique: true });
      expect([refused.status, refused.body.error.details]).toEqual([
        400,
        {
          unique: 'unread',
          field: stage.id('customers', 'name'),
          name: 'Customer name',
          table: 'Customers',
        },
      ]);
      const fields = `${stage.world.base}/tables/customers/fields`;
      const tax = { name: 'Tax', type: 'text', unique: true };
      for (const body of [tax, { ...tax, classes: [] }])
        expect((await stage.owner.post(fields, body)).status).toBe(400);
      expect((await stage.owner.patch(field('customers', 'name'), { isUnique: true })).status).toBe(
        400,
      );
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
      const cells = { name: 'Zebra Secret', phone: '+1 212 555 0199' };
      const made = await stage.sam.post(stage.records('customers'), {
        records: [{ fields: cells }],
      });
      expect(made.status, made.text).toBe(201);
    });

    it('whether values are shared is told to nobody who does not read all of them', async () => {
      await stage.world.change({
        kind: 'addMembership',
        membership: {
          group: { kind: 'role', id: stage.world.roles.administrator ?? '' },
          holder: { kind: 'member', id: stage.people.sam.id },
        },
      });
      const sam = await stage.world.as(stage.people.sam);
      const asked = async () =>
        (await sam.patch(field('customers', 'name'), { unique: true })).text;
      const before = await asked();
      expect(JSON.parse(before).error.code).toBe('forbidden');
      await stage.bo.patch(path('customers', stage.ids.mine), { fields: { name: 'Zebra Secret' } });
      expect(await asked()).toBe(before);
      // Whoever shapes tables without writing rules makes nothing unique at all.
      const ada = await stage.ada.patch(field('products', 'name'), { unique: true });
      expect([ada.status, ada.body.error.code]).toEqual([403, 'forbidden']);
    });

    it('where it is lawful a collision is told to who may know, and to nobody else', async () => {
      const made = await stage.owner.patch(field('products', 'name'), { unique: true });
      expect(made.status, made.text).toBe(200);
      expect((await add(stage.bo, 'Anvil')).status).toBe(201);
      const taken = await add(stage.bo, ' ANVIL');
      expect([taken.status, taken.body.error.details.unique]).toEqual([409, 'taken']);
      expect(taken.text).not.toContain('nvil');
      expect(taken.text).not.toContain('NVIL');
      for (const client of [stage.sam, stage.vic, stage.ada, stage.kim]) {
        const there = await add(client, 'Anvil');
        expect(there.text).toBe((await add(client, 'Anvil nobody has')).text);
        expect(there.status).toBeGreaterThanOrEqual(400);
      }
    });

    it('no later rule, class, move or member makes a writer of who does not read it all', async () => {
      expect((await stage.owner.patch(field('products', 'name'), { unique: true })).status).toBe(
        200,
      );
      const grant = (actions: readonly TableAction[], to: Grant['to']): Grant => ({
        id: 'grafresh',
        to,
        on: { kind: 'table', id: stage.world.table('products') },
        actions,
        scope: { kind: 'none' },
        fields: { default: 'edit', except: [] },
        origin: 'role',
        reason: 'Test',
      });
      const unowned = { kind: 'any' as const, of: [{ kind: 'unowned' as const }] };
      const kim = { kind: 'role' as const, id: 'rolkim' };
      for (const actions of [['create'], ['view', 'edit'], ['view', 'restore']] as const) {
        const refused = await saving((grants) => [
          ...grants,
          { ...grant(actions, kim), scope: unowned },
        ]);
        expect([refused.status, refused.body.error.details?.unique], actions.join()).toEqual([
          400,
          'unread',
        ]);
      }
      const whole = { ...grant(['view', 'create', 'edit'], kim), scope: { kind: 'all' as const } };
      expect((await saving((grants) => [...grants, whole])).status).toBe(200);
      expect((await add(stage.kim, 'Of Kim')).status).toBe(201);
      // People come and go as they like: whoever comes to write comes to read.
      await stage.world.change({
        kind: 'addMembership',
        membership: {
          group: { kind: 'role', id: 'rolkim' },
          holder: { kind: 'member', id: stage.people.vic.id },
        },
      });
      expect((await add(await stage.world.as(stage.people.vic), 'of kim')).status).toBe(409);
      // A class that hides it from some of its writers is refused as well.
      const { policy } = (await stage.owner.get(`${stage.world.base}/policy`)).body;
      const profit = policy.restrictions.find(
        (one: { classes?: string[] }) => one.classes,
      )?.classes;
      const classed = await stage.owner.patch(field('products', 'name'), { classes: profit });
      expect([classed.status, classed.body.error.details?.unique]).toEqual([400, 'unread']);
      const back = await stage.owner.patch(field('products', 'name'), {
        classes: ['clsunclassified'],
      });
      expect(back.status).toBe(400);
    });

    it('a notice of duplicates finds visible records alone', async () => {
      const set = await stage.owner.patch(field('customers', 'name'), { warnDuplicates: true });
      expect(set.status, set.text).toBe(200);
      const found = async (client: Client, value: string) =>
        (
          await stage.query(client, 'customers', {
            filter: { op: 'is', field: 'name', value },
            fields: ['name'],
          })
        ).body.total;
      expect(await found(stage.sam, 'zebra secret')).toBe(0);
      expect(await found(stage.tia, 'zebra secret')).toBe(1);
      const made = await stage.sam.post(stage.records('customers'), {
        records: [{ fields: { name: 'Zebra Secret' } }],
      });
      expect(made.status).toBe(201);
    });
  });
});
