import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReading } from '../../src/routes/endpoint.ts';
import { endpoints } from '../../src/routes/registry.ts';
import { type Answer, type Client, clientOf } from '../world.ts';
import { atomsOn, expectUnknown, namesIn, type Stage, setStage, withoutIds } from './stage.ts';

let stage: Stage;
/** Writes the rules, and sees all records. */
let bo: Client;
/** Has every role there is: nothing is closed to him. */
let max: Client;
/** Writes the rules too, and sees of opportunities neither margins, nor amounts but her own. */
let kim: Client;

const rulers = 'rolrulers';

beforeAll(async () => {
  stage = await setStage();
  ({ bo, kim } = stage);
  const { world, people } = stage;
  const { roles } = world.workspace.store.organisation();
  const all = roles.map(({ id }) => id);
  max = await world.as(await world.join('Max Everything', all));
  await world.change(
    { kind: 'putRole', id: rulers, name: 'Rulers' },
    ...[people.bo, people.kim].map(({ id }) => ({
      kind: 'addMembership' as const,
      membership: {
        group: { kind: 'role' as const, id: rulers },
        holder: { kind: 'member' as const, id },
      },
    })),
  );
  await stage.rule((grants) => [
    ...grants,
    {
      id: 'grarulers',
      to: { kind: 'role', id: rulers },
      on: { kind: 'workspace' },
      actions: ['managePolicy'],
      scope: { kind: 'none' },
      fields: { default: 'hidden', except: [] },
      origin: 'role',
      reason: 'They write the rules',
    },
  ]);
});
afterAll(() => stage.world.close());

const begin = (client: Client, as: object) => client.post(`${stage.world.base}/view-as`, as);

/** A client whose requests all carry a sitting. */
function carrying(client: Client, sitting: string): Client {
  const { server } = stage.world;
  const plain = clientOf(server, client.member, client.cookie);
  const headers = { 'x-tessera-view-as': sitting };
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await server.request(`http://localhost${path}`, {
      method,
      headers: {
        ...headers,
        cookie: client.cookie ?? '',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      text,
      body: json ? JSON.parse(text) : undefined,
      headers: response.headers,
    };
  };
  return {
    ...plain,
    get: (path, more = {}) => plain.get(path, { ...headers, ...more }),
    post: (path, body = {}, more = {}) => plain.post(path, body, { ...headers, ...more }),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path, body) => send('DELETE', path, body),
  };
}

/** Somebody as he looks at the workspace as another. */
async function lookAs(client: Client, as: object): Promise<Client> {
  const begun = await begin(client, as);
  expect(begun.status, begun.text).toBe(201);
  return carrying(client, begun.body.id);
}

const ended = {
  error: {
    code: 'forbidden',
    message: 'You no longer look as somebody else.',
    details: { viewAs: 'ended' },
  },
};
const readOnly = {
  error: {
    code: 'forbidden',
    message: 'You are looking as somebody else: nothing can be changed.',
    details: { viewAs: 'readOnly' },
  },
};

const said = ({ status, body }: Answer) => ({ status, body });

/** A form with a small file. */
const form = {
  body: '--end\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName,Margin\r\nA,1\r\n--end--\r\n',
  headers: { 'content-type': 'multipart/form-data; boundary=end' },
};

/** A request to each reading endpoint; those not named here need neither body nor query. */
function asked(): Readonly<
  Record<
    string,
    {
      readonly query?: string;
      readonly body?: object | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  >
> {
  const { policy } = { policy: stage.world.workspace.store.policy() };
  const { grants, restrictions, version } = policy;
  const explain = `table=opportunities&record=${stage.ids.theirDeal}&field=close_value`;
  return {
    'post /workspaces/{ws}/tables/{table}/records/query': {
      body: { sort: [{ field: 'name', direction: 'asc' }], search: 'deal' },
    },
    'post /workspaces/{ws}/tables/{t}/export': { body: { format: 'csv' } },
    'post /workspaces/{ws}/policy/lint': { body: { grants, restrictions, version } },
    'post /workspaces/{ws}/policy/guarantees': { body: { grants, restrictions, version } },
    'post /workspaces/{ws}/policy/preview': {
      body: { grants: grants.slice(0, -1), restrictions, version },
    },
    'post /workspaces/{ws}/policy/test': {
      body: {
        tests: [
          {
            who: { kind: 'member', id: stage.people.tia.id },
            can: true,
            action: 'view',
            table: 'opportunities',
            where: { op: 'gte', field: stage.id('opportunities', 'margin'), value: 0 },
          },
        ],
      },
    },
    'get /workspaces/{ws}/policy/compare': { query: 'from=1&to=2' },
    'post /workspaces/{ws}/tables/{table}/fields/{field}/convert/preview': {
      body: { type: 'longText' },
    },
    'post /workspaces/{ws}/audit/verify': { body: {} },
    'post /workspaces/{ws}/tables/{t}/import/inspect': form,
    'post /workspaces/{ws}/members/import/inspect': form,
    'get /workspaces/{ws}/audit/export': { query: 'format=csv' },
    'get /workspaces/{ws}/explain': { query: explain },
    'get /workspaces/{ws}/who-can': { query: explain },
  };
}

function pathOf(path: string): string {
  const { world, ids, people } = stage;
  const params: Record<string, string> = {
    ws: world.workspace.id,
    table: 'opportunities',
    t: 'opportunities',
    record: ids.theirDeal,
    field: stage.id('opportunities', 'next_step'),
    member: people.tia.id,
    version: '1',
  };
  return `/api${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'none')}`;
}

const reading = endpoints.filter((one) => one.access === 'member' && isReading(one));
const writing = endpoints.filter((one) => one.access === 'member' && !isReading(one));
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe('attack 56: looking as somebody else, through every endpoint', () => {
  it('has a request for every endpoint that takes a body and only reads', () => {
    const posts = reading.filter(({ method }) => method !== 'get').map(nameOf);
    expect(Object.keys(asked())).toEqual(expect.arrayContaining(posts));
    expect(reading.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(asked())));
  });

  it.each(reading.map((one) => [nameOf(one), one] as const))(
    '%s answers as the other one is answered, to somebody who sees all of it',
    async (name, { method, path }) => {
      const { world, people } = stage;
      const { query, body, headers } = asked()[name] ?? {};
      const address = `${pathOf(path)}${query === undefined ? '' : `?${query}`}`;
      for (const person of [people.tia, people.vic, people.bo, people.ada]) {
        const theirs = await world.as(person);
        const looks = await lookAs(max, { member: person.id });
        const put = (client: Client) =>
          method === 'get' ? client.get(address) : client.post(address, body, headers);
        const [wanted, got] = [await put(theirs), await put(looks)];
        expect(wanted.status).not.toBe(400);
        if (name === 'get /workspaces/{ws}' || name === 'get /workspaces/{ws}/members') {
          // His address is his own, and of those who manage members; see below.
          expect(got.status).toBe(200);
          continue;
        }
        if (name === 'get /workspaces/{ws}/first-steps') {
          expect(got.body).toEqual({ steps: [], closed: true });
          continue;
        }
        expect(said(got), `${person.name}: ${got.text}`).toEqual(said(wanted));
        if (method === 'post' && path.endsWith('export')) expect(got.text).toBe(wanted.text);
      }
    },
  );

  it.each(writing.map((one) => [nameOf(one), one] as const))(
    '%s is refused, and changes nothing',
    async (_name, { method, path, behind }) => {
      const { world } = stage;
      const looks = await lookAs(bo, { member: world.owner.id });
      const { store, log } = world.workspace;
      await log.settle();
      const head = store.auditHead();
      const address = pathOf(path);
      const answer = await (method === 'get' ? looks.get(address) : looks[method](address, {}));
      if (behind === undefined) expect(said(answer)).toEqual({ status: 403, body: readOnly });
      expect(answer.status).toBeGreaterThanOrEqual(403);
      await log.settle();
      expect(store.auditHead()).toEqual(head);
    },
  );

  it('shows what the other one may do, though it cannot be done now', async () => {
    const { ids, people, records } = stage;
    const looks = await lookAs(bo, { member: people.tia.id });
    const deal = await looks.get(`${records('opportunities')}/${ids.theirDeal}`);
    expect(deal.body.outcome.actions).toContain('edit');
    expect(deal.body.outcome.fields[stage.id('opportunities', 'next_step')]).toBe('edit');
    const edit = { records: [{ id: ids.theirDeal, fields: { next_step: 'Mine now' } }] };
    expect((await looks.patch(records('opportunities'), edit)).body).toEqual(readOnly);
  });
});

describe('attack 56: never more than the one who looks may see himself', () => {
  let looks: Client;
  beforeAll(async () => {
    looks = await lookAs(kim, { member: stage.people.bo.id });
  });

  it('learns no more of drafts and statements than by himself', async () => {
    const { id, people, world } = stage;
    const { grants, restrictions, version } = world.workspace.store.policy();
    const margin = { op: 'gte', field: id('opportunities', 'margin'), value: 50 };
    const draft = {
      id: 'grarich',
      to: { kind: 'role', id: world.roles.service },
      on: { kind: 'table', id: world.table('opportunities') },
      actions: ['view'],
      scope: { kind: 'any', of: [{ kind: 'where', condition: margin }] },
      fields: { default: 'read', except: [] },
      origin: 'role',
      reason: 'A draft',
    };
    const body = { grants: [...grants, draft], restrictions, version };
    const preview = (client: Client) => client.post(`${world.base}/policy/preview`, body);
    const vic = ({ body: { effects } }: Answer) =>
      effects.find(({ members }: { members: string[] }) => members.includes(people.vic.id))
        .tables[0];
    expect(vic(await preview(bo)).records).toEqual({ gained: expect.any(Number), lost: 0 });
    expect(vic(await preview(looks))).toMatchObject({ records: { gained: 'some', lost: 0 } });
    expect((await preview(looks)).status).toBe((await preview(kim)).status);
    const who = { kind: 'role', id: world.roles.service };
    const one = { who, can: true, action: 'view', table: 'opportunities', where: margin };
    const test = async (client: Client) =>
      (await client.post(`${world.base}/policy/test`, { tests: [one], policy: body })).body
        .outcomes;
    expect(await test(bo)).toMatchObject([{ found: true }]);
    expect(await test(looks)).toEqual([{ found: 'unknown' }]);
    expect(await test(kim)).toEqual([{ found: 'unknown' }]);
  });

  it('has no margin in lists, filters, orders, counts, groups, files, searches and explanations', async () => {
    const { id, ids, query, records, world } = stage;
    const margin = id('opportunities', 'margin');
    const schema = await looks.get(`${world.base}/schema`);
    expect(schema.text).not.toContain(margin);
    const all = await query(looks, 'opportunities');
    expect(namesIn(all, id('opportunities', 'name')).sort()).toEqual([
      'Kim deal',
      'My deal',
      'Their deal',
    ]);
    expect(all.text).not.toContain(margin);
    const one = await looks.get(`${records('opportunities')}/${ids.theirDeal}`);
    expect(one.text).not.toContain(margin);
    for (const filter of atomsOn('margin').filter(({ op }) => op !== 'and'))
      expectUnknown(await query(looks, 'opportunities', { filter }), 'margin');
    const more = [
      { sort: [{ field: 'margin', direction: 'desc' }] },
      { group: [{ field: 'margin' }] },
      { aggregate: [{ fn: 'sum', field: 'margin' }] },
      { fields: ['margin'] },
    ];
    for (const body of more) expectUnknown(await query(looks, 'opportunities', body), 'margin');
    const file = await looks.post(`${world.base}/tables/opportunities/export`, { format: 'csv' });
    // Kim may export nothing, whatever Bo may.
    expect(file.status).toBe(403);
    expect((await query(looks, 'opportunities', { search: '77' })).body.total).toBe(0);
    const why = await looks.get(
      `${world.base}/explain?table=opportunities&record=${ids.theirDeal}&field=margin`,
    );
    expect(withoutIds(why.text)).not.toContain('77');
  });

  it('has amounts of her own deals alone, also in sums and orders', async () => {
    const { id, query } = stage;
    const sum = await query(looks, 'opportunities', {
      aggregate: [{ fn: 'sum', field: 'close_value' }],
    });
    expect(withoutIds(sum.text)).toContain('200');
    expect(withoutIds(sum.text)).not.toContain('1299');
    const first = await query(looks, 'opportunities', {
      sort: [{ field: 'close_value', direction: 'desc' }],
    });
    expect(namesIn(first, id('opportunities', 'name'))[0]).toBe('Kim deal');
  });

  it('gives nothing of tables that are closed to her', async () => {
    const { query } = stage;
    expect((await query(looks, 'customers')).body).toEqual((await query(kim, 'customers')).body);
    expect((await query(looks, 'customers')).status).toBe(404);
  });

  it('is no oracle: a rule over amounts that she writes shows her nothing of them', async () => {
    const { world, id, query } = stage;
    await world.change({ kind: 'putRole', id: 'rolprobe', name: 'Probe' });
    const probe = (value: number) => ({
      id: 'graprobe',
      to: { kind: 'role' as const, id: 'rolprobe' },
      on: { kind: 'table' as const, id: world.table('opportunities') },
      actions: ['view' as const],
      scope: {
        kind: 'any' as const,
        of: [
          {
            kind: 'where' as const,
            condition: { op: 'gte' as const, field: id('opportunities', 'margin'), value },
          },
        ],
      },
      fields: { default: 'read' as const, except: [] },
      origin: 'role' as const,
      reason: 'Probe',
    });
    const answers: string[] = [];
    for (const value of [0, 50, 100]) {
      await stage.rule((grants) => [
        ...grants.filter((grant) => grant.id !== 'graprobe'),
        probe(value),
      ]);
      const seen = await lookAs(kim, { role: 'rolprobe' });
      answers.push((await query(seen, 'opportunities')).text);
      const sees = await lookAs(bo, { role: 'rolprobe' });
      const deals = namesIn(await query(sees, 'opportunities'), id('opportunities', 'name'));
      expect(deals).toHaveLength([3, 1, 0][[0, 50, 100].indexOf(value)] ?? -1);
    }
    expect(new Set(answers).size).toBe(1);
    await stage.rule((grants) => grants.filter((grant) => grant.id !== 'graprobe'));
  });

  it('keeps the other one`s address, tokens, first steps and personal views to himself', async () => {
    const { world, people, query } = stage;
    const tia = await world.as(people.tia);
    const saved = await tia.post(`${world.base}/tables/opportunities/views`, {
      name: 'Mine alone',
      personal: true,
    });
    expect(saved.status, saved.text).toBe(201);
    const asTia = await lookAs(bo, { member: people.tia.id });
    const mine = `"${people.tia.email}"`;
    const token = { name: 'Mine to use', ceiling: { rules: [], duties: [] } };
    expect((await tia.post(`${world.base}/tokens`, token)).status).toBe(201);
    for (const path of ['', '/members', '/schema', '/first-steps', '/tokens']) {
      const answer = await asTia.get(`${world.base}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(mine);
      expect(answer.text).not.toContain('Mine alone');
      expect(answer.text).not.toContain('Mine to use');
    }
    expect((await query(asTia, 'opportunities', { view: saved.body.id })).status).toBe(404);
  });
});

describe('who looks, as whom, and until when', () => {
  it('is for holders of managePolicy, and tells nobody else who there is', async () => {
    const { sam, people, world } = stage;
    const refused = await begin(sam, { member: people.tia.id });
    expect(refused.status).toBe(403);
    expect(said(await begin(sam, { member: 'memnothere' }))).toEqual(said(refused));
    expect(said(await begin(sam, { role: rulers }))).toEqual(said(refused));
    expect((await begin(bo, { member: 'memnothere' })).status).toBe(404);
    expect((await begin(bo, { role: 'rolnothere' })).status).toBe(404);
    expect(
      (await world.nobody.post(`${world.base}/view-as`, { member: people.tia.id })).status,
    ).toBe(401);
  });

  it('takes a sitting from the one who began it alone', async () => {
    const { sam, people, world } = stage;
    const { id } = (await begin(bo, { member: people.tia.id })).body;
    for (const client of [sam, kim]) {
      const stolen = await carrying(client, id).get(`${world.base}/schema`);
      expect(said(stolen)).toEqual({ status: 403, body: ended });
      expect((await client.delete(`${world.base}/view-as/${id}`)).status).toBe(404);
    }
    const made = await carrying(sam, `member:${people.bo.id}`).get(`${world.base}/schema`);
    expect(said(made)).toEqual({ status: 403, body: ended });
    expect((await carrying(bo, '').get(`${world.base}/schema`)).body).toEqual(ended);
    expect((await carrying(bo, id).get(`${world.base}/schema`)).status).toBe(200);
  });

  it('cannot be nested, and ends by a request of one`s own', async () => {
    const { people, world } = stage;
    const { id } = (await begin(bo, { member: people.kim.id })).body;
    const looks = carrying(bo, id);
    expect((await begin(looks, { member: people.tia.id })).body).toEqual(readOnly);
    expect((await looks.delete(`${world.base}/view-as/${id}`)).body).toEqual(readOnly);
    expect((await bo.delete(`${world.base}/view-as/${id}`)).body).toEqual({ id });
    expect((await looks.get(`${world.base}/schema`)).body).toEqual(ended);
  });

  it('ends after an hour', async () => {
    const { people, world } = stage;
    const looks = await lookAs(bo, { member: people.tia.id });
    const begun = world.time.now;
    world.time.now = begun + 59 * 60_000;
    expect((await looks.get(`${world.base}/schema`)).status).toBe(200);
    world.time.now = begun + 60 * 60_000;
    expect((await looks.get(`${world.base}/schema`)).body).toEqual(ended);
    world.time.now = begun;
  });

  it('ends with the right of the one who looks, with the other one`s stay, and with the role', async () => {
    const { world } = stage;
    const gus = await world.join('Gus Guest', ['sales']);
    const ria = await world.join('Ria Ruler', [rulers]);
    await world.change({ kind: 'putRole', id: 'rolbrief', name: 'Brief' });
    const client = await world.as(ria);
    const asGus = await lookAs(client, { member: gus.id });
    const asRole = await lookAs(client, { role: 'rolbrief' });
    const asOther = await lookAs(client, { member: world.owner.id });
    await world.change({ kind: 'putMember', member: { ...gus, status: 'deactivated' } });
    await world.change({ kind: 'removeRole', id: 'rolbrief' });
    expect((await asGus.get(`${world.base}/schema`)).body).toEqual(ended);
    expect((await begin(client, { member: gus.id })).status).toBe(404);
    expect((await asRole.get(`${world.base}/schema`)).body).toEqual(ended);
    expect((await asOther.get(`${world.base}/schema`)).status).toBe(200);
    await world.change({
      kind: 'removeMembership',
      group: { kind: 'role', id: rulers },
      holder: { kind: 'member', id: ria.id },
    });
    expect((await asOther.get(`${world.base}/schema`)).body).toEqual(ended);
  });

  it('is a role as nobody in particular: what is one`s own, of nobody', async () => {
    const { world, query } = stage;
    const looks = await lookAs(bo, { role: world.roles.sales ?? '' });
    const workspace = await looks.get(`${world.base}`);
    expect(workspace.body.me).toMatchObject({ name: 'Sales', email: '' });
    expect(workspace.body.viewAs.as).toMatchObject({ kind: 'role', name: 'Sales' });
    expect((await query(looks, 'opportunities')).body.total).toBe(0);
    const filter = { op: 'isMe', field: 'owner' };
    expect((await query(looks, 'opportunities', { filter })).body?.total ?? 0).toBe(0);
    const why = await looks.get(`${world.base}/explain?table=opportunities&action=create`);
    expect(why.status, why.text).toBe(200);
  });

  it('is in the log: who began as whom, and what was taken out meanwhile', async () => {
    const { people, world } = stage;
    await world.workspace.log.settle();
    const begun = await begin(max, { member: people.bo.id });
    const looks = carrying(max, begun.body.id);
    const file = await looks.post(`${world.base}/tables/opportunities/export`, { format: 'csv' });
    expect(file.status, file.text).toBe(200);
    await max.delete(`${world.base}/view-as/${begun.body.id}`);
    const entries = await world.workspace.store.audit({ limit: 3 });
    const [me, as] = [max.member, people.bo.id];
    expect(
      entries.map(({ kind, actor, objects: { member, via } }) => [kind, actor, member, via]),
    ).toEqual([
      ['viewAs.end', me, as, undefined],
      ['export', me, as, 'viewAs'],
      ['viewAs.begin', me, as, undefined],
    ]);
  });
});
