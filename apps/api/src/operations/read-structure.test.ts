import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

it('shows every table to those who write rules, without views, though they see no record', async () => {
  const admin = await world.as(await world.join('Anna Admin', [world.roles.administrator ?? '']));
  const seen = await admin.get(`${world.base}/schema`);
  const whole = await admin.get(`${world.base}/structure`);
  expect(seen.body.tables).toEqual([]);
  expect(whole.status).toBe(200);
  expect(whole.body.tables.map((table: { slug: string }) => table.slug)).toContain('opportunities');
  expect(whole.body.tables.every((table: { views: unknown[] }) => table.views.length === 0)).toBe(
    true,
  );
  const records = await admin.post(`${world.base}/tables/customers/records/query`, {});
  expect(records.status).toBe(404);
});

it('is refused to everybody else', async () => {
  const sales = await world.as(await world.join('Sam Sales', [world.roles.sales ?? '']));
  expect((await sales.get(`${world.base}/structure`)).status).toBe(403);
});
