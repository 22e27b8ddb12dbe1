import type { Grant, Policy } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from '../../test/world.ts';

let world: World;
let owner: Client;
let path: string;

beforeEach(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  path = `${world.base}/policy`;
});
afterEach(() => world.close());

const hour = 3_600_000;
const current = async (): Promise<Policy> => (await owner.get(path)).body.policy;
const save = (policy: Policy, reason: string) =>
  owner.put(path, { ...policy, reason, confirmed: true });

/** Everybody in service sees all opportunities. */
const opened = (): Grant => ({
  id: 'graopened',
  to: { kind: 'role', id: world.roles.service ?? '' },
  on: { kind: 'table', id: world.table('opportunities') },
  actions: ['view'],
  scope: { kind: 'all' },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: 'For the fair',
});

describe('versions of the rules', () => {
  it('are listed with who and why, compared, and brought back as a new one', async () => {
    const first = await current();
    const opening = await save({ ...first, grants: [...first.grants, opened()] }, 'The fair');
    expect(opening.status, opening.text).toBe(200);
    const { versions, more } = (await owner.get(`${path}/versions`)).body;
    expect(more).toBe(false);
    expect(versions[0]).toMatchObject({
      version: first.version + 1,
      reason: 'The fair',
      by: { id: world.owner.id, name: 'Olivia Owner' },
    });
    const rest = await owner.get(`${path}/versions?before=${first.version + 1}`);
    expect(rest.body.versions).toEqual(versions.slice(1));
    const between = `${path}/compare?from=${first.version}&to=${first.version + 1}`;
    expect((await owner.get(between)).body).toEqual({
      grants: [{ kind: 'added', after: opened() }],
      restrictions: [],
      guarantees: [],
    });
    expect((await owner.get(`${path}/versions/${first.version}`)).body.policy).toEqual(first);

    const restore = `${path}/versions/${first.version}/restore`;
    const stale = await owner.post(restore, { base: first.version, reason: 'The fair is over' });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'conflict']);
    const base = first.version + 1;
    const done = await owner.post(restore, { base, reason: 'The fair is over' });
    expect(done.status, done.text).toBe(200);
    expect(await current()).toEqual({ ...first, version: base + 1 });
  });

  it('come back with rules about what is gone since, which stay closed', async () => {
    const first = await current();
    expect((await save({ ...first, grants: [...first.grants, opened()] }, 'Open')).status).toBe(
      200,
    );
    expect((await save({ ...first, version: first.version + 1 }, 'Close')).status).toBe(200);
    await owner.delete(`${world.base}/tables/opportunities`);
    await owner.delete(`${world.base}/trash`);
    const base = (await current()).version;
    const back = `${path}/versions/${first.version + 1}/restore`;
    const done = await owner.post(back, { base, reason: 'Open again' });
    expect(done.status, done.text).toBe(200);
    expect((await current()).grants.some(({ id }) => id === 'graopened')).toBe(true);
  });

  it('give nobody back what only an owner may give', async () => {
    const officer = (await owner.post(`${world.base}/roles`, { name: 'Rules office' })).body.id;
    const first = await current();
    const right = (actions: Grant['actions']): Grant => ({
      ...opened(),
      id: 'graofficer',
      to: { kind: 'role', id: officer },
      on: { kind: 'workspace' },
      scope: { kind: 'none' },
      actions,
    });
    const more = [...first.grants, right(['managePolicy', 'manageSecurity'])];
    expect((await save({ ...first, grants: more }, 'All')).status).toBe(200);
    const less = [...first.grants, right(['managePolicy'])];
    const second = first.version + 1;
    expect((await save({ ...first, version: second, grants: less }, 'Less')).status).toBe(200);
    const client = await world.as(await world.join('Rita Rules', [officer]));
    const taken = await client.post(`${path}/versions/${second}/restore`, {
      base: second + 1,
      reason: 'Mine again',
    });
    expect([taken.status, taken.body.error?.code]).toEqual([403, 'forbidden']);
  });

  it("are nobody else's to read", async () => {
    const sales = await world.as(await world.join('Sam Sales', ['sales']));
    const { version } = await current();
    for (const asked of [
      'versions',
      `versions/${version}`,
      `compare?from=${version}&to=${version}`,
    ])
      expect([asked, (await sales.get(`${path}/${asked}`)).status]).toEqual([asked, 403]);
    const unknown = await sales.get(`${path}/versions/999`);
    expect(unknown.text).toBe((await sales.get(`${path}/versions/${version}`)).text);
    const restore = await sales.post(`${path}/versions/${version}/restore`, {
      base: version,
      reason: 'x',
    });
    expect(restore.status).toBe(403);
    expect((await owner.get(`${path}/versions/999`)).status).toBe(404);
    expect((await owner.get(`${path}/versions/abc`)).status).toBe(404);
  });
});

describe('who could see what on a past day', () => {
  it('goes by the rules, the people and the record of then', async () => {
    const sam = await world.join('Sam Sales', ['sales']);
    const made = await owner.post(`${world.base}/tables/customers/records`, {
      records: [{ fields: { name: 'Quiet Harbour', owner: sam.id } }],
    });
    const record = made.body.ids[0];
    const mine = world.time.now;
    world.time.now += hour;
    await owner.patch(`${world.base}/tables/customers/records/${record}`, {
      fields: { owner: world.owner.id },
    });
    world.time.now += hour;
    const asked = `table=customers&record=${record}`;
    const could = async (query: string) => {
      const answer = await owner.get(`${world.base}/who-can?${asked}${query}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.body.members.find(({ id }: { id: string }) => id === sam.id)?.allowed;
    };
    const at = (time: number) => `&at=${new Date(time).toISOString()}`;
    expect(await could('')).toBe(false);
    expect(await could(at(mine))).toBe(true);
    expect(await could(at(mine + hour))).toBe(false);
    expect(await could('&at=2026-03-18')).toBe(false);

    const why = await owner.get(`${world.base}/explain?${asked}&member=${sam.id}${at(mine)}`);
    expect(why.body.allowed).toBe(true);
    const before = await owner.get(`${world.base}/who-can?${asked}${at(mine - hour)}`);
    expect([before.status, before.body.error.code]).toEqual([404, 'not_found']);
    const ahead = await owner.get(`${world.base}/who-can?${asked}${at(mine + 9 * hour)}`);
    expect(ahead.status).toBe(400);
    const client = await world.as(sam);
    const own = await client.get(`${world.base}/explain?table=customers${at(mine)}`);
    expect([own.status, own.body.error.code]).toEqual([403, 'forbidden']);
  });

  it('names who has left since', async () => {
    const sam = await world.join('Sam Sales', ['sales']);
    const then = world.time.now;
    world.time.now += hour;
    const left = await owner.patch(`${world.base}/members/${sam.id}`, { status: 'deactivated' });
    expect(left.status, left.text).toBe(200);
    world.time.now += hour;
    const of = async (at: number) => {
      const query = `table=customers&action=create&at=${new Date(at).toISOString()}`;
      const answer = await owner.get(`${world.base}/who-can?${query}`);
      return answer.body.members.find(({ id }: { id: string }) => id === sam.id)?.allowed;
    };
    expect(await of(then)).toBe('unknown');
    expect(await of(world.time.now)).toBeUndefined();
    expect(await of(then - hour)).toBeUndefined();
  });
});
