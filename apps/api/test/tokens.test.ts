import type { Member } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, makeWorld, noon, origin, type World } from './world.ts';

const day = 24 * 3600 * 1000;
const everything = [
  'view',
  'create',
  'edit',
  'delete',
  'restore',
  'export',
  'import',
  'share',
  'transfer',
  'comment',
  'approve',
  'viewHistory',
  'manageViews',
] as const;
const whole = {
  rules: [{ on: { kind: 'workspace' }, actions: everything, level: 'edit' }],
  duties: [],
};
const readOnly = {
  rules: [{ on: { kind: 'workspace' }, actions: ['view', 'export'], level: 'read' }],
  duties: [],
};

let world: World;
let owner: Client;
let sam: Member;
let sally: Client;
beforeAll(async () => {
  world = await makeWorld({ samples: true });
  owner = await world.as(world.owner);
  sam = await world.join('Sally Sales', ['sales']);
  sally = await world.as(sam);
  const mine = await sally.post(`${world.base}/tables/customers/records`, {
    records: [{ fields: { name: 'Mine' } }],
  });
  expect(mine.status).toBe(201);
}, 60_000);
afterAll(() => world.close());

/** Calls with a token, and nothing else. */
async function by(
  secret: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await world.server.fetch(
    new Request(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    body: json ? JSON.parse(text) : text,
    text,
    headers: response.headers,
  };
}

async function make(who: Client, ceiling: unknown, more: object = {}) {
  const made = await who.post(`${world.base}/tokens`, { name: 'Reports', ceiling, ...more });
  expect(made.status, made.text).toBe(201);
  return made.body as { token: { id: string; until: string }; secret: string };
}

const query = (secret: string, table = 'customers') =>
  by(secret, 'POST', `${world.base}/tables/${table}/records/query`, {});
const wrong = { error: { code: 'unauthenticated', message: 'The token is not valid.' } };

describe('a personal token', () => {
  it('is its member: the same answers, byte for byte, where nothing is held back', async () => {
    const { secret } = await make(sally, whole);
    expect(secret).toMatch(/^tsr_wsp[a-z0-9]+_[\w-]{43}$/);
    for (const table of ['customers', 'opportunities']) {
      const path = `${world.base}/tables/${table}/records/query`;
      expect((await query(secret, table)).text).toBe((await sally.post(path, {})).text);
    }
    expect((await by(secret, 'GET', '/api/workspaces')).body).toEqual({
      workspaces: [{ id: world.workspace.id, name: 'Lighthouse' }],
    });
    const created = await by(secret, 'POST', `${world.base}/tables/customers/records`, {
      records: [{ fields: { name: 'By a program' } }],
    });
    expect(created.status).toBe(201);
    const owners = created.body.records[0].fields[world.field('customers', 'owner')];
    expect(owners).toEqual({ id: sam.id, name: sam.name });
  });

  it('holds ninety days unless told otherwise, at most a year, and not a moment longer', async () => {
    const usual = await make(sally, whole);
    expect(Date.parse(usual.token.until)).toBe(noon + 90 * day);
    const short = await make(sally, whole, { days: 1 });
    const long = await sally.post(`${world.base}/tokens`, { name: 'x', ceiling: whole, days: 366 });
    expect(long.status).toBe(400);
    world.time.now = noon + day - 1;
    expect((await query(short.secret)).status).toBe(200);
    world.time.now = noon + day;
    expect((await query(short.secret)).body).toEqual(wrong);
    world.time.now = noon;
  });

  it('is kept as a hash alone and told once', async () => {
    const { secret, token } = await make(sally, whole);
    const listed = await sally.get(`${world.base}/tokens`);
    expect(listed.body.tokens[0]).toMatchObject({ id: token.id, open: true });
    expect(listed.text).not.toContain(secret);
    const audit = await world.workspace.store.audit({ limit: 50 });
    expect(JSON.stringify(audit)).not.toContain(secret.slice(-43));
    expect((await owner.get(`${world.base}/audit?kind=token.make`)).text).not.toContain(
      secret.slice(-43),
    );
    expect((await owner.get(`${world.base}/tokens`)).body.tokens).toEqual([]);
  });

  it('is noted as used, roughly, and shown to its member alone', async () => {
    const { secret, token } = await make(sally, readOnly);
    const used = async () =>
      (await sally.get(`${world.base}/tokens`)).body.tokens.find(
        (one: { id: string }) => one.id === token.id,
      ).usedAt;
    expect(await used()).toBeUndefined();
    await query(secret);
    expect(Date.parse(await used())).toBe(noon);
    world.time.now = noon + 60_000;
    await query(secret);
    expect(Date.parse(await used())).toBe(noon);
    world.time.now = noon;
  });

  it('is gone with the next request when it is revoked, by its member alone', async () => {
    const { secret, token } = await make(sally, whole);
    const path = `${world.base}/tokens/${token.id}`;
    expect((await owner.delete(path)).status).toBe(404);
    expect((await query(secret)).status).toBe(200);
    expect((await sally.delete(path)).status).toBe(200);
    expect((await query(secret)).body).toEqual(wrong);
    expect((await sally.delete(path)).status).toBe(404);
  });

  it('stands in the log with what was done by it', async () => {
    const { secret, token } = await make(sally, whole);
    await by(secret, 'POST', `${world.base}/tables/customers/records`, {
      records: [{ fields: { name: 'Logged' } }],
    });
    const { entries } = (await owner.get(`${world.base}/audit?limit=3`)).body;
    expect(entries[0]).toMatchObject({
      kind: 'record.create',
      actor: { id: sam.id },
      token: { id: token.id, name: 'Reports' },
    });
    expect(entries[1]).toMatchObject({ kind: 'token.make', actor: { id: sam.id } });
    expect(entries[1].about).toContainEqual({ kind: 'token', id: token.id, name: 'Reports' });
    expect((await by(secret, 'GET', `${world.base}/audit`)).status).toBe(404);
    expect((await owner.get(`${world.base}/audit?limit=1`)).body.entries[0]).toMatchObject({
      kind: 'refused',
      token: { id: token.id },
    });
    expect(await world.workspace.store.verifyAudit()).not.toHaveProperty('fault');
  });
});

describe('a ceiling', () => {
  it('lets read and nothing else, where it says so', async () => {
    const { secret } = await make(sally, readOnly);
    const read = await query(secret);
    expect(read.status).toBe(200);
    for (const { actions, fields } of read.body.outcomes) {
      expect(actions).not.toContain('edit');
      expect(Object.values(fields)).not.toContain('edit');
    }
    const id = read.body.records[0].id;
    const record = `${world.base}/tables/customers/records/${id}`;
    const refused = await by(secret, 'PATCH', record, { fields: { name: 'No' } });
    expect(refused.status).toBe(403);
    expect((await by(secret, 'DELETE', record)).status).toBe(403);
    const share = { to: { kind: 'member', id: world.owner.id }, level: 'view' };
    expect((await by(secret, 'POST', `${record}/shares`, share)).status).toBe(403);
    const view = { name: 'Mine', personal: true };
    const views = `${world.base}/tables/customers/views`;
    expect((await by(secret, 'POST', views, view)).status).toBe(403);
  });

  it('closes what it does not name, as if it were not there', async () => {
    const on = { kind: 'table', id: world.table('customers') };
    const { secret } = await make(owner, {
      rules: [{ on, actions: ['view'], level: 'read' }],
      duties: [],
    });
    const { tables } = (await by(secret, 'GET', `${world.base}/schema`)).body;
    expect(tables.map(({ slug }: { slug: string }) => slug)).toEqual(['customers']);
    const none = await query(secret, 'no_such_table');
    expect((await query(secret, 'opportunities')).text).toBe(none.text);
    for (const path of ['policy', 'audit', 'structure', 'organisation', 'administrators'])
      expect((await by(secret, 'GET', `${world.base}/${path}`)).status).toBeGreaterThanOrEqual(403);
  });

  it('passes a duty on by name only, never the power of an owner', async () => {
    const policy = `${world.base}/policy`;
    const plain = await make(owner, whole);
    expect((await by(plain.secret, 'GET', policy)).status).toBe(403);
    const ruling = await make(owner, { ...whole, duties: ['managePolicy'] });
    const before = (await by(ruling.secret, 'GET', policy)).body.policy;
    const grant = {
      id: 'graseized',
      to: { kind: 'member', id: world.owner.id },
      on: { kind: 'workspace' },
      actions: ['viewAudit'],
      scope: { kind: 'none' },
      fields: { default: 'hidden', except: [] },
      origin: 'direct',
      reason: 'Seized',
    };
    const { version, restrictions } = before;
    const put = (secret: string) =>
      by(secret, 'PUT', policy, {
        version,
        grants: [...before.grants, grant],
        restrictions,
        reason: 'More',
      });
    expect((await put(ruling.secret)).body.error.code).toBe('forbidden');
  });

  it('may name a table that is not there: it lets nothing pass', async () => {
    const { secret } = await make(sally, {
      rules: [{ on: { kind: 'table', id: 'tblnothere' }, actions: ['view'], level: 'edit' }],
      duties: [],
    });
    expect((await by(secret, 'GET', `${world.base}/schema`)).body.tables).toEqual([]);
  });
});

describe('a service account', () => {
  const services = () => `${world.base}/services`;
  const added = async (name: string) =>
    (await owner.post(services(), { name, description: 'Moves stock' })).body.id as string;
  const tokenOf = async (id: string, ceiling: unknown = whole) =>
    (await owner.post(`${services()}/${id}/tokens`, { name: 'Nightly', ceiling })).body.secret;
  const rule = async (id: string, more: object) => {
    const { version, grants, restrictions } = (await owner.get(`${world.base}/policy`)).body.policy;
    const grant = {
      id: `grasvc${grants.length}`,
      to: { kind: 'service', id },
      on: { kind: 'table', id: world.table('customers') },
      actions: ['view', 'create', 'edit'],
      scope: { kind: 'all' },
      fields: { default: 'edit', except: [] },
      origin: 'direct',
      reason: 'Sync',
      ...more,
    };
    return await owner.put(`${world.base}/policy`, {
      version,
      grants: [...grants, grant],
      restrictions,
      reason: 'Sync',
    });
  };

  it('is kept by whoever manages members and writes the rules', async () => {
    expect((await sally.get(services())).status).toBe(403);
    expect((await sally.post(services(), { name: 'Mine' })).status).toBe(403);
    const id = await added('Kept');
    expect((await sally.patch(`${services()}/${id}`, { name: 'Other' })).status).toBe(403);
    const none = await sally.patch(`${services()}/svcnothere`, { name: 'Other' });
    expect(none.status).toBe(403);
    expect((await owner.patch(`${services()}/svcnothere`, { name: 'Other' })).status).toBe(404);
  });

  it('may what rules give to it by name, and is named where it wrote', async () => {
    const id = await added('Stock sync');
    const secret = await tokenOf(id);
    expect((await query(secret)).status).toBe(404);
    expect((await rule(id, {})).status).toBe(200);
    expect((await query(secret)).status).toBe(200);
    expect((await query(secret, 'opportunities')).status).toBe(404);
    const maker = { name: 'Made by', type: 'createdBy' };
    expect((await owner.post(`${world.base}/tables/customers/fields`, maker)).status).toBe(201);
    const created = await by(secret, 'POST', `${world.base}/tables/customers/records`, {
      records: [{ fields: { name: 'From stock' } }],
    });
    expect(created.status, created.text).toBe(201);
    const fields = created.body.records[0].fields;
    expect(fields[world.field('customers', 'owner')]).toBeNull();
    const record = `${world.base}/tables/customers/records/${created.body.ids[0]}`;
    expect((await owner.get(record)).text).toContain('Stock sync');
    const [entry] = (await owner.get(`${world.base}/audit?actor=${id}`)).body.entries;
    expect(entry).toMatchObject({ actor: { id, name: 'Stock sync' }, token: { name: 'Nightly' } });
    const who = await owner.get(`${world.base}/who-can?table=customers`);
    expect(who.body.members).toContainEqual({ id, name: 'Stock sync', allowed: true });
    const why = await owner.get(`${world.base}/explain?table=customers&member=${id}`);
    expect(why.body.allowed).toBe(true);
    expect(why.body.grants.filter(({ opens }: { opens: unknown }) => opens)).toMatchObject([
      { to: { kind: 'service', name: 'Stock sync' } },
    ]);
    const own = await by(secret, 'GET', `${world.base}/explain?table=customers`);
    expect(own.body).toMatchObject({
      allowed: true,
      ceiling: { holder: 'service', opens: true },
    });
    const path = `${world.base}/explain?table=customers&action=create`;
    const shut = await by(await tokenOf(id, readOnly), 'GET', path);
    expect(shut.body.grants.some(({ opens }: { opens: unknown }) => opens === true)).toBe(true);
    expect(shut.body).toMatchObject({ allowed: false, ceiling: { opens: false } });
  });

  it('may for a time only, where the rule says so', async () => {
    const id = await added('For a day');
    const secret = await tokenOf(id);
    const span = { origin: 'temporary', until: noon + day };
    expect((await rule(id, span)).status).toBe(200);
    expect((await query(secret)).status).toBe(200);
    world.time.now = noon + day;
    expect((await query(secret)).status).toBe(404);
    world.time.now = noon;
  });

  it('is out at once when it is deactivated', async () => {
    const id = await added('Leaving');
    const secret = await tokenOf(id);
    expect((await by(secret, 'GET', '/api/workspaces')).status).toBe(200);
    await owner.patch(`${services()}/${id}`, { status: 'deactivated' });
    expect((await by(secret, 'GET', '/api/workspaces')).body).toEqual(wrong);
  });

  it('is no person: no cell, share, role or default names it', async () => {
    const id = await added('Nobody');
    const record = (await sally.post(`${world.base}/tables/customers/records/query`, {})).body
      .records[0].id;
    const path = `${world.base}/tables/customers/records/${record}`;
    const owned = await owner.patch(path, { fields: { owner: id } });
    expect(owned.status).toBe(400);
    const share = { to: { kind: 'member', id }, level: 'view' };
    expect((await owner.post(`${path}/shares`, share)).status).toBe(400);
    expect((await owner.get(`${world.base}/members`)).text).not.toContain(id);
  });
});
