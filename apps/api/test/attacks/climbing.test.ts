import type { Policy } from '@tessera/model';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../world.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
const stages: Stage[] = [];
beforeEach(async () => {
  stage = await setStage();
  stages.push(stage);
});
afterAll(async () => {
  for (const { world } of stages) await world.close();
});

const path = (table: string, id: string) => `${stage.records(table)}/${id}`;

/** What management sees of a record: the truth, to hold attempts against. */
async function truth(table: string, id: string): Promise<string> {
  return (await stage.bo.get(path(table, id))).text;
}

describe('climbing', () => {
  it('attack 51: nobody makes himself more than he is, and no administrator gives what he lacks', async () => {
    const { base, roles, owner } = stage.world;
    const { sam, tia, ada } = stage.people;
    const mine: object[] = [
      { roles: [{ role: roles.management }] },
      { manager: null, teams: [] },
      { status: 'active' },
    ];
    for (const body of mine)
      expect((await stage.sam.patch(`${base}/members/${sam.id}`, body)).status).toBe(403);
    const team = await stage.owner.post(`${base}/teams`, { name: 'East' });
    for (const body of [
      { roles: [{ role: roles.management }] },
      { manager: tia.id },
      { teams: [team.body.id] },
    ])
      expect(
        (await stage.ada.patch(`${base}/members/${ada.id}`, body)).status,
        JSON.stringify(body),
      ).toBe(403);
    const ownerRole = stage.world.workspace.store
      .organisation()
      .roles.find(({ builtIn }) => builtIn)?.id;
    const given = await stage.ada.patch(`${base}/members/${sam.id}`, {
      roles: [{ role: ownerRole }],
    });
    expect(given.status).toBe(403);
    const policy = (await stage.ada.get(`${base}/policy`)).body.policy as Policy;
    const more = {
      ...policy.grants[0],
      id: 'gramore',
      to: { kind: 'member', id: ada.id },
      on: { kind: 'workspace' },
      actions: ['manageBackups'],
    };
    const body = {
      version: policy.version,
      restrictions: policy.restrictions,
      grants: [...policy.grants, more],
      reason: 'More',
    };
    expect((await stage.ada.put(`${base}/policy`, body)).status).toBe(403);
    expect(
      (await stage.ada.patch(`${base}/members/${owner.id}`, { status: 'deactivated' })).status,
    ).toBe(403);
  });

  it('attack 52: the last owner stays, whoever tries it', async () => {
    const { base, owner } = stage.world;
    const role =
      stage.world.workspace.store.organisation().roles.find(({ builtIn }) => builtIn)?.id ?? '';
    for (const client of [stage.owner, stage.ada]) {
      for (const body of [{ status: 'deactivated' }, { roles: [] }])
        expect((await client.patch(`${base}/members/${owner.id}`, body)).status).toBe(403);
      expect((await client.delete(`${base}/roles/${role}`)).status).toBeGreaterThanOrEqual(403);
    }
    // Two owners cannot end each other at once.
    const other = await stage.world.join('Otto Owner', [role]);
    const second = await stage.world.as(other);
    const ends = await Promise.all([
      stage.owner.patch(`${base}/members/${other.id}`, { status: 'deactivated' }),
      second.patch(`${base}/members/${owner.id}`, { status: 'deactivated' }),
    ]);
    expect(ends.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('attack 53: of two rules made from the same version one is refused', async () => {
    const { base } = stage.world;
    const policy = (await stage.owner.get(`${base}/policy`)).body.policy as Policy;
    const put = (client: Client, reason: string) =>
      client.put(`${base}/policy`, { ...policy, reason });
    const both = await Promise.all([put(stage.owner, 'First'), put(stage.ada, 'Second')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await put(stage.owner, 'Third')).status).toBe(409);
  });

  it('attack 54: what is refused has written nothing, not even in part', async () => {
    const history = () => stage.world.workspace.store.schema().version;
    const version = history();
    const before = [
      await truth('customers', stage.ids.mine),
      await truth('opportunities', stage.ids.myDeal),
    ];
    const batch = {
      records: [
        { id: stage.ids.mine, fields: { notes: 'First' } },
        { id: stage.ids.mine, fields: { notes: 'Second' } },
      ],
    };
    expect((await stage.sam.patch(stage.records('customers'), batch)).status).toBe(400);
    const some = {
      records: [
        { fields: { name: 'Good' } },
        { fields: { name: 'Bad', owner: stage.people.tia.id } },
      ],
    };
    expect((await stage.sam.post(stage.records('customers'), some)).status).toBe(403);
    expect((await stage.sam.delete(path('opportunities', stage.ids.myDeal))).status).toBe(403);
    expect((await stage.sam.post(`${stage.world.base}/tables`, { name: 'X' })).status).toBe(403);
    expect([
      await truth('customers', stage.ids.mine),
      await truth('opportunities', stage.ids.myDeal),
    ]).toEqual(before);
    expect((await stage.query(stage.bo, 'customers')).body.total).toBe(2);
    expect(history()).toBe(version);
  });

  it('attack 55: without a subject nothing is answered, and a dead session is no subject', async () => {
    const { base, nobody } = stage.world;
    const asked = [
      await nobody.get(`${base}/schema`),
      await nobody.get(path('customers', stage.ids.mine)),
      await nobody.post(`${stage.records('customers')}/query`, {}),
      await nobody.patch(path('customers', stage.ids.mine), { fields: { notes: 'x' } }),
      await nobody.get(`${base}/live`),
    ];
    for (const { status } of asked) expect(status).toBe(401);
    const headers = {
      host: 'localhost',
      cookie: stage.sam.cookie?.replace(/.{12}$/, 'AAAAAAAAAA%3D') ?? '',
    };
    expect(
      (await stage.world.server.request(`http://localhost${base}/schema`, { headers })).status,
    ).toBe(401);
    // A member who was deactivated is nobody here, with the same cookie.
    const ended = await stage.owner.patch(`${base}/members/${stage.people.sam.id}`, {
      status: 'deactivated',
    });
    expect(ended.status).toBe(200);
    expect((await stage.sam.get(`${base}/schema`)).status).toBeGreaterThanOrEqual(401);
    const nameless = await stage.world.join('Eve Nobody');
    const eve = await stage.world.as(nameless);
    expect((await stage.query(eve, 'customers')).status).toBe(404);
  });
});
