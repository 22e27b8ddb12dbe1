import { isDenial } from '@tessera/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Client,
  clientOf,
  givePassword,
  makeWorld,
  noon,
  type World,
} from '../../test/world.ts';
import { liveHub } from '../live/hub.ts';
import { memberOf } from '../operations/enter-workspace.ts';
import { sessionOf } from './session.ts';

const password = 'correct horse battery';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';
let world: World;
let here: Client;
let there: Client;

beforeAll(async () => {
  world = await makeWorld();
  await givePassword(world, world.owner, password);
});
afterAll(() => world.close());

beforeEach(async () => {
  world.time.now = noon;
  here = await signIn();
  await here.post('/api/auth/revoke-other-sessions');
  there = await signIn();
});

async function signIn(): Promise<Client> {
  const body = { email: world.owner.email, password };
  const answer = await world.nobody.post('/api/auth/sign-in/email', body, {
    'user-agent': firefox,
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  return clientOf(world.server, world.owner.id, cookie);
}

const sessions = async (client: Client) => (await client.get('/api/auth/sessions')).body.sessions;

/** Opens a live socket of this client; gives the frames it got and how it was closed. */
async function socketOf(client: Client) {
  const got: string[] = [];
  const account = await sessionOf(world.app, client.cookie ?? null);
  if (!account) throw new Error('nobody is signed in');
  const context = await memberOf(account, world.workspace.id);
  if (isDenial(context)) throw new Error(context.message);
  const socket = {
    send: (text: string) => void got.push((JSON.parse(text) as { type: string }).type),
    close: (code: number) => void got.push(`closed ${code}`),
    terminate: () => void got.push('cut'),
    ping: () => {},
    bufferedAmount: 0,
  };
  const { id } = account.session;
  const visitor = { member: client.member, session: id, stillSignedIn: async () => true };
  liveHub(world.app).connect(context, socket, visitor);
  return got;
}

describe('the sessions of an account', () => {
  it('are shown with device and last use, this one marked', async () => {
    world.time.now = noon + 20 * 60_000;
    await there.get('/api/me');
    const shown = await sessions(here);
    expect(shown).toHaveLength(2);
    const mine = shown.find(({ current }: { current: boolean }) => current);
    expect(mine).toMatchObject({ browser: 'Firefox', system: 'Linux', createdAt: noon });
    const { usedAt } = shown.find(({ current }: { current: boolean }) => !current);
    expect(usedAt).toBe(noon + 20 * 60_000);
  });

  it('end one by one, and their sockets with them', async () => {
    const [open, kept] = [await socketOf(there), await socketOf(here)];
    const shown = await sessions(here);
    const other = shown.find(({ current }: { current: boolean }) => !current);
    expect((await here.delete(`/api/auth/sessions/${other.id}`)).status).toBe(200);
    expect(open).toEqual(['bye', 'closed 1000']);
    expect(kept).toEqual([]);
    expect((await there.get('/api/me')).status).toBe(401);
    expect((await here.delete(`/api/auth/sessions/${other.id}`)).status).toBe(404);
  });

  it('end all but this one', async () => {
    const open = await socketOf(there);
    expect((await here.post('/api/auth/revoke-other-sessions')).status).toBe(200);
    expect(open).toEqual(['bye', 'closed 1000']);
    expect(await sessions(here)).toHaveLength(1);
  });

  it('close their sockets when they are signed out of', async () => {
    const open = await socketOf(there);
    expect((await there.post('/api/auth/sign-out')).status).toBe(200);
    expect(open).toEqual(['bye', 'closed 1000']);
  });

  it('stay this one when its password changes, and no other', async () => {
    const [open, kept] = [await socketOf(there), await socketOf(here)];
    const body = { currentPassword: password, newPassword: password };
    expect((await here.post('/api/auth/change-password', body)).status).toBe(200);
    expect(open).toEqual(['bye', 'closed 1000']);
    expect(kept).toEqual([]);
    expect((await here.get('/api/me')).status).toBe(200);
  });

  it('of somebody else are as good as none', async () => {
    const stranger = await world.as(await world.join('Sally Stranger', ['sales']));
    const [own] = await sessions(here);
    const refused = await stranger.delete(`/api/auth/sessions/${own.id}`);
    const absent = await stranger.delete('/api/auth/sessions/nothere');
    expect(refused.status).toBe(404);
    expect(refused.text).toBe(absent.text);
    expect((await world.nobody.get('/api/auth/sessions')).status).toBe(401);
  });

  it('of a member who is deactivated close at once', async () => {
    const gone = await world.join('Gus Gone', ['sales']);
    const open = await socketOf(await world.as(gone));
    await here.patch(`${world.base}/members/${gone.id}`, { status: 'deactivated' });
    expect(open).toEqual(['bye', 'closed 1000']);
  });
});
