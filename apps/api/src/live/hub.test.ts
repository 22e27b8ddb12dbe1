import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { LiveMessage, LiveRequest } from '@tessera/protocol';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import { createAccount } from '../auth/passwords.ts';
import { openSession } from '../auth/session.ts';
import { readRecords } from '../operations/read-records.ts';
import { liveRoutes } from '../routes/live.ts';
import { applyDelta, type Shown } from './difference.ts';
import { liveHub } from './hub.ts';

let small: SmallWorkspace;
let server: ServerType;
let sockets: WebSocketServer;
let port: number;
const cookies = new Map<string, string>();
const open: Client[] = [];

/** A person at a screen: what was sent, and what it adds up to. */
class Client {
  readonly frames: LiveMessage[] = [];
  readonly windows = new Map<string, Shown>();
  closed = false;
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as LiveMessage));
    socket.on('close', () => {
      this.closed = true;
    });
    open.push(this);
  }

  #take(frame: LiveMessage): void {
    this.frames.push(frame);
    if (frame.type === 'snapshot') this.windows.set(frame.sub, frame);
    if (frame.type === 'closed') this.windows.delete(frame.sub);
    if (frame.type !== 'delta') return;
    const before = this.windows.get(frame.sub);
    if (before) this.windows.set(frame.sub, applyDelta(frame, before));
  }

  send(request: LiveRequest): void {
    this.socket.send(JSON.stringify(request));
  }

  async subscribe(table: string, query: object = {}, sub = 's'): Promise<void> {
    this.send({ type: 'subscribe', sub, table, query, offset: 0, limit: 100 });
    await this.until(() => this.windows.has(sub) || this.frames.at(-1)?.type === 'error');
  }

  names(sub = 's'): unknown[] {
    return (this.windows.get(sub)?.records ?? []).map(
      ({ fields }) => fields.flddeal ?? fields.fldname,
    );
  }

  /** Waits for something to be true, for at most the second that a change may take. */
  async until(test: () => boolean): Promise<void> {
    const end = Date.now() + 1000;
    while (!test()) {
      if (Date.now() > end) throw new Error(`not within a second: ${JSON.stringify(this.frames)}`);
      await pause(5);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Long enough for whatever was to be sent to have been sent. */
const settle = () => pause(150);

async function signIn(member: string): Promise<void> {
  const { name, email } = small.as(member).member;
  const user = await createAccount(small.app, { name, email, password: 'not asked for here' });
  await small.app.accounts.putMembershipIndex(user, small.workspace.id, member);
  cookies.set(member, (await openSession(small.app, user)).split(';')[0] ?? '');
}

const address = (workspace = small.workspace.id) =>
  `ws://127.0.0.1:${port}/api/workspaces/${workspace}/live`;

async function connect(member: string): Promise<Client> {
  const socket = new WebSocket(address(), {
    headers: { cookie: cookies.get(member) ?? '', origin: `http://127.0.0.1:${port}` },
  });
  const client = new Client(socket);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return client;
}

/** Status of the answer to an upgrade that is refused. */
async function refusal(headers: Record<string, string>, workspace?: string): Promise<number> {
  const socket = new WebSocket(address(workspace), { headers });
  return await new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('open', () => reject(new Error('was let in')));
    socket.on('error', () => undefined);
  });
}

const sales = { kind: 'role', id: 'rolsales' } as const;
const own = { kind: 'any', of: [{ kind: 'own' }] } as const;
const rules = [
  {
    to: sales,
    on: { kind: 'table', id: 'tbldeals' },
    actions: ['view', 'edit'],
    scope: own,
    fields: { default: 'edit', except: [{ field: 'fldamount', level: 'hidden' }] },
  },
] as const;

beforeEach(async () => {
  small = await smallWorkspace();
  await small.addMember('memsam', 'Sam Seller', ['rolsales']);
  await small.addMember('memtia', 'Tia Teller', ['rolsales']);
  await small.rule(rules);
  await small.create('tbldeals', 'recone', { flddeal: 'One', fldowner: 'memsam', fldamount: 100 });
  await small.create('tbldeals', 'rectwo', { flddeal: 'Two', fldowner: 'memtia', fldamount: 200 });
  for (const member of ['memsam', 'memtia', small.owner]) await signIn(member);
  const api = new Hono();
  liveRoutes(api, small.app);
  const app = new Hono().route('/api', api);
  sockets = new WebSocketServer({ noServer: true });
  server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: sockets as never },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const { socket } of open.splice(0)) socket.terminate();
  server.close();
  await small.close();
});

describe('live windows', () => {
  it('lets in members of the workspace with their own cookie and origin, others as if there were nothing', async () => {
    const cookie = cookies.get('memsam') ?? '';
    const origin = `http://127.0.0.1:${port}`;
    expect(await refusal({ origin })).toBe(401);
    expect(await refusal({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await refusal({ cookie, origin }, 'wspnothing00000')).toBe(404);
    await small.organise({
      kind: 'putMember',
      member: { ...small.as('memsam').member, status: 'deactivated' },
    });
    expect(await refusal({ cookie, origin })).toBe(404);
  });

  it('shows a window as a request would, then an edit to those who may see it and no frame to others', async () => {
    const [sam, tia, owner] = [
      await connect('memsam'),
      await connect('memtia'),
      await connect(small.owner),
    ];
    for (const client of [sam, tia, owner]) await client.subscribe('deals');
    expect(sam.names()).toEqual(['One']);
    expect(owner.names()).toEqual(['One', 'Two']);
    const answer = await readRecords(small.as('memsam'), 'deals', {});
    expect(sam.windows.get('s')?.records).toEqual('records' in answer ? answer.records : null);

    const edited = Date.now();
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { flddeal: 'Uno' } });
    await sam.until(() => sam.names()[0] === 'Uno');
    await owner.until(() => owner.names()[0] === 'Uno');
    expect(Date.now() - edited).toBeLessThan(500);
    // The amount is hidden from sales: nothing is sent, not even a frame without a cell.
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldamount: 999 } });
    await owner.until(() => owner.windows.get('s')?.records[0]?.fields.fldamount === 9.99);
    await settle();
    expect(tia.frames).toHaveLength(1);
    expect(sam.frames.map(({ n, type }) => [n, type])).toEqual([
      [1, 'snapshot'],
      [2, 'delta'],
    ]);
    expect(sam.frames[1]).toMatchObject({
      leave: [],
      enter: [],
      update: [{ id: 'recone', fields: { flddeal: 'Uno' }, gone: [] }],
    });
  });

  it('lets records enter and leave when they change hands, and says nothing of the deletion of an unseen one', async () => {
    const [sam, tia] = [await connect('memsam'), await connect('memtia')];
    await sam.subscribe('deals');
    await tia.subscribe('deals');
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldowner: 'memtia' } });
    await sam.until(() => sam.names().length === 0);
    await tia.until(() => tia.names().length === 2);
    expect(sam.frames.at(-1)).toMatchObject({ leave: ['recone'], enter: [], order: [], total: 0 });
    const before = sam.frames.length;
    await small.write('tbldeals', { kind: 'delete', id: 'recone' });
    await tia.until(() => tia.names().length === 1);
    await settle();
    expect(sam.frames).toHaveLength(before);
  });

  it('reads again what another table decides: deals of my customers, and titles behind links', async () => {
    await small.rule([
      { ...rules[0], scope: { kind: 'any', of: [{ kind: 'via', link: 'fldcustomer' }] } },
      { to: sales, on: { kind: 'table', id: 'tblcustomers' }, actions: ['view'], scope: own },
    ]);
    await small.create('tblcustomers', 'recacme', { fldname: 'Acme', fldcowner: 'memtia' });
    await small.write('tbldeals', {
      kind: 'update',
      id: 'recone',
      cells: { fldcustomer: ['recacme'] },
    });
    const [sam, tia] = [await connect('memsam'), await connect('memtia')];
    await sam.subscribe('deals');
    await tia.subscribe('deals');
    expect([sam.names(), tia.names()]).toEqual([[], ['One']]);
    await small.write('tblcustomers', {
      kind: 'update',
      id: 'recacme',
      cells: { fldname: 'Acme 2' },
    });
    await tia.until(() => JSON.stringify(tia.windows.get('s')).includes('Acme 2'));
    await small.write('tblcustomers', {
      kind: 'update',
      id: 'recacme',
      cells: { fldcowner: 'memsam' },
    });
    await sam.until(() => sam.names()[0] === 'One');
    await tia.until(() => tia.names().length === 0);
    expect(tia.frames.at(-1)).toMatchObject({ leave: ['recone'] });
  });

  it('closes what is no longer mine within a second when a role or a rule is taken away', async () => {
    const sam = await connect('memsam');
    const owner = await connect(small.owner);
    await sam.subscribe('deals');
    await owner.subscribe('deals');
    await small.rule([{ ...rules[0], actions: ['view'] }]);
    await sam.until(() => sam.frames.at(-1)?.type === 'snapshot' && sam.frames.length === 3);
    expect(sam.frames.map(({ type }) => type)).toEqual(['snapshot', 'access', 'snapshot']);
    expect(sam.windows.get('s')?.outcomes[0]?.actions).toEqual(['view']);
    await small.organise({
      kind: 'removeMembership',
      group: { kind: 'role', id: 'rolsales' },
      holder: { kind: 'member', id: 'memsam' },
    });
    await sam.until(() => sam.frames.at(-1)?.type === 'closed');
    expect(sam.windows.size).toBe(0);
    // To the owner nothing changed but the people he manages.
    await settle();
    expect(owner.frames.map(({ type }) => type)).toEqual(['snapshot', 'access', 'snapshot']);
  });

  it('tells nothing of rules and fields that make no difference to me', async () => {
    const [sam, owner] = [await connect('memsam'), await connect(small.owner)];
    await sam.subscribe('deals');
    await owner.subscribe('deals');
    const first = owner.frames.length;
    await small.rule([
      ...rules,
      {
        to: { kind: 'role', id: 'rolother' },
        on: { kind: 'table', id: 'tbldeals' },
        actions: ['view'],
        scope: { kind: 'all' },
      },
    ]);
    await small.addField('tblcustomers', {
      id: 'fldsecret',
      name: 'Secret',
      slug: 'secret',
      classes: [],
      type: 'text',
    });
    await owner.until(() => owner.frames.length > first);
    await settle();
    expect(sam.frames).toHaveLength(1);
  });

  it('notices by itself when access ends', async () => {
    const sam = await connect('memsam');
    await small.rule([{ ...rules[0], until: Date.now() + 400 }]);
    await sam.subscribe('deals');
    expect(sam.names()).toEqual(['One']);
    await sam.until(() => sam.frames.at(-1)?.type === 'closed');
  });

  it('says goodbye to a member who is deactivated and to a session that has ended', async () => {
    const [sam, tia] = [await connect('memsam'), await connect('memtia')];
    await sam.subscribe('deals');
    await small.organise({
      kind: 'putMember',
      member: { ...small.as('memsam').member, status: 'deactivated' },
    });
    await sam.until(() => sam.closed);
    expect(sam.frames.at(-1)?.type).toBe('bye');
    const cookie = cookies.get('memtia')?.split('=')[1] ?? '';
    const token = decodeURIComponent(cookie).split('.')[0] ?? '';
    await (await (await small.app.auth()).$context).internalAdapter.deleteSession(token);
    await liveHub(small.app).checkAll();
    await tia.until(() => tia.closed);
    expect(tia.frames.at(-1)?.type).toBe('bye');
  });

  it('moves a window and keeps it in order', async () => {
    for (let index = 0; index < 30; index += 1) {
      const number = String(index).padStart(2, '0');
      await small.create('tbldeals', `recn${number}`, {
        flddeal: `N${number}`,
        fldowner: 'memsam',
      });
    }
    const sam = await connect('memsam');
    const query = { sort: [{ field: 'deal', direction: 'desc' as const }], search: 'N' };
    sam.send({ type: 'subscribe', sub: 's', table: 'deals', query, offset: 0, limit: 3 });
    await sam.until(() => sam.windows.has('s'));
    expect(sam.names()).toEqual(['One', 'N29', 'N28']);
    sam.send({ type: 'window', sub: 's', offset: 10, limit: 2 });
    await sam.until(() => sam.names()[0] === 'N20');
    await small.write('tbldeals', { kind: 'delete', id: 'recn25' });
    await sam.until(() => sam.names()[0] === 'N19');
    expect(sam.frames.at(-1)).toMatchObject({
      type: 'delta',
      leave: ['recn20'],
      order: ['recn19', 'recn18'],
      total: 30,
    });
  });

  it('refuses unknown fields, broken messages and too many subscriptions', async () => {
    const sam = await connect('memsam');
    sam.send({
      type: 'subscribe',
      sub: 'h',
      table: 'deals',
      query: { sort: [{ field: 'amount', direction: 'asc' }] },
      offset: 0,
      limit: 10,
    });
    await sam.until(() => sam.frames.length === 1);
    expect(sam.frames[0]).toMatchObject({
      type: 'error',
      sub: 'h',
      error: { code: 'unknown_field' },
    });
    sam.socket.send('{"type":');
    sam.socket.send('{"type":"ping","more":1}');
    sam.send({ type: 'ping' });
    await sam.until(() => sam.frames.length === 4);
    expect(sam.frames.slice(1).map(({ type }) => type)).toEqual(['error', 'error', 'pong']);
    for (let index = 0; index < 20; index += 1) await sam.subscribe('deals', {}, `s${index}`);
    sam.send({ type: 'subscribe', sub: 'more', table: 'deals', query: {}, offset: 0, limit: 1 });
    await sam.until(() => sam.frames.at(-1)?.type === 'error');
    expect(sam.frames.at(-1)).toMatchObject({ sub: 'more', error: { code: 'too_large' } });
    sam.socket.send(`{"type":"ping","x":"${'x'.repeat(70_000)}"}`);
    await sam.until(() => sam.closed);
  });

  it('keeps screens equal to a fresh reading through random changes of records', async () => {
    const clients = [await connect('memsam'), await connect('memtia'), await connect(small.owner)];
    const members = ['memsam', 'memtia', small.owner];
    for (const client of clients)
      await client.subscribe('deals', { sort: [{ field: 'deal', direction: 'asc' }] });
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % below;
    };
    const alive = new Set<string>();
    for (let step = 0; step < 120; step += 1) {
      const id = `recr${random(12)}`;
      const owner = members[random(3)] ?? null;
      const cells = { flddeal: `D${random(20)}`, fldowner: owner, fldamount: random(50) };
      const kind = alive.has(id) ? (random(4) === 0 ? 'delete' : 'update') : 'create';
      await small.write('tbldeals', kind === 'delete' ? { kind, id } : { kind, id, cells });
      if (kind === 'delete') alive.delete(id);
      else alive.add(id);
      if (random(5) === 0) await pause(10);
    }
    await settle();
    for (const [index, client] of clients.entries()) {
      const answer = await readRecords(small.as(members[index] ?? ''), 'deals', {
        sort: [{ field: 'deal', direction: 'asc' }],
      });
      const fresh = 'records' in answer ? answer : null;
      const shown = client.windows.get('s');
      expect(shown?.records.map(({ id, fields }) => ({ id, fields }))).toEqual(
        fresh?.records.map(({ id, fields }) => ({ id, fields })),
      );
      expect(shown?.total).toBe(fresh?.total);
    }
  });
});
