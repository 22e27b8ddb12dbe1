import { trashTime } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutIds } from './attacks/stage.ts';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
let mia: Client;
let sam: Client;
let customers: string;

const grant = (id: string, role: string, actions: string[], scope: object) => ({
  id,
  to: { kind: 'role', id: role },
  on: { kind: 'table', id: world.table('customers') },
  actions,
  scope,
  fields: { default: 'edit', except: [] },
  origin: 'role',
  reason: 'test',
});
const own = { kind: 'any', of: [{ kind: 'own' }] };

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  customers = `${world.base}/tables/customers`;
  const role = async (name: string): Promise<string> =>
    (await owner.post(`${world.base}/roles`, { name })).body.id;
  const [keepers, clerks] = [await role('Keepers'), await role('Clerks')];
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const added = [
    // Keepers put back what was theirs; clerks delete theirs and do not put it back.
    grant('grakeep', keepers, ['view', 'create', 'edit', 'delete', 'restore'], own),
    grant('graclerk', clerks, ['view', 'create', 'edit', 'delete'], own),
  ];
  const grants = [...policy.grants, ...added];
  const saved = await owner.put(`${world.base}/policy`, { ...policy, grants, reason: 'test' });
  expect(saved.status, saved.text).toBe(200);
  mia = await world.as(await world.join('Mia Keeper', [keepers]));
  sam = await world.as(await world.join('Sam Clerk', [clerks]));
});
afterAll(() => world.close());

const add = async (one: Client, name: string): Promise<string> =>
  (await one.post(`${customers}/records`, { records: [{ fields: { name } }] })).body.ids[0];
const restore = (one: Client, ...ids: string[]) => one.post(`${customers}/trash/restore`, { ids });

describe('deleted records', () => {
  it('come back under their own id, as whoever put them back may see them', async () => {
    const id = await add(mia, 'Alder');
    const before = await mia.get(`${customers}/records/${id}`);
    expect((await mia.delete(`${customers}/records/${id}`)).status).toBe(200);
    const listed = (await mia.get(`${customers}/trash`)).body.deleted;
    expect(listed).toMatchObject([{ id, title: 'Alder', by: 'Mia Keeper' }]);
    const done = await restore(mia, id);
    expect(done.status, done.text).toBe(200);
    expect((await mia.get(`${customers}/records/${id}`)).text).toBe(before.text);
    expect((await mia.get(`${customers}/trash`)).body.deleted).toEqual([]);
    expect((await restore(mia, id)).status).toBe(404);
  });

  it('attack 40: neither the list nor the restoring tells of records one could not see', async () => {
    const theirs = await add(owner, 'Secret Ltd');
    const mine = await add(sam, 'Sams own');
    await owner.delete(`${customers}/records/${theirs}`);
    await sam.delete(`${customers}/records/${mine}`);
    expect((await mia.get(`${customers}/trash`)).body).toEqual({ deleted: [] });
    const absent = await restore(mia, 'rec00000000000000');
    expect((await restore(mia, theirs)).text).toBe(absent.text);
    expect([absent.status, (await restore(mia, theirs)).status]).toEqual([404, 404]);
    // One's own, without the right to put it back: it is not listed, and refused.
    expect((await sam.get(`${customers}/trash`)).body).toEqual({ deleted: [] });
    expect((await restore(sam, mine)).status).toBe(403);
    expect((await restore(sam, theirs)).text).toBe(absent.text);
    const all = (await owner.get(`${customers}/trash`)).body.deleted;
    expect(all.map(({ id }: { id: string }) => id).sort()).toEqual([mine, theirs].sort());
    // Today's rules decide, and one that is not there takes the others with it.
    expect((await restore(owner, mine, 'rec00000000000000')).status).toBe(404);
    expect((await owner.get(`${customers}/trash`)).body.deleted).toHaveLength(2);
    const unseen = await sam.get(`${world.base}/tables/opportunities/trash`);
    const nosuch = await sam.get(`${world.base}/tables/nosuch/trash`);
    expect([unseen.status, unseen.text]).toEqual([404, nosuch.text]);
    world.time.now += trashTime;
    expect((await owner.get(`${customers}/trash`)).body.deleted).toEqual([]);
    expect((await restore(owner, mine)).status).toBe(404);
  });
});

describe('removed tables and fields', () => {
  it('are gone for everyone, come back whole with their rules, and are emptied for good', async () => {
    const phone = world.field('customers', 'phone');
    const id = await add(mia, 'Beech');
    await mia.patch(`${customers}/records/${id}`, { fields: { phone: '+1 212 555 0199' } });
    const schema = (await mia.get(`${world.base}/schema`)).text;
    const gone = await owner.delete(`${customers}/fields/phone`);
    expect(gone.body, gone.text).toMatchObject({ id: phone });
    expect((await mia.get(`${world.base}/schema`)).text).not.toContain(phone);
    const read = await mia.get(`${customers}/records/${id}`);
    expect(withoutIds(read.text)).not.toContain('0199');
    expect((await mia.get(`${world.base}/trash`)).status).toBe(403);
    expect((await mia.post(`${world.base}/trash/${gone.body.trash}/restore`)).status).toBe(403);
    const listed = (await owner.get(`${world.base}/trash`)).body.items;
    expect(listed).toMatchObject([
      { id: gone.body.trash, kind: 'field', name: 'Phone', table: 'Customers' },
    ]);
    // Rules that name it may be saved all the while.
    const { policy } = (await owner.get(`${world.base}/policy`)).body;
    expect(JSON.stringify(policy)).toContain('grants');
    const kept = await owner.put(`${world.base}/policy`, { ...policy, reason: 'as it is' });
    expect(kept.status, kept.text).toBe(200);
    const back = await owner.post(`${world.base}/trash/${gone.body.trash}/restore`);
    expect(back.body, back.text).toEqual({ id: phone });
    expect((await mia.get(`${world.base}/schema`)).text).toBe(schema);
    expect((await mia.get(`${customers}/records/${id}`)).text).toContain('0199');

    const table = await owner.delete(customers);
    expect((await mia.get(`${customers}/records/${id}`)).status).toBe(404);
    const whole = await owner.post(`${world.base}/trash/${table.body.trash}/restore`);
    expect(whole.status, whole.text).toBe(200);
    expect((await mia.get(`${world.base}/schema`)).text).toBe(schema);

    const last = (await owner.delete(`${customers}/fields/phone`)).body.trash;
    expect((await owner.delete(`${world.base}/trash/trsnothere`)).status).toBe(404);
    expect((await owner.delete(`${world.base}/trash/${last}`)).status).toBe(200);
    expect((await owner.post(`${world.base}/trash/${last}/restore`)).status).toBe(404);
    await owner.delete(`${customers}/fields/region`);
    expect((await owner.delete(`${world.base}/trash`)).status).toBe(200);
    expect((await owner.get(`${world.base}/trash`)).body).toEqual({ items: [] });
  });
});
