import type { AdministratorsAnswer, Duty } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
let ids: Readonly<Record<'pat' | 'sam' | 'tia', string>>;
let pat: Client;
const path = () => `${world.base}/administrators`;
const reason = 'Stands in for Olivia';

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  const [patty, sam, tia] = [
    await world.join('Pat People'),
    await world.join('Sam Seller', ['sales']),
    await world.join('Tia Technician'),
  ];
  ids = { pat: patty.id, sam: sam.id, tia: tia.id };
  pat = await world.as(patty);
});
afterAll(() => world.close());

const give = (client: Client, body: object) => client.post(`${path()}/give`, { reason, ...body });
const take = (client: Client, body: object) => client.post(`${path()}/take`, body);
const dutyOf = (answer: AdministratorsAnswer, duty: Duty) =>
  answer.duties.find((one) => one.duty === duty);

describe('administrators', () => {
  it('are given a duty by a role of its own, which is made once and carries nothing else', async () => {
    const before = (await owner.get(path())).body as AdministratorsAnswer;
    expect(before.owners).toBe(1);
    expect(before.duties.map(({ duty, mine, role }) => [duty, mine, role !== null])).toEqual([
      ['owner', true, true],
      ['members', true, false],
      ['data', true, false],
      ['configuration', true, false],
      ['security', true, false],
    ]);
    expect((await pat.get(path())).status).toBe(403);
    expect((await owner.post(`${path()}/give`, { duty: 'members', member: ids.pat })).status).toBe(
      400,
    );
    const given = await give(owner, { duty: 'members', member: ids.pat });
    expect(given.status, given.text).toBe(200);
    const { role, holders } = dutyOf(given.body, 'members') ?? {};
    expect(holders).toContainEqual({ member: ids.pat, through: [{ role, reason }] });
    // It begins at once, and opens members alone.
    expect((await pat.get(path())).status).toBe(200);
    expect((await pat.get(`${world.base}/policy`)).status).toBe(403);
    expect((await pat.get(`${world.base}/schema`)).body.tables).toEqual([]);
    const again = await give(owner, {
      duty: 'members',
      member: ids.tia,
      until: world.time.now + 9,
    });
    expect(dutyOf(again.body, 'members')?.role).toBe(role);
    const done = await take(owner, { duty: 'members', member: ids.tia, role });
    expect(dutyOf(done.body, 'members')?.holders.map(({ member }) => member)).not.toContain(
      ids.tia,
    );
    expect((await take(owner, { duty: 'members', member: ids.tia, role })).status).toBe(404);
  });

  it('attack 51: give nothing that they lack, nothing to themselves, and nothing guarded unconfirmed', async () => {
    for (const duty of ['owner', 'data', 'configuration', 'security'])
      expect((await give(pat, { duty, member: ids.tia, confirmed: true })).status).toBe(403);
    expect((await give(pat, { duty: 'members', member: ids.tia })).status).toBe(200);
    expect((await give(pat, { duty: 'members', member: ids.pat })).status).toBe(403);
    const ownerRole = dutyOf((await pat.get(path())).body, 'owner')?.role;
    const stolen = { duty: 'owner', member: world.owner.id, role: ownerRole };
    expect((await take(pat, stolen)).status).toBe(403);
    for (const duty of ['owner', 'security'])
      expect((await give(owner, { duty, member: ids.sam })).status).toBe(400);
    const past = { duty: 'data', member: ids.sam, until: world.time.now };
    expect((await give(owner, past)).status).toBe(400);
    expect((await give(owner, { duty: 'data', member: 'memnothere' })).status).toBe(404);
  });

  it('attack 51: no other way to a guarded duty goes without a reason and a confirmation', async () => {
    const { base } = world;
    const role = dutyOf((await owner.get(path())).body, 'owner')?.role ?? '';
    const roles = [{ role }];
    const sure = { reason, confirmed: true };
    const member = `${base}/members/${ids.tia}`;
    const refused = async (answer: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid', details: { guarded: ['owner', 'security'] } } },
      });
    };
    const nina = { name: 'Nina New', email: 'nina@example.com', roles };
    await refused(owner.post(`${base}/members`, nina));
    await refused(owner.patch(member, { roles }));
    await refused(owner.patch(member, { roles, reason }));
    await refused(owner.patch(member, { roles, confirmed: true }));
    await refused(owner.post(`${member}/transfer`, { roles, keepRecords: true }));
    // Whoever may not give it is refused as ever, confirmed or not.
    expect((await pat.patch(member, { roles, ...sure })).status).toBe(403);
    // By way of a team: neither the role to its members, nor somebody new to the team.
    const team = (await owner.post(`${base}/teams`, { name: 'Keepers' })).body.id as string;
    const held = { teams: [team], departments: [] };
    await refused(owner.put(`${base}/roles/${role}/holders`, held));
    expect((await owner.put(`${base}/roles/${role}/holders`, { ...held, ...sure })).status).toBe(
      200,
    );
    await refused(owner.patch(member, { teams: [team] }));
    expect((await owner.patch(member, { name: 'Tia T.' })).status).toBe(200);

    // For a time, with its reason; what only shortens it is not asked again, what prolongs it is.
    const until = world.time.now + 5_000;
    const term = (to?: number) => [{ role, ...(to !== undefined && { until: to }) }];
    expect((await owner.patch(member, { roles: term(until), ...sure })).status).toBe(200);
    const holders = dutyOf((await owner.get(path())).body, 'owner')?.holders;
    expect(holders).toContainEqual({ member: ids.tia, through: [{ role, until, reason }] });
    expect((await owner.patch(member, { roles: term(until - 1_000) })).status).toBe(200);
    await refused(owner.patch(member, { roles: term(until) }));
    await refused(owner.patch(member, { roles: term() }));
    expect((await owner.patch(member, { roles: [] })).status).toBe(200);
    expect((await owner.post(`${base}/members`, { ...nina, ...sure })).status).toBe(201);
  });

  it('attack 52: keep an owner, and a reserve counts only when it stands by itself', async () => {
    const role = dutyOf((await owner.get(path())).body, 'owner')?.role;
    const last = { duty: 'owner', member: world.owner.id, role };
    expect((await take(owner, last)).status).toBe(403);
    const term = { duty: 'owner', member: ids.sam, confirmed: true, until: world.time.now + 1000 };
    expect((await give(owner, term)).body.owners).toBe(1);
    const sam = world.workspace.store.organisation().members.find(({ id }) => id === ids.sam);
    if (!sam) throw new Error('Sam is gone.');
    expect((await take(await world.as(sam), last)).status).toBe(403);
    const reserve = { duty: 'owner', member: ids.sam, confirmed: true };
    expect((await give(owner, reserve)).body.owners).toBe(2);
    expect((await take(await world.as(sam), last)).body.owners).toBe(1);
  });
});
