import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../world.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let copies: string;
beforeAll(async () => {
  stage = await setStage();
  copies = `${stage.world.base}/copies`;
});
afterAll(() => stage.world.close());

const reason = { reason: 'To try a rule' };

async function made(): Promise<string> {
  const answer = await stage.owner.post(copies, reason);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.copy.id as string;
}

const ownerRole = ({ workspace }: Stage['world']) =>
  workspace.store.organisation().roles.find(({ builtIn }) => builtIn === 'owner')?.id ?? '';

const listed = async (client: Client) =>
  ((await client.get('/api/workspaces')).body.workspaces as { id: string }[]).map(({ id }) => id);

describe('a copy of a workspace', () => {
  it('holds the same records, people and rules, and changes by itself', async () => {
    const { owner, world, ids } = stage;
    const id = await made();
    const there = `/api/workspaces/${id}`;
    const policy = (await owner.get(`${there}/policy`)).body.policy;
    expect(policy).toEqual((await owner.get(`${world.base}/policy`)).body.policy);
    const record = `/tables/customers/records/${ids.mine}`;
    const before = await owner.get(`${world.base}${record}`);
    expect((await owner.get(`${there}${record}`)).text).toBe(before.text);
    const saved = await owner.put(`${there}/policy`, {
      ...policy,
      grants: policy.grants.slice(0, 1),
      reason: 'x',
    });
    expect(saved.status, saved.text).toBe(200);
    expect((await owner.delete(`${there}${record}`)).status).toBe(200);
    expect((await owner.get(`${world.base}${record}`)).text).toBe(before.text);
    expect((await owner.get(`${world.base}/policy`)).body.policy.grants.length).toBeGreaterThan(1);
    expect((await owner.get(there)).body.copiedAt).toEqual(expect.any(String));
    expect((await owner.get(copies)).body.copies.map((one: { id: string }) => one.id)).toContain(
      id,
    );
  });

  it('is entered by nobody who may not make one, not even by members who stand in it', async () => {
    const id = await made();
    const nothing = '/api/workspaces/wspnothere1234';
    for (const one of ['sam', 'tia', 'vic', 'bo', 'ada'] as const) {
      const client = stage[one];
      expect(await listed(client), one).not.toContain(id);
      for (const path of ['', '/schema', '/members', '/copies', '/policy']) {
        const answer = await client.get(`/api/workspaces/${id}${path}`);
        const unknown = await client.get(`${nothing}${path}`);
        expect([answer.status, answer.text], `${one} ${path}`).toEqual([404, unknown.text]);
      }
    }
    expect(await listed(stage.owner)).toContain(id);
  });

  it('tells who lacks one of both rights nothing, whether or not there are copies', async () => {
    for (const one of ['sam', 'ada'] as const) {
      const client = stage[one];
      const before = [await client.get(copies), await client.post(copies, reason)];
      const id = await made();
      const after = [await client.get(copies), await client.post(copies, reason)];
      expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
      expect(after.map(({ status }) => status)).toEqual([403, 403]);
      const real = await client.delete(`${copies}/${id}`);
      const none = await client.delete(`${copies}/wspnothere1234`);
      expect([real.status, real.text]).toEqual([403, none.text]);
      expect((await stage.owner.delete(`${copies}/${id}`)).status).toBe(200);
    }
  });

  it('closes for whoever loses the right in the original, whatever the rules of the copy say', async () => {
    const { world, owner, people } = stage;
    await world.change({
      kind: 'addMembership',
      membership: {
        group: { kind: 'role', id: ownerRole(world) },
        holder: { kind: 'member', id: people.kim.id },
      },
    });
    const answer = await stage.kim.post(copies, reason);
    expect(answer.status, answer.text).toBe(201);
    const id = answer.body.copy.id as string;
    expect((await stage.kim.get(`/api/workspaces/${id}/schema`)).status).toBe(200);
    await world.change({
      kind: 'removeMembership',
      group: { kind: 'role', id: ownerRole(world) },
      holder: { kind: 'member', id: people.kim.id },
    });
    expect((await stage.kim.get(`/api/workspaces/${id}/schema`)).status).toBe(404);
    expect(await listed(stage.kim)).not.toContain(id);
    expect((await owner.delete(`${copies}/${id}`)).status).toBe(200);
  });

  it('needs a reason, invites nobody, and is not copied again', async () => {
    expect((await stage.owner.post(copies, { reason: ' ' })).status).toBe(400);
    const id = await made();
    const there = `/api/workspaces/${id}`;
    const invited = await stage.owner.post(`${there}/members`, {
      name: 'Nell New',
      email: 'nell@example.com',
    });
    expect([invited.status, invited.body.error.message]).toEqual([
      403,
      expect.stringContaining('copy'),
    ]);
    expect((await stage.owner.post(`${there}/copies`, reason)).status).toBe(403);
    expect((await stage.owner.delete(`${copies}/${id}`)).status).toBe(200);
  });

  it('is told in the log of both, begins a log that is whole, and leaves no file when it goes', async () => {
    const { world, owner } = stage;
    const id = await made();
    const kinds = async (base: string) =>
      (await owner.get(`${base}/audit`)).body.entries.map((one: { kind: string }) => one.kind);
    expect(await kinds(world.base)).toContain('copy.make');
    expect(await kinds(`/api/workspaces/${id}`)).toEqual(['copy.make']);
    const verified = await owner.post(`/api/workspaces/${id}/audit/verify`, {});
    expect(verified.body).toMatchObject({ entries: 1 });
    expect(verified.body.fault).toBeUndefined();
    const folder = join(world.app.config.data, 'workspaces');
    const { databaseUrl } = world.app.config;
    if (databaseUrl === undefined) expect(existsSync(join(folder, `${id}.sqlite`))).toBe(true);
    expect((await owner.delete(`${copies}/${id}`)).status).toBe(200);
    if (databaseUrl === undefined)
      expect(readdirSync(folder).filter((name) => name.includes(id))).toEqual([]);
    expect(await kinds(world.base)).toContain('copy.remove');
    expect((await owner.get(`/api/workspaces/${id}`)).status).toBe(404);
    expect((await owner.delete(`${copies}/${id}`)).status).toBe(404);
  });

  it('is no way to take away a workspace that is none of its copies', async () => {
    const { world, owner } = stage;
    const answer = await owner.delete(`${copies}/${world.base.split('/').at(-1)}`);
    expect(answer.status).toBe(404);
    expect((await owner.get(world.base)).status).toBe(200);
  });

  it('takes nobody out of the real workspace who is deactivated in it', async () => {
    const { owner, people, world } = stage;
    await world.change({
      kind: 'addMembership',
      membership: {
        group: { kind: 'role', id: ownerRole(world) },
        holder: { kind: 'member', id: people.bo.id },
      },
    });
    const id = await made();
    expect((await stage.bo.get(`/api/workspaces/${id}/schema`)).status).toBe(200);
    const done = await owner.patch(`/api/workspaces/${id}/members/${people.bo.id}`, {
      status: 'deactivated',
    });
    expect(done.status, done.text).toBe(200);
    expect((await stage.bo.get(`${world.base}/schema`)).status).toBe(200);
    expect((await stage.bo.get(`/api/workspaces/${id}/schema`)).status).toBe(404);
  });
});
