import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../../scripts/postgres.mjs';
import { removeFolder, type Server, startServer, temporaryFolder } from '../src/server.ts';
import { Session } from '../src/session.ts';
import { join, owner, password, setUp } from '../src/setup.ts';
import { waitFor } from '../src/wait-for.ts';

describe('the whole server on PostgreSQL', () => {
  const data = temporaryFolder();
  let database: Awaited<ReturnType<typeof startPostgres>>;
  let server: Server | undefined;
  const start = async () => {
    server = await startServer({ data, env: { TESSERA_DATABASE_URL: database.url } });
    return server;
  };

  beforeAll(async () => {
    database = await startPostgres();
  }, 90_000);
  afterAll(async () => {
    await server?.kill();
    await database?.stop();
    removeFolder(data);
  });

  it('sets up, shares, shows live and keeps', async () => {
    const first = await setUp(await start(), { samples: true });
    const customers = await first.query('customers');
    expect(customers.total).toBeGreaterThan(0);

    const { session: sally, id } = await join(first, { name: 'Sally Seller', role: 'Sales' });
    expect((await sally.query('customers')).total).toBe(0);
    const live = await sally.live();
    const screen = await live.subscribe('customers');
    const { ids } = await first.create('customers', [
      { fields: { name: 'Harbour Tools', owner: id, annual_revenue: 1234.56 } },
      { fields: { name: 'Not hers' } },
    ]);
    await waitFor('her screen to show it', () => screen.total() === 1, 2000);
    expect(screen.ids()).toEqual([ids[0]]);
    expect(live.frames.join('')).not.toContain('Not hers');
    live.close();

    const filter = { op: 'contains', field: 'name', value: 'harbour' };
    expect((await first.query('customers', { filter })).total).toBe(1);
    const { groups } = await sally.groups('customers', {
      aggregate: [{ fn: 'sum', field: 'annual_revenue' }],
    });
    expect(groups[0]?.measures).toEqual([1234.56]);
    await sally.update('customers', ids[0] ?? '', { name: 'Harbour Tools Ltd' });

    expect(await server?.stop()).toBe(0);
    const again = await new Session((await start()).url).signIn(owner.email, password);
    expect((await again.query('customers')).total).toBe(customers.total + 2);
    expect((await again.query('customers', { search: 'Harbour Tools Ltd' })).total).toBe(1);
  });
});
