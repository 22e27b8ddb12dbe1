import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  clientOf,
  givePassword,
  makeWorld,
  origin,
  type World,
} from '../../test/world.ts';

const password = 'correct horse battery';
let world: World;

beforeAll(async () => {
  world = await makeWorld({ slowHash: true });
  await givePassword(world, world.owner, password);
});
afterAll(() => world.close());

const signIn = (email: string, given: string) =>
  world.nobody.post('/api/auth/sign-in/email', { email, password: given });

/** The client of a session made with a password. */
async function signedInByPassword(): Promise<Client> {
  const answer = await signIn(world.owner.email, password);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  return clientOf(world.server, world.owner.id, cookie);
}

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, and never the token in the body', async () => {
    const answer = await signIn(world.owner.email.toUpperCase(), password);
    expect(answer.status).toBe(200);
    expect(answer.body.user.email).toBe(world.owner.email);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^tessera\.session_token=.*HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '?';
    expect(answer.text).not.toContain(token);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await signIn(world.owner.email, 'not the right one');
    const unknown = await signIn('nobody@example.com', 'not the right one');
    expect(wrong.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    expect(unknown.status).toBe(wrong.status);
  });

  it('slows down whoever guesses, for this address and account', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await signIn('guess@example.com', 'guess guess');
    const limited = await signIn('guess@example.com', 'guess guess');
    expect(limited.status).toBe(429);
    expect(limited.body.error.code).toBe('rate_limited');
    world.time.now += 61_000;
    expect((await signIn('guess@example.com', 'guess guess')).status).toBe(401);
  });

  it('opens no other path of the sign-in library', async () => {
    for (const path of [
      'sign-up/email',
      'update-user',
      'list-sessions',
      'request-password-reset',
      'ok',
    ]) {
      const answer = await world.nobody.post(`/api/auth/${path}`, {});
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('refuses unknown keys', async () => {
    const answer = await world.nobody.post('/api/auth/sign-in/email', {
      email: world.owner.email,
      password,
      callbackURL: 'https://elsewhere.example',
    });
    expect(answer.status).toBe(400);
  });
});

describe('a session', () => {
  it('is known by its signature: a changed cookie is nobody', async () => {
    const client = await signedInByPassword();
    expect((await client.get('/api/me')).body.email).toBe(world.owner.email);
    const forged = client.cookie?.replace(
      /=(.)/,
      (_, first: string) => `=${first === 'a' ? 'b' : 'a'}`,
    );
    expect((await clientOf(world.server, '', forged).get('/api/me')).status).toBe(401);
    const unsigned = client.cookie?.split('.').slice(0, 2).join('.');
    expect((await clientOf(world.server, '', unsigned).get('/api/me')).status).toBe(401);
  });

  it('is over at once after signing out, also for a copy of its cookie', async () => {
    const client = await signedInByPassword();
    expect((await client.get('/api/auth/get-session')).body.user.email).toBe(world.owner.email);
    expect((await client.post('/api/auth/sign-out')).status).toBe(200);
    expect((await client.get('/api/me')).status).toBe(401);
    expect((await client.get('/api/auth/get-session')).body).toBe(null);
  });

  it('ends for a member who is deactivated', async () => {
    const member = await world.join('Greta Gone', ['sales']);
    const client = await world.as(member);
    const owner = await world.as(world.owner);
    expect((await client.get(`${world.base}/schema`)).status).toBe(200);
    const done = await owner.patch(`${world.base}/members/${member.id}`, { status: 'deactivated' });
    expect(done.status).toBe(200);
    expect((await client.get(`${world.base}/schema`)).status).toBe(401);
  });

  it('does not reach a workspace whose member is not active, and tells nothing of it', async () => {
    const member = await world.join('Ida Idle', ['sales']);
    const client = await world.as(member);
    await world.change({ kind: 'putMember', member: { ...member, status: 'deactivated' } });
    const gone = await client.get(`${world.base}/schema`);
    const absent = await client.get('/api/workspaces/wspnosuchplace/schema');
    expect(gone.status).toBe(404);
    expect(gone.text).toBe(absent.text);
    expect((await client.get('/api/workspaces')).body.workspaces).toEqual([]);
  });

  it('changes its password only for a strong one, and other sessions end', async () => {
    const client = await signedInByPassword();
    const other = await signedInByPassword();
    const weak = { currentPassword: password, newPassword: 'olivia owner' };
    expect((await client.post('/api/auth/change-password', weak)).status).toBe(400);
    const wrong = { currentPassword: 'something else', newPassword: 'a meadow of quiet lamps' };
    expect((await client.post('/api/auth/change-password', wrong)).status).toBe(401);
    const strong = { currentPassword: password, newPassword: 'a meadow of quiet lamps' };
    expect((await client.post('/api/auth/change-password', strong)).status).toBe(200);
    expect((await other.get('/api/me')).status).toBe(401);
    expect((await signIn(world.owner.email, 'a meadow of quiet lamps')).status).toBe(200);
    await client.post('/api/auth/sign-out');
  });
});

describe('requests from elsewhere', () => {
  let client: Client;
  beforeAll(async () => {
    client = await world.as(await world.join('Paul Page', ['sales']));
  });

  it('refuses to change anything for a page of another site', async () => {
    const path = `${world.base}/tables/customers/records`;
    const body = { records: [{ fields: {} }] };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:9999' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const answer = await client.post(path, body, headers);
      expect([headers, answer.status]).toEqual([headers, 403]);
    }
    for (const headers of [{ origin }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      expect([400, 201]).toContain((await client.post(path, body, headers)).status);
    }
  });

  it('refuses a form of another site by its content type', async () => {
    const answer = await client.post(`${world.base}/tables/customers/records`, '{"records":[]}', {
      'content-type': 'text/plain',
    });
    expect(answer.status).toBe(400);
  });

  it('does not trust a name that merely resolves here', async () => {
    const answer = await client.post(
      '/api/auth/sign-out',
      {},
      {
        host: 'rebound.example',
        origin: 'http://rebound.example',
      },
    );
    expect(answer.status).toBe(403);
  });

  it('tells browsers to run and frame nothing that is not ours', async () => {
    const { headers } = await world.nobody.get('/api/health');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
