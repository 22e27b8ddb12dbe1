import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Client } from '../world.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let address: string;
let end: () => Promise<void>;

beforeAll(async () => {
  stage = await setStage();
  const sockets = new WebSocketServer({ noServer: true });
  const server = createAdaptorServer({
    fetch: stage.world.server.fetch,
    websocket: { server: sockets as never },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  address = `ws://127.0.0.1:${port}${stage.world.base}/live`;
  end = async () => {
    for (const socket of sockets.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterAll(async () => {
  await end();
  await stage.world.close();
});

interface Frame {
  readonly type: string;
  readonly n: number;
  readonly [key: string]: unknown;
}

/** A member's screen on one table, over a real socket. */
class Screen {
  readonly texts: string[] = [];
  readonly socket: WebSocket;
  closed = false;

  constructor(client: Client) {
    this.socket = new WebSocket(address, { headers: { cookie: client.cookie ?? '' } });
    this.socket.on('message', (data) => this.texts.push(String(data)));
    this.socket.on('close', () => {
      this.closed = true;
    });
  }

  get frames(): Frame[] {
    return this.texts.map((text) => JSON.parse(text) as Frame);
  }

  async until(test: (screen: this) => boolean): Promise<void> {
    const latest = Date.now() + 8000;
    while (!test(this)) {
      if (Date.now() > latest) throw new Error(`It did not come: ${this.texts.join('\n')}`);
      await pause(5);
    }
  }

  /** The frames that come while something is done. */
  async during(work: () => Promise<unknown>): Promise<Frame[]> {
    const before = this.texts.length;
    await work();
    await pause(300);
    return this.frames.slice(before);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const screens: Screen[] = [];

async function watch(client: Client, table: string, query: object = {}): Promise<Screen> {
  const screen = new Screen(client);
  screens.push(screen);
  await new Promise((resolve, reject) => {
    screen.socket.once('open', resolve);
    screen.socket.once('error', reject);
  });
  screen.socket.send(
    JSON.stringify({ type: 'subscribe', sub: 's', table, query, offset: 0, limit: 50 }),
  );
  await screen.until(({ texts }) => texts.length > 0);
  return screen;
}

const change = (table: string, id: string, fields: object) =>
  stage.bo.patch(`${stage.records(table)}/${id}`, { fields });

describe('realtime', () => {
  it('attack 29: no operation is broadcast: each screen gets its own projection, or nothing', async () => {
    const sam = await watch(stage.sam, 'opportunities');
    const kim = await watch(stage.kim, 'opportunities');
    const bo = await watch(stage.bo, 'opportunities');
    const before = [sam, kim, bo].map(({ texts }) => texts.length);
    expect(
      (
        await change('opportunities', stage.ids.theirDeal, {
          next_step: 'Threaten them',
          margin: 78,
        })
      ).status,
    ).toBe(200);
    await bo.until(({ texts }) => texts.join().includes('Threaten them'));
    await pause(200);
    expect(sam.texts).toHaveLength(before[0] ?? -1);
    expect(kim.texts.join()).not.toContain('Threaten');
    expect(
      (await change('opportunities', stage.ids.myDeal, { margin: 31, name: 'My deal 2' })).status,
    ).toBe(200);
    await sam.until(({ texts }) => texts.join().includes('My deal 2'));
    const margin = stage.id('opportunities', 'margin');
    expect(sam.texts.join()).not.toContain(margin);
  });

  it('attack 30: what comes into sight arrives whole, what leaves goes by its id, and nobody hears of what he never saw', async () => {
    const sam = await watch(stage.sam, 'customers');
    const made = await stage.bo.post(stage.records('customers'), {
      records: [{ fields: { name: 'Ghost', owner: stage.people.tia.id } }],
    });
    const id = made.body.ids[0] as string;
    const unseen = await sam.during(async () => {
      await change('customers', id, { name: 'Ghost 2' });
      await stage.bo.delete(`${stage.records('customers')}/${id}`);
    });
    expect(unseen).toEqual([]);
    const given = await sam.during(() =>
      change('customers', stage.ids.theirs, { owner: stage.people.sam.id }),
    );
    expect(given).toMatchObject([
      { type: 'delta', enter: [{ id: stage.ids.theirs }], leave: [], total: 2 },
    ]);
    const taken = await sam.during(() =>
      change('customers', stage.ids.theirs, { owner: stage.people.tia.id, name: 'Renamed' }),
    );
    expect(taken).toMatchObject([
      { type: 'delta', enter: [], leave: [stage.ids.theirs], update: [], total: 1 },
    ]);
    expect(JSON.stringify(taken)).not.toContain('Renamed');
    expect(sam.frames.map(({ n }) => n)).toEqual(sam.frames.map((_, at) => at + 1));
  });

  it('attack 31: a cell whose visibility flips is shown or taken away though it was not in the change', async () => {
    const kim = await watch(stage.kim, 'opportunities');
    const value = stage.id('opportunities', 'close_value');
    const given = await kim.during(() =>
      change('opportunities', stage.ids.myDeal, { owner: stage.people.kim.id }),
    );
    expect(given).toHaveLength(1);
    expect(given[0]).toMatchObject({
      update: [{ id: stage.ids.myDeal, fields: { [value]: 100 } }],
    });
    const taken = await kim.during(() =>
      change('opportunities', stage.ids.myDeal, { owner: stage.people.sam.id }),
    );
    const [update] = (taken[0]?.update ?? []) as { gone: string[]; fields: object }[];
    expect(update?.gone).toContain(value);
    expect(Object.keys(update?.fields ?? {})).not.toContain(value);
  });

  it('attack 33: a role that is taken away while connected ends answers and screen within a second', async () => {
    const tia = await watch(stage.tia, 'customers');
    expect(tia.frames[0]).toMatchObject({ type: 'snapshot', total: 1 });
    const path = `${stage.world.base}/members/${stage.people.tia.id}`;
    expect((await stage.owner.patch(path, { roles: [] })).status).toBe(200);
    await tia.until(({ frames }) => frames.some(({ type }) => type === 'closed'));
    expect((await stage.query(stage.tia, 'customers')).status).toBe(404);
    const silent = await tia.during(() =>
      change('customers', stage.ids.theirs, { notes: 'After' }),
    );
    expect(silent).toEqual([]);
    // A member who is ended is shown out.
    expect((await stage.owner.patch(path, { status: 'deactivated' })).status).toBe(200);
    await tia.until(({ closed, frames }) => closed && frames.at(-1)?.type === 'bye');
  });

  it('attack 34: a role or a grant that ends while the page is open takes the records from it at that moment', async () => {
    const { world, people } = stage;
    const ends = async (screen: Screen, at: number) => {
      // The hub sleeps until that moment; the clock of the tests is set to it before it wakes.
      world.time.now = at;
      await screen.until(({ frames }) => frames.some(({ type }) => type === 'closed'));
    };
    const membership = { role: world.roles.sales, until: world.time.now + 1500 };
    const path = `${world.base}/members/${people.sam.id}`;
    expect((await stage.owner.patch(path, { roles: [membership] })).status).toBe(200);
    const sam = await watch(stage.sam, 'customers');
    expect(sam.frames[0]).toMatchObject({ type: 'snapshot', total: 1 });
    await ends(sam, membership.until);
    expect((await stage.query(stage.sam, 'customers')).status).toBe(404);
    expect(await sam.during(() => change('customers', stage.ids.mine, { notes: 'After' }))).toEqual(
      [],
    );

    const until = world.time.now + 1500;
    await stage.rule((grants) => [
      ...grants,
      {
        id: 'grafortoday',
        to: { kind: 'member', id: people.sam.id },
        on: { kind: 'table', id: world.table('customers') },
        actions: ['view'],
        scope: { kind: 'all' },
        fields: { default: 'read', except: [] },
        origin: 'temporary',
        reason: 'For today',
        until,
      },
    ]);
    const again = await watch(stage.sam, 'customers');
    expect(again.frames[0]).toMatchObject({ type: 'snapshot', total: 2 });
    await ends(again, until);
    const roles = [{ role: world.roles.sales }];
    expect((await stage.owner.patch(path, { roles })).status).toBe(200);
  });

  it('attack 35: what was computed for one member is not shown to another who asks the same', async () => {
    const question = { sort: [{ field: 'name', direction: 'asc' }], limit: 50 };
    const first = await stage.query(stage.bo, 'customers', question);
    const sam = await stage.query(stage.sam, 'customers', question);
    const again = await stage.query(stage.bo, 'customers', question);
    expect([first.body.total, sam.body.total, again.body.total]).toEqual([2, 1, 2]);
    expect(again.text).toBe(first.text);
    const screensOf = await Promise.all([
      watch(stage.bo, 'customers', { search: 'e' }),
      watch(stage.sam, 'customers', { search: 'e' }),
    ]);
    expect(screensOf.map(({ frames }) => frames[0]?.total)).toEqual([2, 1]);
    const etag =
      (await stage.bo.get(`${stage.records('customers')}/${stage.ids.mine}`)).headers.get('etag') ??
      '';
    const other = await stage.sam.get(`${stage.records('customers')}/${stage.ids.mine}`, {
      'if-none-match': etag,
    });
    // Never stored on the way: the answers say so.
    expect(other.headers.get('cache-control')).toContain('no-store');
    expect(other.status).toBe(200);
  });
});
