import type { Grant, Guarantee, Policy } from '@tessera/model';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from '../../test/world.ts';
import { checkAfterUpgrade } from './broken-guarantees.ts';

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
const breaches = async () => (await owner.get(`${path}/guarantees`)).body.breaches;
const service = () => ({ kind: 'role' as const, id: world.roles.service ?? '' });

const noOpportunities = (): Guarantee => ({
  id: 'guatest',
  name: 'Service sees no opportunities',
  who: service(),
  except: [],
  on: { kind: 'table', id: world.table('opportunities') },
  never: { kind: 'do', actions: ['view'] },
  reason: 'They are for sales.',
});
const opens = (): Grant => ({
  id: 'graopens',
  to: service(),
  on: { kind: 'table', id: world.table('opportunities') },
  actions: ['view'],
  scope: { kind: 'all' },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: 'For the fair',
});
const save = async (change: (policy: Policy) => object) =>
  await owner.put(path, { ...change(await current()), reason: 'Why', confirmed: true });

it('come with a template, are kept, and a draft that breaks one is not saved', async () => {
  const before = await current();
  expect(before.guarantees?.length).toBeGreaterThan(0);
  expect(await breaches()).toEqual([]);
  const added = await save((policy) => ({
    ...policy,
    guarantees: [...(policy.guarantees ?? []), noOpportunities()],
  }));
  expect(added.status, added.text).toBe(200);
  const draft = await current();
  const broken = { ...draft, grants: [...draft.grants, opens()] };
  const told = await owner.post(`${path}/guarantees`, broken);
  expect(told.status, told.text).toBe(200);
  expect(told.body.breaches).toMatchObject([
    { guarantee: 'guatest', groups: [service()], actions: ['view'], rules: ['graopens'] },
  ]);
  const refused = await owner.put(path, { ...broken, reason: 'Fair' });
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toContain('Service sees no opportunities');
  expect(refused.body.error.details.breaches).toEqual(told.body.breaches);
  expect(await current()).toEqual(draft);
});

it('stay when a save does not speak of them, and go when it leaves them out by name', async () => {
  const { guarantees } = await current();
  const silent = await save(({ guarantees: _, ...rest }) => rest);
  expect(silent.status, silent.text).toBe(200);
  expect((await current()).guarantees).toEqual(guarantees);
  const gone = await save((policy) => ({ ...policy, guarantees: [] }));
  expect(gone.status, gone.text).toBe(200);
  expect((await current()).guarantees ?? []).toEqual([]);
  const { version } = await current();
  const difference = await owner.get(`${path}/compare?from=${version - 1}&to=${version}`);
  expect(difference.body.guarantees).toHaveLength(guarantees?.length ?? 0);
  // Brought back with the version they were in.
  const restored = await owner.post(`${path}/versions/${version - 1}/restore`, {
    base: version,
    reason: 'They were right',
  });
  expect(restored.status, restored.text).toBe(200);
  expect((await current()).guarantees).toEqual(guarantees);
});

it('cannot be added while the rules break them, and stop nothing that was broken before', async () => {
  expect(
    (await save((policy) => ({ ...policy, grants: [...policy.grants, opens()] }))).status,
  ).toBe(200);
  const added = await save((policy) => ({
    ...policy,
    guarantees: [...(policy.guarantees ?? []), noOpportunities()],
  }));
  expect(added.status).toBe(400);
});

it('tell who breaks them by what he has become since, which stops no other change', async () => {
  const added = await save((policy) => ({ ...policy, guarantees: [noOpportunities()] }));
  expect(added.status, added.text).toBe(200);
  expect(await breaches()).toEqual([]);
  const both = await world.join('Robin', ['sales', 'service']);
  expect(await breaches()).toMatchObject([
    {
      guarantee: 'guatest',
      members: [both.id],
      groups: [],
      tables: [world.table('opportunities')],
    },
  ]);
  const other = await save((policy) => ({
    ...policy,
    restrictions: policy.restrictions.map((one) => ({ ...one, reason: 'Said otherwise' })),
  }));
  expect(other.status, other.text).toBe(200);
  // But nothing is added to it.
  const wider = await save((policy) => ({ ...policy, grants: [...policy.grants, opens()] }));
  expect(wider.status).toBe(400);
});

it('stop a class on a field that is open; classes alone are for who writes the rules', async () => {
  const contact = world.workspace.store
    .schema()
    .classes.find(({ name }) => name === 'Contact details')?.id;
  const noContacts: Guarantee = {
    ...noOpportunities(),
    who: { kind: 'everyone' },
    on: { kind: 'table', id: world.table('products') },
    never: { kind: 'see', fields: [], classes: [contact ?? ''], level: 'masked' },
  };
  const ruler = await world.join('Ruth', ['sales']);
  const saved = await save((policy) => ({
    ...policy,
    guarantees: [noContacts],
    grants: [
      ...policy.grants,
      {
        ...opens(),
        to: { kind: 'member', id: ruler.id },
        on: { kind: 'workspace' },
        actions: ['managePolicy'],
        scope: { kind: 'none' },
        fields: { default: 'hidden', except: [] },
      },
    ],
  }));
  expect(saved.status, saved.text).toBe(200);
  const field = world.field('products', 'name');
  const path = `${world.base}/tables/products/fields/${field}`;
  const ruth = await world.as(ruler);
  const stopped = await ruth.patch(path, { classes: [contact] });
  expect(stopped.status).toBe(400);
  expect(stopped.body.error.details.breaches).toMatchObject([{ fields: [field] }]);
  expect((await ruth.patch(path, { classes: [] })).status).toBe(200);
  expect((await ruth.patch(path, { classes: [], name: 'Other' })).status).toBe(403);
  const sam = await world.as(await world.join('Sam', ['sales']));
  expect((await sam.patch(path, { classes: [] })).status).toBe(403);
});

it('are looked at once by each version of the product, and the log tells what came of it', async () => {
  const checks = async () =>
    (await world.workspace.store.audit({ kinds: ['guarantees.check'], limit: 9 })).map(
      ({ actor, objects }) => ({ actor, ...objects }),
    );
  const look = (version: string) => checkAfterUpgrade(world.workspace, version, world.time.now);
  expect(await look('1.0.0')).toBe(0);
  expect(await look('1.0.0')).toBe(0);
  await save((policy) => ({ ...policy, guarantees: [noOpportunities()] }));
  await world.join('Robin', ['sales', 'service']);
  expect(await look('1.0.1')).toBe(1);
  expect(await checks()).toEqual([
    { actor: null, aspects: ['1.0.1'], count: 1 },
    { actor: null, aspects: ['1.0.0'], count: 0 },
  ]);
});

it('are for who writes the rules', async () => {
  const seller = await world.as(await world.join('Sam', ['sales']));
  expect((await seller.get(`${path}/guarantees`)).status).toBe(403);
  expect((await seller.post(`${path}/guarantees`, await current())).status).toBe(403);
});
