import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signedValue } from '../../src/auth/signed-cookie.ts';
import { keyFor } from '../../src/secret.ts';
import { type Running, startServer } from '../../src/server.ts';
import { type Client, clientOf, makeEmpty } from '../world.ts';

type Empty = Awaited<ReturnType<typeof makeEmpty>>;
const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';
const wanted = (token: string) => ({ token, language: 'en', timeZone: 'UTC' });

describe('the demo company and whoever is not its holder', () => {
  let empty: Empty;
  let holder: Client;
  let key: string;
  let workspace: string;
  const ask = async (client: Client) => [
    await client.get('/api/demo'),
    await client.post('/api/demo/persona', { persona: 'management' }),
    await client.post('/api/demo/persona', { persona: 'management', pane: true }),
    await client.delete('/api/demo'),
  ];
  const stranger = (cookie?: string) => clientOf(empty.server, '', cookie);

  beforeAll(async () => {
    empty = await makeEmpty({ demoSize: 3 });
    const made = await stranger().post('/api/demo', wanted(empty.token));
    expect(made.status, made.text).toBe(201);
    expect(made.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/);
    key = cookieOf(made.headers);
    holder = stranger(key);
    workspace = (await holder.get('/api/demo')).body.workspace;
  });
  afterAll(() => empty.close());

  it('attack 14: without the key, with a forged one, with a key of another use it does not exist', async () => {
    const { secret } = empty.app;
    const [name = '', value = ''] = key.split('=');
    const text = decodeURIComponent(value).split('.')[0] ?? '';
    const demo = keyFor(secret, 'demo').toString('base64url');
    const session = keyFor(secret, 'sign-in').toString('base64url');
    const nothing = (await stranger().get('/api/nowhere')).text;
    for (const cookie of [
      undefined,
      `${name}=`,
      `${name}=${text}`,
      `${name}=${value.slice(0, -6)}AAAA%3D`,
      // Signed by the server for another use; signed for this one, over another key; the token of the set-up.
      `${name}=${signedValue(text, session)}`,
      `${name}=${signedValue('guess', demo)}`,
      `${name}=${signedValue(empty.token, demo)}`,
      `tessera.session_token=${value}`,
      `tessera.pane_management=${value}`,
    ]) {
      for (const answer of await ask(stranger(cookie))) {
        expect([cookie, answer.status, answer.text]).toEqual([cookie, 404, nothing]);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
      expect((await stranger(cookie).get(`/api/workspaces/${workspace}`)).status).toBe(401);
    }
    expect((await stranger().post('/api/demo', wanted('guess'))).text).toBe(
      (
        await stranger().post('/api/setup', {
          ...wanted('guess'),
          name: 'A',
          email: 'a@example.com',
          password: 'correct horse battery',
          workspace: 'A',
          templates: [],
        })
      ).text,
    );
  });

  it('attack 49: a session of a persona does not take another one, make or end the demo', async () => {
    const taken = await holder.post('/api/demo/persona', { persona: 'sales' });
    const sales = stranger(cookieOf(taken.headers));
    expect((await sales.get(`/api/workspaces/${workspace}`)).status).toBe(200);
    for (const answer of await ask(sales)) expect(answer.status).toBe(404);
    // The name of a frame chooses among one's own cookies and gives none.
    for (const pane of ['management', 'administrator', 'sales']) {
      const answer = await sales.get(`/api/workspaces/${workspace}`, { 'x-tessera-pane': pane });
      expect([pane, answer.status]).toEqual([pane, 401]);
    }
  });

  it('attack 59: there are six personas and no others', async () => {
    for (const persona of [
      'owner',
      'founder',
      'it-1',
      '',
      '__proto__',
      'constructor',
      'SALES',
      1,
      null,
      ['sales'],
    ]) {
      for (const client of [holder, stranger()]) {
        const answer = await client.post('/api/demo/persona', { persona });
        expect([persona, answer.status]).toEqual([persona, 400]);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    const more = await holder.post('/api/demo/persona', { persona: 'sales', member: 'mem1' });
    expect(more.status).toBe(400);
  });

  it('refuses a page of another site even with the key', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect((await holder.post('/api/demo/persona', { persona: 'sales' }, headers)).status).toBe(
        403,
      );
    }
  });

  it('opens nothing for somebody who was deactivated in it', async () => {
    const admin = stranger(
      cookieOf((await holder.post('/api/demo/persona', { persona: 'administrator' })).headers),
    );
    const service = (await holder.get('/api/demo')).body.personas.find(
      (one: { persona: string }) => one.persona === 'service',
    );
    const base = `/api/workspaces/${workspace}`;
    expect(
      (await admin.patch(`${base}/members/${service.member}`, { status: 'deactivated' })).status,
    ).toBe(200);
    const answer = await holder.post('/api/demo/persona', { persona: 'service' });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([409, []]);
    expect((await holder.post('/api/demo/persona', { persona: 'finance' })).status).toBe(200);
  });
});

/** A server with a demo of its own, where it listens. */
async function running(data: string, databaseUrl?: string): Promise<Running> {
  return await startServer(
    {
      port: 0,
      host: '127.0.0.1',
      data,
      log: 'silent',
      ...(databaseUrl !== undefined && { databaseUrl }),
    },
    { log: pino({ level: 'silent' }), demoSize: 3 },
  );
}

describe('the end of a demo company', () => {
  const data = mkdtempSync(join(tmpdir(), 'tessera-demo-'));
  const url = new URL(process.env.TEST_PG_URL ?? 'postgres://none');
  const database = `demo_${process.pid}`;
  const sql = async <Row extends object>(text: string, where = url): Promise<readonly Row[]> => {
    const client = new pg.Client({ connectionString: where.href });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  let server: Running;
  beforeAll(async () => {
    await sql(`CREATE DATABASE ${database}`);
    const own = new URL(url);
    own.pathname = `/${database}`;
    server = await running(data, own.href);
  });
  afterAll(async () => {
    await server.close();
    await sql(`DROP DATABASE ${database} WITH (FORCE)`);
    rmSync(data, { recursive: true, force: true });
  });

  it('attack 33: closes every socket at once, and leaves no schema and no account in PostgreSQL', async () => {
    const own = new URL(url);
    own.pathname = `/${database}`;
    const send = (method: string, path: string, body: object | null, cookie = '') =>
      fetch(`${server.url}/api${path}`, {
        method,
        headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    const token = new URL((await server.setupUrl()) ?? 'none:').searchParams.get('token') ?? '';
    const key = cookieOf((await send('POST', '/demo', wanted(token))).headers);
    const page = await send('POST', '/demo/persona', { persona: 'sales' }, key);
    const frame = await send('POST', '/demo/persona', { persona: 'finance', pane: true }, key);
    const { workspace } = (await page.json()) as { workspace: string };
    const cookies = [key, cookieOf(page.headers), cookieOf(frame.headers)].join('; ');
    const address = `${server.url.replace('http', 'ws')}/api/workspaces/${workspace}/live`;
    const open = async (query: string) => {
      const socket = new WebSocket(`${address}${query}`, { headers: { cookie: cookies } });
      const frames: string[] = [];
      socket.on('message', (text) => frames.push(String(text)));
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return { frames, closed };
    };
    const both = [await open(''), await open('?pane=finance')];
    // A frame of somebody whose cookie is not there is nobody.
    await expect(open('?pane=management')).rejects.toThrow('401');
    const schemas = () =>
      sql<{ name: string }>(
        `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'tessera_%'`,
        own,
      );
    expect((await schemas()).map(({ name }) => name).sort()).toEqual(
      ['tessera_accounts', `tessera_${workspace}`].sort(),
    );

    expect((await send('DELETE', '/demo', null, cookies)).status).toBe(200);
    await Promise.all(both.map(({ closed }) => closed));
    for (const { frames } of both) expect(frames.at(-1)).toContain('"bye"');
    expect((await schemas()).map(({ name }) => name)).toEqual(['tessera_accounts']);
    for (const table of ['"user"', 'session', 'workspaces', 'memberships', 'demo']) {
      expect([table, await sql(`SELECT 1 FROM tessera_accounts.${table}`, own)]).toEqual([
        table,
        [],
      ]);
    }
    expect((await send('GET', '/me', null, cookies)).status).toBe(401);
    // And it can be made once more.
    const next = new URL((await server.setupUrl()) ?? 'none:').searchParams.get('token') ?? '';
    expect((await send('POST', '/demo', wanted(next))).status).toBe(201);
  });
});
