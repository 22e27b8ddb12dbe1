import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Persona, personas } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, clientOf, makeEmpty } from '../../test/world.ts';

type Empty = Awaited<ReturnType<typeof makeEmpty>>;

const wanted = (token: string, language = 'en') => ({ token, language, timeZone: 'Asia/Shanghai' });
const own = (token: string) => ({
  token,
  name: 'Ann Lee',
  email: 'ann@example.com',
  password: 'correct horse battery',
  workspace: 'Lighthouse',
  language: 'en',
  timeZone: 'UTC',
  templates: ['crm'],
});
const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** The browser that makes the demo company. */
async function holderOf({ nobody, server, token }: Empty, language?: string): Promise<Client> {
  const made = await nobody.post('/api/demo', wanted(token, language));
  expect(made.status, made.text).toBe(201);
  return clientOf(server, '', cookieOf(made.headers));
}

async function become({ server }: Empty, holder: Client, persona: Persona): Promise<Client> {
  const taken = await holder.post('/api/demo/persona', { persona });
  expect(taken.status, taken.text).toBe(200);
  return clientOf(server, persona, cookieOf(taken.headers));
}

describe('the demo company', () => {
  let empty: Empty;
  let holder: Client;
  let base: string;
  const people = new Map<Persona, Client>();
  const seen = new Map<Persona, ReadonlyMap<string, number>>();
  const fields = new Map<Persona, ReadonlyMap<string, readonly string[]>>();

  beforeAll(async () => {
    empty = await makeEmpty({ demoSize: 120 });
    holder = await holderOf(empty, 'zh');
    base = `/api/workspaces/${(await holder.get('/api/demo')).body.workspace}`;
    for (const persona of personas) {
      const client = await become(empty, holder, persona);
      people.set(persona, client);
      const { tables } = (await client.get(`${base}/schema`)).body as {
        readonly tables: readonly {
          readonly id: string;
          readonly slug: string;
          readonly fields: readonly { readonly slug: string }[];
        }[];
      };
      const counts = new Map<string, number>();
      for (const { id, slug } of tables) {
        const answer = await client.post(`${base}/tables/${id}/records/query`, { limit: 0 });
        counts.set(slug, answer.body.total);
      }
      seen.set(persona, counts);
      fields.set(
        persona,
        new Map(tables.map((one) => [one.slug, one.fields.map(({ slug }) => slug)])),
      );
    }
  }, 60_000);
  afterAll(() => empty.close());

  const count = (persona: Persona, table: string) => seen.get(persona)?.get(table) ?? 0;
  const hasField = (persona: Persona, table: string, field: string) =>
    fields.get(persona)?.get(table)?.includes(field) ?? false;

  it('shows each of the six what their roles are meant to see', () => {
    expect([...(seen.get('management')?.keys() ?? [])]).toHaveLength(12);
    expect(count('management', 'customers')).toBe(120);
    for (const table of ['customers', 'opportunities', 'orders']) {
      const numbers = (['sales', 'sales_manager', 'management'] as const).map((persona) =>
        count(persona, table),
      );
      expect([table, ...numbers]).toEqual([table, ...[...numbers].sort((a, b) => a - b)]);
      expect(numbers[0]).toBeGreaterThan(0);
      expect(new Set(numbers).size).toBe(3);
    }
    expect(count('service', 'tickets')).toBe(count('management', 'tickets'));
    expect(count('finance', 'orders')).toBe(count('management', 'orders'));
    for (const persona of ['service', 'finance'] as const) {
      expect(seen.get(persona)?.has('opportunities')).toBe(false);
    }
    expect([...(seen.get('administrator')?.keys() ?? [])]).toEqual([]);
    const margin = personas.filter((persona) => hasField(persona, 'orders', 'margin'));
    expect(margin).toEqual(['finance', 'management']);
    const amount = personas.filter((persona) => hasField(persona, 'orders', 'amount'));
    expect(amount).toEqual(['sales', 'sales_manager', 'finance', 'management']);
  });

  it('is marked as one, has sixty people, and invites nobody', async () => {
    const admin = people.get('administrator');
    const workspace = await admin?.get(base);
    expect(workspace?.body).toMatchObject({ demo: true, language: 'zh' });
    expect(workspace?.body.name).toContain('演示');
    expect((await admin?.get(`${base}/members`))?.body.members).toHaveLength(60);
    const invited = await admin?.post(`${base}/members`, {
      name: 'Guest',
      email: 'guest@example.org',
    });
    expect([invited?.status, invited?.body.error.code]).toEqual([403, 'forbidden']);
    // Who may not manage members hears what he always hears.
    const sales = await people
      .get('sales')
      ?.post(`${base}/members`, { name: 'Guest', email: 'guest@example.org' });
    expect(sales?.status).toBe(403);
    expect(sales?.text).not.toContain('demo');
  });

  it('has accounts without passwords: nobody signs in to them', async () => {
    const mail = (await people.get('management')?.get(base))?.body.me.email;
    for (const password of ['', 'password12', 'undefined', 'null']) {
      const answer = await empty.nobody.post('/api/auth/sign-in/email', { email: mail, password });
      expect(answer.status).toBe(password === '' ? 400 : 401);
    }
    const changed = await people.get('management')?.post('/api/auth/change-password', {
      currentPassword: 'password12',
      newPassword: 'a meadow of quiet lamps',
    });
    expect(changed?.status).toBe(401);
  });

  it('gives a frame a session of its own, which whole pages do not have', async () => {
    const taken = await holder.post('/api/demo/persona', { persona: 'finance', pane: true });
    const frame = clientOf(empty.server, '', cookieOf(taken.headers));
    expect((await frame.get(base)).status).toBe(401);
    expect((await frame.get(base, { 'x-tessera-pane': 'sales' })).status).toBe(401);
    expect((await frame.get(base, { 'x-tessera-pane': '__proto__' })).status).toBe(401);
    const inFrame = await frame.get(base, { 'x-tessera-pane': 'finance' });
    expect(inFrame.body.me.id).toBe((await people.get('finance')?.get(base))?.body.me.id);
    // And the cookie of whole pages says nothing in a frame.
    expect((await people.get('sales')?.get(base, { 'x-tessera-pane': 'sales' }))?.status).toBe(401);
  });

  it('lets a page of its own be framed by its own, for the browser with the key alone', async () => {
    const page = base.replace('/api/workspaces', '/w');
    const framing = async (client: Client, path: string) => {
      const { headers } = await client.get(path);
      return [
        /frame-ancestors '(\w+)'/.exec(headers.get('content-security-policy') ?? '')?.[1],
        headers.get('x-frame-options'),
      ];
    };
    expect(await framing(holder, page)).toEqual(['self', 'SAMEORIGIN']);
    expect(await framing(holder, `${page}/t/tbl1`)).toEqual(['self', 'SAMEORIGIN']);
    const closed = ['none', 'DENY'];
    expect(await framing(holder, '/w/wspother')).toEqual(closed);
    expect(await framing(holder, '/')).toEqual(closed);
    expect(await framing(holder, '/sign-in')).toEqual(closed);
    expect(await framing(empty.nobody, page)).toEqual(closed);
    for (const client of people.values()) expect(await framing(client, page)).toEqual(closed);
  });

  it('is taken up again by the holder of the token, and the browser before is out', async () => {
    const setup = await empty.nobody.get(`/api/setup?token=${empty.token}`);
    expect(setup.body.demo.state).toBe('ready');
    expect((await empty.nobody.post('/api/setup', own(empty.token))).status).toBe(409);
    const next = await holderOf(empty);
    expect((await next.get('/api/demo')).body.workspace).toBe(base.split('/').pop());
    expect((await holder.get('/api/demo')).status).toBe(404);
    for (const client of people.values()) expect((await client.get(base)).status).toBe(401);
    expect(
      (await next.get('/api/demo')).body.personas.map((one: { persona: string }) => one.persona),
    ).toEqual([...personas]);
  });
});

it('ends without a trace, and the installation is set up as if it had never been', async () => {
  const empty = await makeEmpty({ demoSize: 3 });
  const { app, folder, nobody } = empty;
  const holder = await holderOf(empty);
  const sales = await become(empty, holder, 'sales');
  const { workspace } = (await holder.get('/api/demo')).body;
  const file = join(folder, 'workspaces', `${workspace}.sqlite`);
  expect(existsSync(file)).toBe(true);
  const gone = await holder.delete('/api/demo');
  expect(gone.status).toBe(200);
  expect(readdirSync(join(folder, 'workspaces'))).toEqual([]);
  expect(await app.accounts.workspaces()).toEqual([]);
  expect(await app.accounts.userByEmail('lena.hart@northfold.example')).toBeNull();
  expect((await sales.get('/api/me')).status).toBe(401);
  for (const answer of [
    await holder.get('/api/demo'),
    await holder.post('/api/demo/persona', { persona: 'sales' }),
    await holder.delete('/api/demo'),
  ]) {
    expect([answer.status, answer.text]).toEqual([404, (await nobody.get('/api/nowhere')).text]);
  }
  // The former address is no longer good; the new one is, for the demo once more and then for a company of one's own.
  expect((await nobody.post('/api/setup', own(empty.token))).status).toBe(404);
  const { token } = gone.body;
  const again = await holderOf({ ...empty, token });
  expect((await holder.get('/api/demo')).status).toBe(404);
  const last = (await again.delete('/api/demo')).body.token;
  const set = await nobody.post('/api/setup', own(last));
  expect(set.status).toBe(201);
  const owner = clientOf(empty.server, '', cookieOf(set.headers));
  expect((await owner.get(`/api/workspaces/${set.body.workspace}`)).body.demo).toBeUndefined();
  // Neither a former key nor a member of a real workspace makes or walks a demo now.
  for (const client of [again, owner, nobody]) {
    expect((await client.post('/api/demo/persona', { persona: 'management' })).status).toBe(404);
    expect((await client.post('/api/demo', wanted(last))).status).toBe(404);
  }
  await empty.close();
});

it('can be begun again where its making was broken off', async () => {
  const empty = await makeEmpty({ demoSize: 3 });
  const { app, nobody, token, folder } = empty;
  // As a server leaves it that was ended in the middle.
  const half = app.makeId('workspace');
  await app.accounts.putDemo({ workspaceId: half, keyHash: 'x', personas: '{}', readyAt: null });
  await app.createWorkspace({ id: half, name: 'Half', language: 'en', timeZone: 'UTC' });
  expect((await nobody.get(`/api/setup?token=${token}`)).body.demo.state).toBe('none');
  const holder = await holderOf(empty);
  const { workspace } = (await holder.get('/api/demo')).body;
  expect(workspace).not.toBe(half);
  expect(
    readdirSync(join(folder, 'workspaces')).filter((name) => name.endsWith('.sqlite')),
  ).toEqual([`${workspace}.sqlite`]);
  await empty.close();
});
