import type { Member } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf, givePassword, makeWorld, type World } from '../../test/world.ts';

let world: World;
let owner: Client;
let members: string;

beforeEach(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  members = `${world.base}/members`;
});
afterEach(() => world.close());

const ownerRole = () =>
  world.workspace.store.organisation().roles.find(({ builtIn }) => builtIn === 'owner')?.id ?? '';

/** A member who manages members and nothing else. */
async function staffManager(): Promise<{ member: Member; client: Client; role: string }> {
  const made = await owner.post(`${world.base}/roles`, { name: 'Staff office' });
  const role = made.body.id as string;
  await grant({
    id: 'grastaff',
    to: { kind: 'role', id: role },
    on: { kind: 'workspace' },
    actions: ['manageMembers'],
    scope: { kind: 'none' },
    fields: { default: 'hidden', except: [] },
    origin: 'role',
    reason: 'Staff',
  });
  const member = await world.join('Stella Staff', [role]);
  return { member, client: await world.as(member), role };
}

async function grant(given: object): Promise<void> {
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const saved = await owner.put(`${world.base}/policy`, {
    ...policy,
    confirmed: true,
    grants: [...policy.grants, given],
    reason: 'test',
  });
  expect(saved.status, saved.text).toBe(200);
}

describe('the directory', () => {
  it('gives names to all, the rest only to oneself and whoever manages members', async () => {
    const member = await world.join('Sam Sales', ['sales']);
    const list = (await (await world.as(member)).get(members)).body.members;
    const other = list.find(({ id }: Member) => id === world.owner.id);
    expect(other).toEqual({ id: world.owner.id, name: world.owner.name });
    expect(list.find(({ id }: Member) => id === member.id).email).toBe(member.email);
    const whole = (await owner.get(members)).body.members;
    expect(whole.find(({ id }: Member) => id === member.id)).toMatchObject({
      status: 'active',
      roles: [{ role: world.roles.sales }],
    });
  });

  it('closes roles, teams and rules to those who manage neither', async () => {
    const client = await world.as(await world.join('Sam Sales', ['sales']));
    for (const path of ['organisation', 'roles', 'policy']) {
      expect((await client.get(`${world.base}/${path}`)).status).toBe(403);
    }
    expect((await client.post(members, { name: 'X', email: 'x@example.com' })).status).toBe(403);
  });
});

describe('inviting', () => {
  const invited = { name: 'Nora New', email: 'Nora@Example.com' };
  const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

  it('gives a link once, with which a new member joins and is signed in', async () => {
    const made = await owner.post(members, { ...invited, roles: [{ role: world.roles.sales }] });
    expect(made.status).toBe(201);
    const path = `/api/invitations/${tokenOf(made.body.link)}`;
    expect((await world.nobody.get(path)).body).toMatchObject({
      workspace: 'Lighthouse',
      name: 'Nora New',
      hasAccount: false,
    });
    expect((await world.nobody.post(path, { password: 'noranoranora' })).status).toBe(400);
    const joined = await world.nobody.post(path, { password: 'a meadow of quiet lamps' });
    expect(joined.status).toBe(200);
    const cookie = joined.headers.getSetCookie()[0]?.split(';')[0];
    const client = clientOf(world.server, '', cookie);
    expect((await client.get(world.base)).body.me.email).toBe(invited.email);
    expect((await world.nobody.get(path)).status).toBe(404);
    expect((await world.nobody.post(path, { password: 'a meadow of quiet lamps' })).status).toBe(
      404,
    );
  });

  it('ends an earlier link with a new one, and after two weeks', async () => {
    const made = await owner.post(members, invited);
    const again = await owner.post(`${members}/${made.body.member.id}/invitation`);
    const [first, second] = [made, again].map(
      ({ body }) => `/api/invitations/${tokenOf(body.link)}`,
    );
    expect((await world.nobody.get(first ?? '')).status).toBe(404);
    expect((await world.nobody.get(second ?? '')).status).toBe(200);
    world.time.now += 15 * 24 * 3600 * 1000;
    expect((await world.nobody.get(second ?? '')).status).toBe(404);
  });

  it('asks the password of an account that is there already, and no more than a few times', async () => {
    await givePassword(world, world.owner, 'correct horse battery');
    const other = await makeWorld({ template: null });
    await other.close();
    const holder = await world.join('Hans Holder');
    await givePassword(world, holder, 'a meadow of quiet lamps');
    await world.change({ kind: 'putMember', member: { ...holder, status: 'invited' } });
    const made = await owner.post(`${members}/${holder.id}/invitation`);
    const path = `/api/invitations/${tokenOf(made.body.link)}`;
    expect((await world.nobody.get(path)).body.hasAccount).toBe(true);
    expect((await world.nobody.post(path, { password: 'somebody elses' })).status).toBe(401);
    expect((await world.nobody.post(path, { password: 'a meadow of quiet lamps' })).status).toBe(
      200,
    );
  });

  it('refuses an address that a member has already, and a link for who has joined', async () => {
    const again = await owner.post(members, {
      name: 'Two',
      email: world.owner.email.toUpperCase(),
    });
    expect(again.status).toBe(409);
    const member = await world.join('Sam Sales');
    expect((await owner.post(`${members}/${member.id}/invitation`)).status).toBe(409);
    const moved = await owner.patch(`${members}/${member.id}`, { email: 'new@example.com' });
    expect(moved.status).toBe(409);
  });
});

describe('nobody climbs', () => {
  it('by changing himself, the owner neither', async () => {
    const changes = [
      { roles: [{ role: world.roles.sales }] },
      { departments: [] as string[], roles: [] },
      { status: 'deactivated' },
    ];
    for (const change of changes) {
      const answer = await owner.patch(`${members}/${world.owner.id}`, change);
      expect([change, answer.status]).toEqual([change, 403]);
    }
    const { member, client } = await staffManager();
    const boss = await world.join('Bea Boss');
    expect((await client.patch(`${members}/${member.id}`, { manager: boss.id })).status).toBe(403);
    expect((await client.patch(`${members}/${member.id}`, { name: 'Stella S.' })).status).toBe(200);
  });

  it('by a role that carries rights he lacks, for himself or for another', async () => {
    const { client, role } = await staffManager();
    const friend = await world.join('Fred Friend');
    const path = `${members}/${friend.id}`;
    expect((await client.patch(path, { roles: [{ role: ownerRole() }] })).status).toBe(403);
    const later = { role: ownerRole(), from: world.time.now + 3600_000 };
    expect((await client.patch(path, { roles: [later] })).status).toBe(403);
    const invite = { name: 'Ida', email: 'ida@example.com', roles: [{ role: ownerRole() }] };
    expect((await client.post(members, invite)).status).toBe(403);
    expect((await client.patch(path, { roles: [{ role }] })).status).toBe(200);
    expect((await client.patch(path, { roles: [{ role: world.roles.sales }] })).status).toBe(200);
  });

  it('by a team that holds such a role', async () => {
    const { client, member } = await staffManager();
    const team = (await owner.post(`${world.base}/teams`, { name: 'Board' })).body.id;
    const sure = { reason: 'For the board', confirmed: true };
    const holders = { teams: [team], departments: [], ...sure };
    expect((await client.put(`${world.base}/roles/${ownerRole()}/holders`, holders)).status).toBe(
      200,
    );
    const friend = await world.join('Fred Friend');
    expect((await client.patch(`${members}/${friend.id}`, { teams: [team] })).status).toBe(403);
    expect((await client.patch(`${members}/${member.id}`, { teams: [team] })).status).toBe(403);
  });

  it('by making others report to himself', async () => {
    const { client, member } = await staffManager();
    await world.change({
      kind: 'addMembership',
      membership: {
        group: { kind: 'role', id: world.roles.sales ?? '' },
        holder: { kind: 'member', id: member.id },
      },
    });
    const worker = await world.join('Will Worker', ['sales']);
    const path = `${members}/${worker.id}`;
    expect((await client.patch(path, { manager: member.id })).status).toBe(403);
    expect((await owner.patch(path, { manager: member.id })).status).toBe(200);
  });

  it('by taking over an owner who has not joined yet', async () => {
    const { client } = await staffManager();
    const made = await owner.post(members, {
      name: 'Olga',
      email: 'olga@example.com',
      roles: [{ role: ownerRole() }],
      reason: 'A second owner',
      confirmed: true,
    });
    const path = `${members}/${made.body.member.id}`;
    expect((await client.post(`${path}/invitation`)).status).toBe(403);
    expect((await client.patch(path, { email: 'mine@example.com' })).status).toBe(403);
    expect((await client.patch(path, { roles: [] })).status).toBe(403);
    expect((await client.patch(path, { status: 'deactivated' })).status).toBe(403);
  });
});

describe('the last owner', () => {
  it('stays, and of two who remove each other one does', async () => {
    const second = await world.join('Oscar Owner', [ownerRole()]);
    const other = await world.as(second);
    const both = await Promise.all([
      owner.patch(`${members}/${second.id}`, { roles: [] }),
      other.patch(`${members}/${world.owner.id}`, { status: 'deactivated' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    const { memberships, members: all } = world.workspace.store.organisation();
    const owners = memberships.filter(
      ({ group, holder }) =>
        group.id === ownerRole() &&
        all.some(({ id, status }) => id === holder.id && status === 'active'),
    );
    expect(owners.length).toBe(1);
  });

  it('does not become one for a time only', async () => {
    const second = await world.join('Oscar Owner', [ownerRole()]);
    const other = await world.as(second);
    const until = world.time.now + 3600_000;
    const role = { role: ownerRole(), until };
    expect((await other.patch(`${members}/${world.owner.id}`, { roles: [role] })).status).toBe(200);
    expect((await owner.patch(`${members}/${second.id}`, { roles: [] })).status).toBe(403);
  });
});

describe('groups', () => {
  it('are made, renamed, moved and removed, but not while a rule names them', async () => {
    const { body } = await owner.post(`${world.base}/departments`, { name: 'North' });
    const south = await owner.post(`${world.base}/departments`, { name: 'South', parent: body.id });
    const circle = await owner.patch(`${world.base}/departments/${body.id}`, {
      parent: south.body.id,
    });
    expect(circle.status).toBe(400);
    expect(
      (await owner.patch(`${world.base}/departments/${south.body.id}`, { parent: null })).status,
    ).toBe(200);
    expect((await owner.delete(`${world.base}/departments/${body.id}`)).status).toBe(200);
    expect((await owner.delete(`${world.base}/roles/${world.roles.sales}`)).status).toBe(409);
    expect(
      (await owner.delete(`${world.base}/roles/${ownerRole()}`)).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await owner.patch(`${world.base}/roles/${ownerRole()}`, { name: 'X' })).status).toBe(
      403,
    );
    expect((await owner.delete(`${world.base}/teams/teanosuch`)).status).toBe(404);
  });
});
