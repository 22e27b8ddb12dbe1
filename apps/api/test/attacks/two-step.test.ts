import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Member } from '@tessera/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { routes } from '../../src/routes/registry.ts';
import { codeAt } from '../authenticator.ts';
import {
  type Answer,
  type Client,
  clientOf,
  givePassword,
  makeWorld,
  type World,
} from '../world.ts';

const password = 'correct horse battery';
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await makeWorld();
  await givePassword(world, world.owner, password);
  owner = await world.as(world.owner);
});
afterAll(() => world.close());
// Limits count within windows of time: each test has its own.
beforeEach(() => {
  world.time.now += 3_600_000;
});

interface Person {
  readonly member: Member;
  readonly client: Client;
  readonly codes: readonly string[];
  /** The code of now, or of some steps away from it. */
  code(steps?: number): string;
}

let people = 0;

/** A member with a password, who has turned the second step on. */
async function person(roles: readonly string[] = ['sales']): Promise<Person> {
  people += 1;
  const member = await world.join(`Person ${'abcdefghijklmnop'[people]}`, roles);
  await givePassword(world, member, password);
  const client = await world.as(member);
  return { member, client, ...(await turnOn(client)) };
}

async function turnOn(client: Client) {
  const begun = await client.post('/api/auth/two-step/begin', { password });
  const secret = new URL(begun.body.address).searchParams.get('secret') ?? '';
  const code = (steps = 0) => codeAt(secret, world.time.now + steps * 30_000);
  const turned = await client.post('/api/auth/two-step/confirm', { code: code(-1) });
  expect(turned.status).toBe(200);
  return { code, codes: turned.body.codes as readonly string[] };
}

const cookieIn = (answer: Answer, name: string) =>
  answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0] ?? '')
    .filter((text) => text.startsWith(`tessera.${name}=`) && !text.endsWith('='));

const signIn = (email: string) => world.nobody.post('/api/auth/sign-in/email', { email, password });

/** Somebody who has given the password, with whatever cookies that left. */
async function halfway({ member }: Person): Promise<Client> {
  const answer = await signIn(member.email);
  expect(answer.body).toEqual({ secondStep: true });
  return clientOf(world.server, member.id, cookieIn(answer, 'two_factor')[0]);
}

const finish = (client: Client, code: string) => client.post('/api/auth/sign-in/code', { code });
const recover = (client: Client, recoveryCode: string) =>
  client.post('/api/auth/sign-in/recovery-code', { recoveryCode });

describe('signing in with a second step', () => {
  it('opens a session only with a code, which is taken once', async () => {
    const one = await person();
    const done = await finish(await halfway(one), one.code());
    expect(done.body.user.email).toBe(one.member.email);
    const [session] = cookieIn(done, 'session_token');
    const signedIn = clientOf(world.server, one.member.id, session);
    expect((await signedIn.get(`${world.base}/schema`)).status).toBe(200);
    // Replayed, in another challenge; and one from before it.
    const again = await finish(await halfway(one), one.code());
    expect([again.status, again.body.error.details]).toEqual([401, { step: 'code' }]);
    expect((await finish(await halfway(one), one.code(-1))).status).toBe(401);
    expect((await finish(await halfway(one), one.code(1))).status).toBe(200);
  });

  it('is not skipped with what the password alone leaves behind', async () => {
    const one = await person();
    const answer = await signIn(one.member.email);
    const all = answer.headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
    for (const cookie of [...all, all.join('; ')]) {
      const client = clientOf(world.server, one.member.id, cookie);
      expect((await client.get('/api/me')).status).toBe(401);
      expect((await client.get(`${world.base}/schema`)).status).toBe(401);
      expect((await client.get('/api/auth/get-session')).body).toBeNull();
      expect((await client.post('/api/auth/two-step/off', { password })).status).toBe(401);
    }
    expect((await finish(world.nobody, one.code())).body.error.details).toEqual({
      step: 'password',
    });
    const [challenge = ''] = cookieIn(answer, 'two_factor');
    const forged = clientOf(world.server, '', `${challenge.slice(0, -4)}AAA%3D`);
    expect((await finish(forged, one.code())).status).toBe(401);
  });

  it("does not end in somebody else's account", async () => {
    const [one, two] = [await person(), await person()];
    expect((await finish(await halfway(one), two.code())).status).toBe(401);
    expect((await recover(await halfway(one), two.codes[0] ?? '')).status).toBe(401);
  });

  it('meets each challenge once, also when it is answered twice at once', async () => {
    const one = await person();
    const client = await halfway(one);
    const both = await Promise.all([
      finish(client, one.code()),
      finish(client, one.code(1)),
      recover(client, one.codes[3] ?? ''),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await recover(client, one.codes[4] ?? '')).status).toBe(401);
  });

  it('takes each recovery code once, however it is typed, and counts those left', async () => {
    const one = await person();
    const [first = '', second = ''] = one.codes;
    const typed = ` ${first.toUpperCase().replace('-', ' ')} `;
    expect((await recover(await halfway(one), typed)).status).toBe(200);
    expect((await recover(await halfway(one), first)).status).toBe(401);
    const race = await Promise.all([
      recover(await halfway(one), second),
      recover(await halfway(one), second),
    ]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 401]);
    const left = (await one.client.get('/api/auth/two-step')).body.codesLeft;
    expect(left).toBe(one.codes.length - 2);
    const renewed = await one.client.post('/api/auth/two-step/codes', { password });
    expect(renewed.body.codes).toHaveLength(10);
    expect((await recover(await halfway(one), one.codes[5] ?? '')).status).toBe(401);
    expect((await recover(await halfway(one), renewed.body.codes[5])).status).toBe(200);
  });

  it('is not found by trying: five codes a challenge, ten in a quarter of an hour', async () => {
    const one = await person();
    const wrong = one.code(7);
    const first = await halfway(one);
    for (let n = 0; n < 5; n++) expect((await finish(first, wrong)).status).toBe(401);
    const spent = await finish(first, one.code());
    expect([spent.status, spent.body.error.details]).toEqual([401, { step: 'password' }]);
    const next = await halfway(one);
    const burst = await Promise.all(Array.from({ length: 8 }, () => finish(next, wrong)));
    expect(burst.filter(({ status }) => status === 401).length).toBeGreaterThan(0);
    expect((await finish(await halfway(one), one.code())).status).toBe(429);
    expect((await recover(await halfway(one), one.codes[0] ?? '')).status).toBe(429);
    world.time.now += 901_000;
    expect((await finish(await halfway(one), one.code())).status).toBe(200);
  });

  it('trusts no device, and knows no such wish', async () => {
    const one = await person();
    const client = await halfway(one);
    const body = { code: one.code(), trustDevice: true };
    expect((await client.post('/api/auth/sign-in/code', body)).status).toBe(400);
    for (const path of ['verify-totp', 'verify-backup-code', 'enable', 'disable', 'get-totp-uri'])
      expect((await client.post(`/api/auth/two-factor/${path}`, { password })).status).toBe(404);
  });

  it('is not left out for an account that joins a workspace by an invitation', async () => {
    const one = await person();
    const member = { ...one.member, status: 'invited' as const };
    await world.change({ kind: 'putMember', member });
    const invited = await owner.post(`${world.base}/members/${member.id}/invitation`);
    const token = invited.body.link.split('/').at(-1);
    const joined = await world.nobody.post(`/api/invitations/${token}`, { password });
    expect(joined.body).toEqual({ workspace: world.workspace.id, signIn: true });
    expect(joined.headers.getSetCookie()).toEqual([]);
  });
});

describe('turning the second step on and off', () => {
  it('needs the password, and is not begun over one that stands', async () => {
    const member = await world.join('Wanda Wrong', ['sales']);
    await givePassword(world, member, password);
    const client = await world.as(member);
    for (const path of ['begin', 'codes', 'off']) {
      const refused = await client.post(`/api/auth/two-step/${path}`, { password: 'not this one' });
      expect([path, refused.status]).toEqual([path, 401]);
    }
    expect((await client.post('/api/auth/two-step/codes', { password })).status).toBe(409);
    // Begun and not confirmed: nothing has changed yet.
    await client.post('/api/auth/two-step/begin', { password });
    expect((await client.post('/api/auth/two-step/confirm', { code: '000000' })).status).toBe(400);
    expect((await signIn(member.email)).body.user.email).toBe(member.email);
    const { code } = await turnOn(client);
    expect((await client.post('/api/auth/two-step/begin', { password })).status).toBe(409);
    expect((await client.post('/api/auth/two-step/confirm', { code: code() })).status).toBe(409);
    expect((await client.post('/api/auth/two-step/off', {})).status).toBe(400);
    expect((await signIn(member.email)).body).toEqual({ secondStep: true });
    expect((await client.post('/api/auth/two-step/off', { password })).status).toBe(200);
    expect((await signIn(member.email)).body.user.email).toBe(member.email);
  });

  it('ends other sessions, and keeps nothing that can be read in the database', async () => {
    const member = await world.join('Ella Elsewhere', ['sales']);
    await givePassword(world, member, password);
    const [elsewhere = ''] = cookieIn(await signIn(member.email), 'session_token');
    const other = clientOf(world.server, member.id, elsewhere);
    expect((await other.get('/api/me')).status).toBe(200);
    const { codes } = await turnOn(await world.as(member));
    expect((await other.get('/api/me')).status).toBe(401);
    const user = await world.app.accounts.userOfMember(world.workspace.id, member.id);
    const kept = JSON.stringify(await world.app.accounts.secondStep(user ?? ''));
    for (const code of codes) expect(kept).not.toContain(code.slice(0, 5));
  });
});

/** A socket of this client on a real server: whether it was let in, and whether it is closed by now. */
async function connect(client: Client) {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createAdaptorServer({
    fetch: world.server.fetch,
    websocket: { server: sockets as never },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${world.base}/live`, {
    headers: { cookie: client.cookie ?? '' },
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
  const end = async () => {
    socket.terminate();
    for (const one of sockets.clients) one.terminate();
    await new Promise((resolve) => server.close(resolve));
  };
  return { status, closed, end };
}

describe('a workspace that asks for the second step', () => {
  const ask = (requireTwoStep: boolean, client = owner) =>
    client.put(`${world.base}/security`, { requireTwoStep });

  it('closes at once to members without it, and opens when they have set it up', async () => {
    const without = await world.join('Wim Without', ['sales']);
    await givePassword(world, without, password);
    const client = await world.as(without);
    const one = await person();
    expect((await ask(true, client)).status).toBe(403);
    expect((await ask(true)).status).toBe(409);
    await turnOn(owner);
    const [open, stays] = [await connect(client), await connect(one.client)];
    expect([open.status, stays.status]).toEqual([101, 101]);
    expect((await ask(true)).status).toBe(200);
    await open.closed;
    const again = await connect(client);
    expect(again.status).toBe(403);
    for (const { method, path, access } of routes) {
      if (access !== 'member' || path.endsWith('/live')) continue;
      const at = path.replace('{ws}', world.workspace.id).replaceAll(/\{\w+\}/g, 'x');
      const send = method === 'get' ? client.get : method === 'delete' ? client.delete : null;
      const answer = send
        ? await send(`/api${at}`)
        : await client[method as 'post' | 'put' | 'patch'](`/api${at}`, {});
      expect([method, path, answer.status, answer.body.error?.code]).toEqual([
        method,
        path,
        403,
        'two_step_required',
      ]);
    }
    expect((await one.client.get(`${world.base}/schema`)).status).toBe(200);
    const state = await client.get('/api/auth/two-step');
    expect(state.body).toEqual({ on: false, required: ['Lighthouse'] });
    await turnOn(client);
    expect((await client.get(`${world.base}/schema`)).status).toBe(200);
    expect((await client.post('/api/auth/two-step/off', { password })).status).toBe(403);
    // Not a member: told of nothing, whatever is asked for.
    const stranger = await world.join('Sten Stranger', ['sales']);
    const strange = await world.as(stranger);
    await world.change({ kind: 'putMember', member: { ...stranger, status: 'deactivated' } });
    expect((await strange.get(`${world.base}/schema`)).status).toBe(404);
    await Promise.all([open.end(), stays.end(), again.end()]);
  });

  it('shows who has it to those who secure it, and lets them reset it with a reason', async () => {
    const one = await person();
    const listed = async (client: Client) =>
      (await client.get(`${world.base}/members`)).body.members.find(
        ({ id }: { id: string }) => id === one.member.id,
      );
    expect((await listed(owner)).twoStep).toBe(true);
    expect(await listed(one.client)).not.toHaveProperty('twoStep');
    const path = `${world.base}/members/${one.member.id}/reset-two-step`;
    const colleague = await person();
    expect((await colleague.client.post(path, { reason: 'Lost phone' })).status).toBe(403);
    expect((await owner.post(path, { reason: ' ' })).status).toBe(400);
    expect((await owner.post(path, { reason: 'Lost phone' })).status).toBe(200);
    expect((await one.client.get('/api/me')).status).toBe(401);
    expect((await listed(owner)).twoStep).toBe(false);
    expect((await signIn(one.member.email)).body.user.email).toBe(one.member.email);
    expect((await owner.post(path, { reason: 'Again' })).status).toBe(409);
    const nobody = `${world.base}/members/memnothere/reset-two-step`;
    expect((await owner.post(nobody, { reason: 'Who' })).status).toBe(404);
    const self = `${world.base}/members/${world.owner.id}/reset-two-step`;
    expect((await owner.post(self, { reason: 'Me' })).status).toBe(403);
  });
});
