import type { Finding, Grant, Policy } from '@tessera/model';
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
const findings = async (): Promise<Finding[]> => (await owner.get(`${path}/lint`)).body.findings;
const graves = (list: readonly Finding[]) => list.filter(({ severity }) => severity === 'error');

/** Service may see opportunities by a field of theirs. */
const scoped = (): Grant => ({
  id: 'grascoped',
  to: { kind: 'role', id: world.roles.service ?? '' },
  on: { kind: 'table', id: world.table('opportunities') },
  actions: ['view'],
  scope: {
    kind: 'any',
    of: [
      {
        kind: 'where',
        condition: { op: 'empty', field: world.field('opportunities', 'next_step') },
      },
    ],
  },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: 'For the fair',
});

it('checks the saved rules and a draft, and saves nothing', async () => {
  expect(graves(await findings())).toEqual([]);
  const before = await current();
  const dead = { ...scoped(), actions: [] };
  const { version, grants, restrictions } = before;
  const draft = await owner.post(`${path}/lint`, {
    version,
    restrictions,
    grants: [...grants, dead],
  });
  expect(draft.status, draft.text).toBe(200);
  expect(draft.body.findings).toContainEqual({
    code: 'grantOfNothing',
    severity: 'warning',
    rules: ['grascoped'],
    tables: [world.table('opportunities')],
    fields: [],
    roles: [world.roles.service],
    members: [],
  });
  expect(await current()).toEqual(before);
});

it('names a rule whose field was removed', async () => {
  const before = await current();
  const wanted = { ...before, grants: [...before.grants, scoped()], reason: 'Fair' };
  expect((await owner.put(path, wanted)).status).toBe(200);
  expect(graves(await findings())).toEqual([]);
  const field = world.field('opportunities', 'next_step');
  const gone = await owner.delete(`${world.base}/tables/opportunities/fields/${field}`);
  expect(gone.status, gone.text).toBe(200);
  expect(graves(await findings())).toMatchObject([
    { code: 'danglingCondition', rules: ['grascoped'], tables: [world.table('opportunities')] },
  ]);
});

it('refuses a draft as a save would, and whoever does not write the rules', async () => {
  const { version, grants, restrictions } = await current();
  const bad = { ...scoped(), to: { kind: 'role', id: 'rolnobody' } };
  const body = { version, restrictions, grants: [...grants, bad] };
  const saved = await owner.put(path, { ...body, reason: 'Bad' });
  const draft = await owner.post(`${path}/lint`, body);
  expect([draft.status, draft.text]).toEqual([saved.status, saved.text]);
  const deep = { op: 'not', of: { op: 'not', of: null } };
  const broken = { ...scoped(), scope: { kind: 'any', of: [{ kind: 'where', condition: deep }] } };
  const refused = await owner.post(`${path}/lint`, { ...body, grants: [broken] });
  expect(refused.status).toBe(400);
  const sam = await world.as(await world.join('Sam', ['sales']));
  const denied = await sam.get(path);
  for (const answer of [await sam.get(`${path}/lint`), await sam.post(`${path}/lint`, body)])
    expect([answer.status, answer.text]).toEqual([denied.status, denied.text]);
});
