import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { LiveMessage, LiveRequest } from '@tessera/protocol';
import { Hono } from 'hono';
import { WebSocket, WebSocketServer } from 'ws';
import { createAccount } from '../src/auth/passwords.ts';
import { openSession } from '../src/auth/session.ts';
import { applyDelta, type Shown } from '../src/live/difference.ts';
import { liveRoutes } from '../src/routes/live.ts';
import { type GrantText, type SmallWorkspace, smallWorkspace } from './small-workspace.ts';

/** A person at a screen: what was sent, and what it adds up to. */
export class Screen {
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

  /** Waits for something to be true; patiently, since other tests may keep the machine busy. */
  async until(test: () => boolean): Promise<void> {
    const end = Date.now() + 5000;
    while (!test()) {
      if (Date.now() > end) throw new Error(`did not come: ${JSON.stringify(this.frames)}`);
      await pause(5);
    }
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Long enough for whatever was to be sent to have been sent. */
export const settle = () => pause(150);

/** The owner, and two sellers with a deal each, before a server that they can connect to. */
export interface LiveWorld {
  readonly small: SmallWorkspace;
  readonly origin: string;
  cookie(member: string): string;
  /** Signed in, or with other headers. `sitting`: looking as somebody else. */
  connect(
    member: string,
    sitting?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Screen>;
  /** Status of the answer to an upgrade that is refused. */
  refusal(
    headers: Readonly<Record<string, string>>,
    workspace?: string,
    sitting?: string,
  ): Promise<number>;
  close(): Promise<void>;
}

export const sales = { kind: 'role', id: 'rolsales' } as const;
/** Sellers see and edit their own deals, but for the amount. */
export const ownDeals: GrantText = {
  to: sales,
  on: { kind: 'table', id: 'tbldeals' },
  actions: ['view', 'edit'],
  scope: { kind: 'any', of: [{ kind: 'own' }] },
  fields: { default: 'edit', except: [{ field: 'fldamount', level: 'hidden' }] },
};

export async function liveWorld(): Promise<LiveWorld> {
  const small = await smallWorkspace();
  await small.addMember('memsam', 'Sam Seller', ['rolsales']);
  await small.addMember('memtia', 'Tia Teller', ['rolsales']);
  await small.rule([ownDeals]);
  await small.create('tbldeals', 'recone', { flddeal: 'One', fldowner: 'memsam', fldamount: 100 });
  await small.create('tbldeals', 'rectwo', { flddeal: 'Two', fldowner: 'memtia', fldamount: 200 });
  const cookies = new Map<string, string>();
  for (const member of ['memsam', 'memtia', small.owner]) {
    cookies.set(member, await signIn(small, member));
  }
  const api = new Hono();
  liveRoutes(api, small.app);
  const sockets = new WebSocketServer({ noServer: true });
  const server = createAdaptorServer({
    fetch: new Hono().route('/api', api).fetch,
    websocket: { server: sockets as never },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const address = (workspace = small.workspace.id, sitting?: string) =>
    `ws://127.0.0.1:${port}/api/workspaces/${workspace}/live${sitting === undefined ? '' : `?view-as=${sitting}`}`;
  const open: WebSocket[] = [];
  return {
    small,
    origin,
    cookie: (member) => cookies.get(member) ?? '',
    async connect(member, sitting, given) {
      const headers = given ?? { cookie: cookies.get(member) ?? '', origin };
      const socket = new WebSocket(address(undefined, sitting), { headers });
      open.push(socket);
      const screen = new Screen(socket);
      await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      return screen;
    },
    async refusal(headers, workspace, sitting) {
      const socket = new WebSocket(address(workspace, sitting), { headers });
      return await new Promise((resolve, reject) => {
        socket.once('unexpected-response', (_request, response) =>
          resolve(response.statusCode ?? 0),
        );
        socket.once('open', () => reject(new Error('was let in')));
        socket.on('error', () => undefined);
      });
    },
    async close() {
      for (const socket of open) socket.terminate();
      server.close();
      await small.close();
    },
  };
}

async function signIn(small: SmallWorkspace, member: string): Promise<string> {
  const { name, email } = small.as(member).member;
  const user = await createAccount(small.app, { name, email, password: 'not asked for here' });
  await small.app.accounts.putMembershipIndex(user, small.workspace.id, member);
  return (await openSession(small.app, user)).split(';')[0] ?? '';
}
