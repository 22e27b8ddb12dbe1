import type { Member } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillOpens } from '../../src/operations/enter-by-token.ts';
import { memberContext } from '../../src/operations/enter-workspace.ts';
import { type Client, makeWorld, noon, origin, type World } from '../world.ts';

/** Attack 49: a token beyond or after its member. */
let world: World;
let owner: Client;
let sally: Member;
let hers: Client;
beforeAll(async () => {
  world = await makeWorld({ samples: true });
  owner = await world.as(world.owner);
  sally = await world.join('Sally Sales', ['sales']);
  hers = await world.as(sally);
}, 60_000);
afterAll(() => world.close());

const wrong = { error: { code: 'unauthenticated', message: 'The token is not valid.' } };
const all = ['view', 'create', 'edit', 'delete', 'export', 'import', 'share', 'transfer'];

async function made(who: Client, on: object, actions = all, duties: readonly string[] = []) {
  const ceiling = { rules: [{ on, actions, level: 'edit' }], duties };
  const answer = await who.post(`${world.base}/tokens`, { name: 'Key', ceiling });
  expect(answer.status, answer.text).toBe(201);
  return answer.body as { token: { id: string }; secret: string };
}

async function ask(path: string, init: RequestInit & { secret?: string } = {}) {
  const { secret, headers, ...rest } = init;
  const response = await world.server.fetch(
    new Request(`${origin}${path}`, {
      ...rest,
      headers: {
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
        ...(rest.body !== undefined && { 'content-type': 'application/json' }),
        ...(headers as Record<string, string>),
      },
    }),
  );
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
}

const post = (secret: string, path: string, body: unknown) =>
  ask(`${world.base}${path}`, { secret, method: 'POST', body: JSON.stringify(body) });

describe('a token (attack 49)', () => {
  it('loses with its member what he loses, and ends with him', async () => {
    const { secret, token } = await made(hers, { kind: 'workspace' });
    const before = await post(secret, '/tables/customers/records/query', {});
    expect(before.status).toBe(200);
    const group = { kind: 'role', id: world.roles.sales ?? '' } as const;
    const holder = { kind: 'member', id: sally.id } as const;
    await world.change({ kind: 'removeMembership', group, holder });
    expect((await post(secret, '/tables/customers/records/query', {})).status).toBe(404);
    await world.change({ kind: 'putMember', member: { ...sally, status: 'deactivated' } });
    expect((await post(secret, '/tables/customers/records/query', {})).body).toEqual(wrong);
    const [kept] = world.workspace.store.tokens().filter(({ id }) => id === token.id);
    if (!kept) throw new Error('The token is kept.');
    expect(await stillOpens(world.app, world.workspace, kept)).toBe(false);
    await world.change({ kind: 'putMember', member: sally });
    await world.change({ kind: 'addMembership', membership: { group, holder } });
    expect(await stillOpens(world.app, world.workspace, kept)).toBe(true);
  });

  it('is told nothing of why it is not taken', async () => {
    const { secret, token } = await made(hers, { kind: 'workspace' });
    await hers.delete(`${world.base}/tokens/${token.id}`);
    const foreign = secret.replace(world.workspace.id, 'wspnothere00001');
    for (const other of [secret, `${secret}x`, foreign, 'tsr_x', 'x'.repeat(5000)])
      expect((await ask('/api/workspaces', { secret: other })).body).toEqual(wrong);
  });

  it('stands in the header alone, and never beside a session', async () => {
    const { secret } = await made(hers, { kind: 'workspace' });
    for (const name of ['token', 'access_token', 'authorization', 'bearer'])
      expect((await ask(`/api/workspaces?${name}=${secret}`)).status).toBe(401);
    const cookie = `tessera.session_token=${secret}`;
    expect((await ask('/api/workspaces', { headers: { cookie } })).status).toBe(401);
    const both = await ask('/api/workspaces', { secret, headers: { cookie: hers.cookie ?? '' } });
    expect(both.status).toBe(400);
    const live = await ask(`${world.base}/live?token=${secret}`);
    expect(live.status).toBe(401);
  });

  it('opens nothing of the account and makes no further keys', async () => {
    const { secret } = await made(owner, { kind: 'workspace' }, all, [
      'managePolicy',
      'manageMembers',
      'manageSecurity',
    ]);
    for (const path of ['/api/me', '/api/auth/sessions', '/api/auth/two-step'])
      expect((await ask(path, { secret })).status).toBe(403);
    const body = { name: 'More', ceiling: { rules: [], duties: [] } };
    expect((await post(secret, '/tokens', body)).status).toBe(403);
    expect((await post(secret, '/services', { name: 'More' })).status).toBe(403);
    const give = { duty: 'owner', members: [sally.id], reason: 'x', confirmed: true };
    expect((await post(secret, '/administrators/give', give)).status).toBe(403);
    const group = world.workspace.store
      .organisation()
      .roles.find(({ builtIn }) => builtIn === 'owner');
    const invited = {
      name: 'New',
      email: 'new@example.com',
      roles: [group?.id],
      reason: 'x',
      confirmed: true,
    };
    expect((await post(secret, '/members', invited)).status).toBeGreaterThanOrEqual(400);
  });

  it('goes by no door past its ceiling', async () => {
    const customers = { kind: 'table', id: world.table('customers') };
    const { secret } = await made(owner, customers, ['view']);
    const [record] = (await owner.post(`${world.base}/tables/customers/records/query`, {})).body
      .records;
    const doors: readonly (readonly [string, unknown])[] = [
      ['/tables/opportunities/records/query', {}],
      ['/tables/opportunities/export', { format: 'csv' }],
      ['/tables/customers/export', { format: 'csv' }],
      [
        `/tables/customers/records/${record.id}/shares`,
        { to: { kind: 'member', id: sally.id }, level: 'view' },
      ],
      ['/tables/customers/records', { records: [{ fields: { name: 'x' } }] }],
      ['/templates', { name: 'Copy', records: true }],
    ];
    for (const [path, body] of doors) {
      const { status } = await post(secret, path, body);
      expect([path, status >= 400]).toEqual([path, true]);
    }
    for (const path of [
      '/policy',
      '/policy/versions',
      '/structure',
      '/trash',
      '/organisation',
      '/audit',
      '/explain?table=opportunities',
      `/explain?table=customers&member=${sally.id}`,
    ]) {
      const { status } = await ask(`${world.base}${path}`, { secret });
      expect([path, status >= 400]).toEqual([path, true]);
    }
    // A title behind a link stands in a table that the ceiling does not name.
    const rows = await post(secret, '/tables/customers/records/query', {});
    const links = Object.values(rows.body.records as { fields: Record<string, unknown> }[])
      .flatMap(({ fields }) => Object.values(fields))
      .filter((cell) => Array.isArray(cell) && cell.some((one) => one.title !== undefined));
    expect(rows.status).toBe(200);
    expect(links).toEqual([]);
    const token = world.workspace.store.tokens().at(-1);
    const context = memberContext(world.app, world.workspace, world.owner.id, token?.id);
    expect([...(context?.access.tables.keys() ?? [])]).toEqual([customers.id]);
  });

  it('gives no share that outlasts it', async () => {
    const customers = { kind: 'table', id: world.table('customers') };
    const { secret } = await made(owner, customers);
    const [record] = (await owner.post(`${world.base}/tables/customers/records/query`, {})).body
      .records;
    const path = `/tables/customers/records/${record.id}/shares`;
    const to = { kind: 'member', id: sally.id };
    expect((await post(secret, path, { to, level: 'view' })).status).toBe(403);
    const until = noon + 1000;
    expect((await post(secret, path, { to, level: 'view', until })).status).toBe(201);
  });

  it('is not guessed: failures are counted by address', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 70; i++)
      statuses.add((await ask('/api/workspaces', { secret: `tsr_${i}` })).status);
    expect([...statuses]).toEqual([401, 429]);
    const { secret } = await made(hers, { kind: 'workspace' });
    expect((await ask('/api/workspaces', { secret })).status).toBe(200);
  });
});
