import type { Grant, Policy } from '@tessera/model';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

const current = async (): Promise<Policy> => (await owner.get(path)).body.policy;
const save = async (client: Client, policy: Policy) =>
  await client.put(path, { ...policy, reason: 'test', confirmed: true });

const rule = (more: Partial<Grant>): Grant => ({
  id: 'gratest',
  to: { kind: 'role', id: world.roles.sales ?? '' },
  on: { kind: 'workspace' },
  actions: [],
  scope: { kind: 'none' },
  fields: { default: 'hidden', except: [] },
  origin: 'role',
  reason: 'test',
  ...more,
});

it('saves a new version and refuses one that was made from an older', async () => {
  const before = await current();
  const first = await save(owner, { ...before, grants: [...before.grants, rule({})] });
  expect(first.status).toBe(200);
  expect(first.body.policy.version).toBe(before.version + 1);
  const late = await save(owner, before);
  expect([late.status, late.body.error.code]).toEqual([409, 'conflict']);
  expect((await current()).grants.some(({ id }) => id === 'gratest')).toBe(true);
});

it('lets one of two savers through', async () => {
  const before = await current();
  const both = await Promise.all([save(owner, before), save(owner, before)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it("keeps the owner's rule as it is", async () => {
  const before = await current();
  const [first, ...rest] = before.grants;
  if (!first) throw new Error('There is no rule.');
  const changes: Grant[][] = [
    rest,
    [{ ...first, actions: ['view'] }, ...rest],
    [{ ...first, scope: { kind: 'none' } }, ...rest],
    [{ ...first, until: world.time.now + 1 }, ...rest],
  ];
  for (const grants of changes) expect((await save(owner, { ...before, grants })).status).toBe(403);
  const reordered = Object.fromEntries(Object.entries(first).reverse()) as unknown as Grant;
  expect((await save(owner, { ...before, grants: [...rest, reordered] })).status).toBe(200);
});

it('goes on where a rule names what was removed for good', async () => {
  const contacts = `${world.base}/tables/contacts`;
  const removed = await owner.delete(contacts);
  expect(removed.status, removed.text).toBe(200);
  expect((await owner.delete(`${world.base}/trash`)).status).toBe(200);
  const now = await current();
  const saved = await save(owner, { ...now, grants: [...now.grants, rule({})] });
  expect(saved.status, saved.text).toBe(200);
});

it('gives no rights on the workspace that the giver lacks', async () => {
  const before = await current();
  const officer = (await owner.post(`${world.base}/roles`, { name: 'Rules office' })).body.id;
  const right = rule({
    id: 'graofficer',
    to: { kind: 'role', id: officer },
    actions: ['managePolicy'],
  });
  expect((await save(owner, { ...before, grants: [...before.grants, right] })).status).toBe(200);
  const client = await world.as(await world.join('Rita Rules', [officer]));
  const now = await current();
  const with_ = (grant: Grant) => ({ ...now, grants: [...now.grants, grant] });
  expect((await save(client, with_(rule({ actions: ['manageMembers'] })))).status).toBe(403);
  expect((await save(client, with_(rule({ actions: ['managePolicy'] })))).status).toBe(200);
});

it('refuses shapes, names and conditions that do not stand', async () => {
  const before = await current();
  const wrong: object[] = [
    { ...rule({}), extra: true },
    rule({ on: { kind: 'table', id: 'tblnosuch' } }),
    rule({ to: { kind: 'role', id: 'rolnosuch' } }),
    { ...rule({}), actions: ['everything'] },
    { ...rule({}), scope: { kind: 'any', of: [{ kind: 'sql', where: '1=1' }] } },
    rule({
      on: { kind: 'table', id: world.table('customers') },
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'is', field: 'fldno', value: 1 } }],
      },
    }),
  ];
  for (const grant of wrong) {
    const answer = await owner.put(path, {
      ...before,
      grants: [...before.grants, grant],
      reason: 'test',
    });
    expect([grant, answer.status >= 400 && answer.status < 500]).toEqual([grant, true]);
  }
  expect((await current()).version).toBe(before.version);
});

it('takes effect with the next request', async () => {
  const sales = await world.as(await world.join('Sam Sales', ['sales']));
  await owner.post(`${world.base}/tables/customers/records`, {
    records: [{ fields: { name: 'Quiet Harbour' } }],
  });
  const query = `${world.base}/tables/customers/records/query`;
  expect((await sales.post(query)).body.total).toBe(0);
  const before = await current();
  const open = rule({
    on: { kind: 'table', id: world.table('customers') },
    actions: ['view'],
    scope: { kind: 'all' },
    fields: { default: 'read', except: [] },
    until: world.time.now + 60_000,
  });
  await save(owner, { ...before, grants: [...before.grants, open] });
  expect((await sales.post(query)).body.total).toBe(1);
  world.time.now += 60_000;
  expect((await sales.post(query)).body.total).toBe(0);
});

it('gives rights on the workspace, and reaches everyone, only when that is confirmed', async () => {
  const put = async (policy: Policy, more: object = {}) =>
    await owner.put(path, { ...policy, reason: 'test', ...more });
  const before = await current();
  const to = { kind: 'role', id: world.roles.sales ?? '' } as const;
  const wanted = {
    ...before,
    grants: [
      ...before.grants,
      rule({ actions: ['viewAudit', 'manageSchema'] }),
      rule({ id: 'graall', to: { kind: 'everyone' }, actions: ['view'] }),
    ],
  };
  const refused = await put(wanted);
  expect([refused.status, refused.body.error]).toEqual([
    400,
    {
      code: 'invalid',
      message:
        'These rules give rights on the workspace (manageSchema, viewAudit) and reach everyone: that is to be confirmed.',
      details: {
        gives: { rights: [{ to, rights: ['manageSchema', 'viewAudit'] }], everyone: ['graall'] },
      },
    },
  ]);
  expect(await current()).toEqual(before);
  for (const confirmed of [false, 'true', 1, null])
    expect((await put(wanted, { confirmed })).status).toBe(400);
  expect((await put(wanted, { confirmed: true })).status).toBe(200);
  // What is given already, or taken away, is no matter; nor is it in a draft that is only looked at.
  const now = await current();
  expect((await put(now)).status).toBe(200);
  expect((await put({ ...before, version: now.version + 1 })).status).toBe(200);
  const draft = { ...wanted, version: now.version + 2 };
  expect((await owner.post(`${path}/lint`, draft)).status).toBe(200);
  expect((await owner.post(`${path}/preview`, draft)).status).toBe(200);
  // An earlier version that gives them is not brought back without it either.
  const restore = `${path}/versions/${now.version}/restore`;
  const base = now.version + 2;
  const back = await owner.post(restore, { base, reason: 'Back' });
  expect([back.status, back.body.error.details]).toEqual([400, refused.body.error.details]);
  expect((await owner.post(restore, { base, reason: 'Back', confirmed: true })).status).toBe(200);
});
