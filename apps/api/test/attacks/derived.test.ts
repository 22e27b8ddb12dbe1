import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { duties, expectAlike, type Stage, setStage, withoutIds } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

const code = (id: string) => id.slice(3, 9).toUpperCase();
const cell = (answer: Answer, field: string) => answer.body.record.fields[field];

async function open(client: Client, table: string, id: string): Promise<Answer> {
  return client.get(`${stage.records(table)}/${id}`);
}

describe('derived', () => {
  it('attack 20: a link shows neither id nor title of an unseen record, and no picker finds it', async () => {
    const answer = await open(stage.kim, 'opportunities', stage.ids.kimDeal);
    expect(cell(answer, stage.id('opportunities', 'customer'))).toEqual([{ noAccess: true }]);
    expect(answer.text).not.toContain(stage.ids.theirs);
    expect(answer.text).not.toContain('Zebra');
    // The picker of a link is a search in the linked table.
    expect(
      (await stage.query(stage.sam, 'customers', { search: 'Zebra', fields: ['name'] })).body.total,
    ).toBe(0);
    const picked = await stage.query(stage.kim, 'customers', { fields: ['name'] });
    const absent = await stage.query(stage.kim, 'nothing', { fields: ['name'] });
    expectAlike(picked, 'customers', absent, 'nothing');
  });

  it('attack 21: a link to an unseen id is refused as one to an absent id, and nothing is written', async () => {
    const path = stage.records('contacts');
    const absent = 'rec00000000000000';
    const create = (to: string) =>
      stage.sam.post(path, { records: [{ fields: { name: 'Spy', customer: [to] } }] });
    expectAlike(await create(stage.ids.theirs), stage.ids.theirs, await create(absent), absent);
    const change = (to: string) =>
      stage.sam.patch(`${path}/${stage.ids.myContact}`, { fields: { customer: [to] } });
    const refused = await change(stage.ids.theirs);
    expectAlike(refused, stage.ids.theirs, await change(absent), absent);
    expect(refused.status).toBe(400);
    const contact = await open(stage.sam, 'contacts', stage.ids.myContact);
    expect(cell(contact, stage.id('contacts', 'customer'))).toEqual([
      { id: stage.ids.mine, title: 'Mine Ltd' },
    ]);
    expect((await stage.query(stage.bo, 'contacts', { search: 'Spy' })).body.total).toBe(0);
    // Clearing a cell one may edit keeps the target one may not see.
    const deal = `${stage.records('opportunities')}/${stage.ids.kimDeal}`;
    expect((await stage.kim.patch(deal, { fields: { customer: [] } })).status).toBe(200);
    const kept = await open(stage.bo, 'opportunities', stage.ids.kimDeal);
    expect(cell(kept, stage.id('opportunities', 'customer'))).toEqual([
      { id: stage.ids.theirs, title: 'Zebra Secret' },
    ]);
  });

  it('attack 22: a reverse link lists visible records alone, and unseen targets are one mark, never a number', async () => {
    const link = stage.id('customers', 'opportunities');
    const before = await open(stage.tia, 'customers', stage.ids.theirs);
    expect(cell(before, link)).toEqual([{ id: stage.ids.theirDeal, title: 'Their deal' }]);
    const more = { name: 'Third', customer: [stage.ids.theirs], owner: stage.people.bo.id };
    expect(
      (await stage.bo.post(stage.records('opportunities'), { records: [{ fields: more }] })).status,
    ).toBe(201);
    const after = await open(stage.tia, 'customers', stage.ids.theirs);
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(cell(await open(stage.bo, 'customers', stage.ids.theirs), link)).toHaveLength(3);
  });

  it('attack 23: a record whose title is hidden is named by its code in chips, and found by no title', async () => {
    const name = stage.id('customers', 'name');
    const role = stage.world.roles.service ?? '';
    await stage.rule((grants) =>
      grants.map((grant) => {
        if (!('id' in grant.to) || grant.to.id !== role) return grant;
        if (grant.on.kind !== 'table' || grant.on.id !== stage.world.table('customers'))
          return grant;
        const except = [...grant.fields.except, { field: name, level: 'hidden' as const }];
        return { ...grant, fields: { ...grant.fields, except } };
      }),
    );
    const contact = await open(stage.vic, 'contacts', stage.ids.theirContact);
    expect(cell(contact, stage.id('contacts', 'customer'))).toEqual([
      { id: stage.ids.theirs, title: code(stage.ids.theirs) },
    ]);
    expect(contact.text).not.toContain('Zebra');
    for (const body of [
      { search: 'Zebra' },
      { filter: { op: 'contains', field: 'customer', value: 'Zebra' } },
    ])
      expect((await stage.query(stage.vic, 'contacts', body)).body.total).toBe(0);
    const grouped = await stage.query(stage.vic, 'contacts', { group: ['customer'] });
    expect(grouped.text).not.toContain('Zebra');
    const schema = await stage.vic.get(`${stage.world.base}/schema`);
    const table = schema.body.tables.find(({ slug }: { slug: string }) => slug === 'customers');
    expect(table.titleField).toBeNull();
  });

  it('attack 25: more decimals are refused to who does not read every number, whatever the numbers are', async () => {
    const { sam, bo } = stage;
    const shape = duties('grashape', { kind: 'member', id: stage.people.sam.id });
    await stage.rule((grants) => [...grants, shape]);
    const field = `${stage.world.base}/tables/opportunities/fields/close_value`;
    const unseen = `${stage.records('opportunities')}/${stage.ids.theirDeal}`;
    const answers: string[] = [];
    for (const close_value of [9_000_000_000_000, 5]) {
      expect((await bo.patch(unseen, { fields: { close_value } })).status).toBe(200);
      answers.push((await sam.patch(field, { precision: 4 })).text);
    }
    expect(answers[0]).toBe(answers[1]);
    expect((await sam.patch(field, { precision: 2, description: 'As it is' })).status).toBe(200);
    await stage.rule((grants) => grants.filter(({ id }) => id !== shape.id));
  });

  it('attack 25: a default that one may not see fills records in and tells nothing, alike whatever it is', async () => {
    const fields = `${stage.world.base}/tables/opportunities/fields`;
    const given = { name: 'Guess', customer: [stage.ids.mine] };
    const answers: string[] = [];
    const ids: string[] = [];
    for (const value of [4711, 4712]) {
      const set = await stage.owner.patch(`${fields}/margin`, { default: { value } });
      expect(set.status, set.text).toBe(200);
      const made = await stage.sam.post(stage.records('opportunities'), {
        records: [{ fields: given }],
      });
      expect(made.status, made.text).toBe(201);
      const [id] = made.body.ids as string[];
      ids.push(id ?? '');
      const schema = (await stage.sam.get(`${stage.world.base}/schema`)).text;
      answers.push(made.text.replaceAll(id ?? '', '?') + schema);
      expect(withoutIds(made.text + schema)).not.toContain(String(value));
      const filled = await open(stage.bo, 'opportunities', id ?? '');
      expect(cell(filled, stage.id('opportunities', 'margin'))).toBe(value);
    }
    // Running numbers tell of records alone.
    const running = new RegExp(`"${stage.id('opportunities', 'code')}":\\d+`);
    const [first, second] = answers.map((text) => text.replace(running, ''));
    expect(first).toBe(second);
    expect((await stage.owner.patch(`${fields}/margin`, { default: null })).status).toBe(200);
    for (const id of ids) {
      const gone = await stage.bo.delete(`${stage.records('opportunities')}/${id}`);
      expect([200, 204]).toContain(gone.status);
    }
  });

  it('attack 26: a view shows neither the names nor the values it uses of hidden fields', async () => {
    const view = {
      name: 'Best',
      filter: {
        op: 'or',
        of: [
          { op: 'gte', field: 'margin', value: 4242 },
          { op: 'is', field: 'name', value: 'My deal' },
        ],
      },
      sort: [{ field: 'margin', direction: 'desc' }],
      hiddenFields: ['margin'],
      widths: { margin: 123 },
    };
    const made = await stage.bo.post(`${stage.world.base}/tables/opportunities/views`, view);
    expect(made.status, made.text).toBe(201);
    const margin = stage.id('opportunities', 'margin');
    const schema = await stage.sam.get(`${stage.world.base}/schema`);
    expect(schema.text).not.toContain(margin);
    for (const word of ['4242', 'Gross margin', '123'])
      expect(withoutIds(schema.text), word).not.toContain(word);
    const table = schema.body.tables.find(({ slug }: { slug: string }) => slug === 'opportunities');
    const seen = table.views.find(({ name }: { name: string }) => name === 'Best');
    expect(seen.usesHiddenFields).toBe(true);
    // The hidden part counts as false: nothing is widened by leaving it out.
    const answer = await stage.query(stage.sam, 'opportunities', { view: 'Best' });
    expect(answer.body).toMatchObject({ total: 1, usesHiddenFields: true });
  });

  it('attacks 24 and 26: groups, colours and measures of a view by a hidden field leave no trace', async () => {
    const path = `${stage.world.base}/tables/opportunities/views`;
    const margin = stage.id('opportunities', 'margin');
    const view = {
      name: 'Coloured',
      group: [{ field: 'margin' }, { field: 'stage', direction: 'desc' }],
      measures: { margin: 'sum', close_value: 'max' },
      frozen: 2,
      color: {
        rules: [
          { when: { op: 'gt', field: 'margin', value: 50 }, color: 'red' },
          { when: { op: 'empty', field: 'next_step' }, color: 'blue' },
        ],
      },
    };
    const made = await stage.bo.post(path, view);
    expect(made.status, made.text).toBe(201);
    const seen = async (client: Client) =>
      (await client.get(`${stage.world.base}/schema`)).body.tables
        .find(({ slug }: { slug: string }) => slug === 'opportunities')
        .views.find(({ id }: { id: string }) => id === made.body.id);
    const sams = await seen(stage.sam);
    expect(JSON.stringify(sams)).not.toContain(margin);
    expect(sams).toMatchObject({
      group: [{ field: stage.id('opportunities', 'stage'), direction: 'desc' }],
      measures: { [stage.id('opportunities', 'close_value')]: 'max' },
      color: { rules: [{ color: 'blue' }] },
      usesHiddenFields: true,
    });
    expect(await seen(stage.bo)).toEqual(made.body);
    // Nobody colours, groups or measures by what he does not see.
    for (const part of [
      (field: string) => ({ group: [{ field }] }),
      (field: string) => ({ measures: { [field]: 'sum' } }),
      (field: string) => ({ color: { field } }),
      (field: string) => ({
        color: { rules: [{ when: { op: 'empty', field }, color: 'red' }] },
      }),
    ]) {
      const ask = (field: string) =>
        stage.sam.post(path, { name: 'Mine', personal: true, ...part(field) });
      expectAlike(await ask('margin'), 'margin', await ask('nothing'), 'nothing');
    }
    const body = { ...view, color: { field: 'next_step' } };
    expect((await stage.bo.post(path, body)).status).toBe(400);
    expect((await stage.bo.delete(`${path}/${made.body.id}`)).status).toBe(200);
  });

  it('attack 27: a view is no permission: it opens nothing, and asking without it hides nothing more', async () => {
    const view = {
      name: 'Only mine',
      filter: { op: 'is', field: 'owner', value: stage.people.sam.id },
      hiddenFields: ['next_step'],
    };
    expect(
      (await stage.bo.post(`${stage.world.base}/tables/opportunities/views`, view)).status,
    ).toBe(201);
    const within = await stage.query(stage.kim, 'opportunities', { view: 'Only mine' });
    expect(within.body.total).toBe(1);
    expect(within.text).not.toContain('Call them');
    expect((await stage.query(stage.kim, 'opportunities')).body.total).toBeGreaterThan(1);
    const whole = await stage.query(stage.vic, 'opportunities', { view: 'Only mine' });
    const absent = await stage.query(stage.vic, 'nothing', { view: 'Only mine' });
    expectAlike(whole, 'opportunities', absent, 'nothing');
    expect(
      (await stage.sam.post(`${stage.world.base}/tables/opportunities/views`, view)).status,
    ).toBe(403);
  });

  it('attack 26: a personal view leaves no trace for anyone else, whatever his rights', async () => {
    const path = `${stage.world.base}/tables/opportunities/views`;
    const watchers = [stage.tia, stage.kim, stage.bo, stage.owner];
    const read = () =>
      Promise.all(
        watchers.flatMap((one) => [
          one.get(`${stage.world.base}/schema`),
          one.get(`${stage.world.base}/structure`),
        ]),
      );
    const before = (await read()).map(({ status, text }) => [status, text]);
    // Sam may not shape the table for others, and needs no right for a view of his own.
    const body = { name: 'Mine alone', rowHeight: 'tall', personal: true };
    const made = await stage.sam.post(path, body);
    expect([made.status, made.body.personal], made.text).toEqual([201, true]);
    expect((await read()).map(({ status, text }) => [status, text])).toEqual(before);
    const { id } = made.body;
    const absent = 'viw00000000000000';
    for (const one of watchers) {
      for (const named of [id, 'Mine alone']) {
        const ask = (name: string) => stage.query(one, 'opportunities', { view: name });
        expectAlike(await ask(named), named, await ask(absent), absent);
        const put = (name: string) => one.put(`${path}/${name}`, { name: 'Taken' });
        expectAlike(await put(encodeURIComponent(named)), named, await put(absent), absent);
        const drop = (name: string) => one.delete(`${path}/${name}`);
        expectAlike(await drop(encodeURIComponent(named)), named, await drop(absent), absent);
      }
    }
    // His own views are no way to shared ones, nor to more of them than he may have.
    expect((await stage.sam.put(`${path}/${id}`, { ...body, personal: false })).status).toBe(403);
    expect((await stage.sam.put(`${path}/${id}`, { name: 'Renamed' })).body.personal).toBe(true);
    const shared = (await stage.sam.get(`${stage.world.base}/schema`)).body.tables
      .find(({ slug }: { slug: string }) => slug === 'opportunities')
      .views.find(({ personal }: { personal?: true }) => !personal);
    expect((await stage.sam.put(`${path}/${shared.id}`, body)).status).toBe(403);
    expect((await stage.sam.delete(`${path}/${id}`)).status).toBe(200);
  });

  it('attack 28: the schema leaves no trace of hidden tables, fields, classes and counts', async () => {
    const whole = stage.world.workspace.store.schema();
    const sam = await stage.sam.get(`${stage.world.base}/schema`);
    const margin = stage.id('opportunities', 'margin');
    const words = [margin, 'margin', 'Gross margin', ...whole.classes.map(({ id }) => id)];
    for (const word of words) expect(sam.text, word).not.toContain(word);
    expect(sam.body.classes).toBeUndefined();
    const vic = await stage.vic.get(`${stage.world.base}/schema`);
    for (const word of [stage.world.table('opportunities'), 'close_value', 'annual_revenue'])
      expect(vic.text, word).not.toContain(word);
    const nobody = await stage.world.join('Eve Nobody');
    const eve = await (await stage.world.as(nobody)).get(`${stage.world.base}/schema`);
    expect(eve.body).toMatchObject({ apps: [], tables: [] });
    const before = (await stage.sam.get(`${stage.world.base}/schema`)).text;
    const added = await stage.owner.post(`${stage.world.base}/tables`, { name: 'Salaries' });
    expect(added.status, added.text).toBe(201);
    expect((await stage.sam.get(`${stage.world.base}/schema`)).text).toBe(before);
  });
});
