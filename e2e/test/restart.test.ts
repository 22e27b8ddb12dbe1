import { afterEach, describe, expect, it } from 'vitest';
import {
  removeFolder,
  runToEnd,
  type Server,
  startServer,
  temporaryFolder,
} from '../src/server.ts';
import { Session } from '../src/session.ts';
import { owner, password, setUp } from '../src/setup.ts';
import { waitFor } from '../src/wait-for.ts';

const folders: string[] = [];
const servers: Server[] = [];

/** A server whose folder outlives it. */
async function start(data?: string): Promise<Server> {
  const folder = data ?? temporaryFolder();
  if (data === undefined) folders.push(folder);
  const server = await startServer({ data: folder });
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.kill();
  for (const folder of folders.splice(0)) removeFolder(folder);
});

/** Writes one record after another until the server is gone; gives the names it was told were kept. */
async function writeUntilGone(session: Session, worker: number, kept: string[]): Promise<void> {
  for (let count = 0; ; count++) {
    const name = `Customer ${worker}-${count}`;
    try {
      await session.create('customers', [{ fields: { name } }]);
    } catch {
      return;
    }
    kept.push(name);
  }
}

async function namesOf(session: Session): Promise<readonly string[]> {
  const field = (await session.field('customers', 'name')).id;
  const names: string[] = [];
  for (;;) {
    const { records, total } = await session.query('customers', {
      limit: 1000,
      offset: names.length,
    });
    names.push(...records.map(({ fields }) => String(fields[field])));
    if (names.length >= total) return names;
  }
}

describe('a server that is ended and started again', () => {
  it('has every acknowledged write after kill -9 under load', async () => {
    const server = await start();
    const session = await setUp(server);
    const kept: string[] = [];
    const writers = [0, 1, 2, 3].map((worker) => writeUntilGone(session, worker, kept));
    await waitFor('a good many writes', () => kept.length >= 100, 30_000);
    await server.kill();
    await Promise.all(writers);
    const again = await start(server.data);
    const names = await namesOf(await new Session(again.url).signIn(owner.email, password));
    const found = new Set(names);
    expect(kept.filter((name) => !found.has(name))).toEqual([]);
    // At most the writes under way were kept without being acknowledged, and none twice.
    expect(names.length).toBe(found.size);
    expect(names.length).toBeLessThanOrEqual(kept.length + writers.length);
  });

  it('stops cleanly on SIGTERM within seconds, also with open screens and writes under way', async () => {
    const server = await start();
    const session = await setUp(server);
    const live = await session.live();
    await live.subscribe('customers');
    const kept: string[] = [];
    const writers = [0, 1].map((worker) => writeUntilGone(session, worker, kept));
    await waitFor('some writes', () => kept.length >= 10);
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    console.log(`stopped after ${Math.round(performance.now() - begun)} ms`);
    await Promise.all(writers);
    await waitFor('the screen to hear of it', () => live.ended());

    const again = await start(server.data);
    console.log(`a second start listens after ${Math.round(again.startedIn)} ms`);
    expect(again.setupUrl).toBeUndefined();
    const names = new Set(
      await namesOf(await new Session(again.url).signIn(owner.email, password)),
    );
    expect(kept.filter((name) => !names.has(name))).toEqual([]);
  });

  it('keeps the session of a browser, and prints a new set-up address until it was set up', async () => {
    const server = await start();
    const first = server.setupUrl;
    expect(await server.stop()).toBe(0);
    const second = await start(server.data);
    expect(second.setupUrl).toBeDefined();
    expect(second.setupUrl).not.toBe(first);
    const session = await setUp(second);
    expect(await second.stop()).toBe(0);
    const third = await start(server.data);
    const { name, value } = session.cookiePair;
    const reply = await fetch(`${third.url}/api/workspaces`, {
      headers: { cookie: `${name}=${value}` },
    });
    expect(reply.status).toBe(200);
  });
});

describe('a bad configuration', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'http://localhost'],
    ['TESSERA_LOG', 'loud'],
    ['TESSERA_SECRET', 'short'],
    ['TESSERA_URL', 'ftp://tessera.example'],
    ['TESSERA_DATABASE_URL', 'mysql://localhost/tessera'],
  ])('stops the start with one clear line: %s=%s', async (name, value) => {
    const { code, output } = await runToEnd({ env: { [name]: value } });
    expect(code).toBe(1);
    expect(output.trim().split('\n').length).toBe(1);
    expect(output).toContain(name);
  });

  it('says so in one line when the port is taken', async () => {
    const server = await start();
    const { port } = new URL(server.url);
    const { code, output } = await runToEnd({ env: { PORT: port } });
    expect(code).toBe(1);
    expect(output.trim().split('\n').length).toBe(1);
    expect(output).toContain('PORT');
  });
});
