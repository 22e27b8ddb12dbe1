import type { Member } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from '../../test/world.ts';

let world: World;
let owner: Client;
let leaver: Member;
let heir: Member;
let other: Member;

beforeEach(async () => {
  world = await makeWorld();
  owner = await world.as(world.owner);
  leaver = await world.join('Lena Leaver', ['sales']);
  heir = await world.join('Hugo Heir', ['sales']);
  other = await world.join('Otto Other', ['sales']);
});
afterEach(() => world.close());

const at = (member: Member, what: string) => `${world.base}/members/${member.id}/${what}`;

/** Adds records that belong to a member. */
async function own(table: string, title: string, count: number, by: Member): Promise<void> {
  const records = Array.from({ length: count }, (_, n) => ({
    fields: { [title]: `${title} ${n} of ${by.name}`, owner: by.id },
  }));
  for (let from = 0; from < count; from += 500) {
    const body = { records: records.slice(from, from + 500) };
    const made = await owner.post(`${world.base}/tables/${table}/records`, body);
    expect(made.status, made.text).toBe(201);
  }
}

/** How many records of a table belong to a member, as the owner sees them. */
async function count(table: string, member: Member): Promise<number> {
  const filter = { op: 'is', field: 'owner', value: member.id };
  const body = { filter, limit: 1 };
  return (await owner.post(`${world.base}/tables/${table}/records/query`, body)).body.total;
}

/** A client whose role manages members, with these grants beside. */
async function staff(...grants: readonly object[]): Promise<Client> {
  const role = (await owner.post(`${world.base}/roles`, { name: 'Staff office' })).body.id;
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const all = [
    { on: { kind: 'workspace' }, actions: ['manageMembers'], scope: { kind: 'none' } },
    ...grants,
  ].map((grant, n) => ({
    fields: { default: 'edit', except: [] },
    ...grant,
    id: `grastaff${n}`,
    to: { kind: 'role', id: role },
    origin: 'role',
    reason: 'test',
  }));
  const rules = [...policy.grants, ...all];
  const body = { ...policy, grants: rules, reason: 'test', confirmed: true };
  const saved = await owner.put(`${world.base}/policy`, body);
  expect(saved.status, saved.text).toBe(200);
  return await world.as(await world.join('Stella Staff', [role]));
}

describe('somebody who leaves', () => {
  it('is closed at once and hands everything over, in change sets of at most 500', async () => {
    await own('customers', 'name', 620, leaver);
    await own('contacts', 'name', 2, leaver);
    const gone = await world.as(leaver);
    const [customers, contacts] = [world.table('customers'), world.table('contacts')];
    expect((await owner.get(at(leaver, 'holdings'))).body.tables).toEqual([
      { table: customers, records: 620, transferable: 620 },
      { table: contacts, records: 2, transferable: 2 },
    ]);
    const sizes: number[] = [];
    world.workspace.changes.subscribe((change) => {
      if (change.kind === 'records') sizes.push(change.committed.effects.length);
    });
    const successors = { contacts: other.id, '*': heir.id };
    const done = await owner.post(at(leaver, 'leave'), { successors });
    expect(done.status, done.text).toBe(200);
    expect(done.body.member.status).toBe('deactivated');
    expect(done.body.tables).toEqual([
      { table: customers, moved: 620, left: 0 },
      { table: contacts, moved: 2, left: 0 },
    ]);
    expect(sizes).toEqual([500, 120, 2]);
    expect((await gone.get(`${world.base}/schema`)).status).toBe(401);
    expect(await count('customers', heir)).toBe(620);
    expect(await count('contacts', other)).toBe(2);
  });

  it('keeps what no successor was named for, and gives it later', async () => {
    await own('customers', 'name', 3, leaver);
    const table = world.table('customers');
    const left = await owner.post(at(leaver, 'leave'), { successors: {} });
    expect(left.body.tables).toEqual([{ table, moved: 0, left: 3 }]);
    const later = await owner.post(at(leaver, 'leave'), { successors: { [table]: heir.id } });
    expect(later.body.tables).toEqual([{ table, moved: 3, left: 0 }]);
  });

  it('hands over only what the one who asks may see and transfer', async () => {
    await own('customers', 'name', 4, leaver);
    await own('contacts', 'name', 2, leaver);
    const [customers, contacts] = [world.table('customers'), world.table('contacts')];
    const seen = { op: 'anyOf', field: world.field('customers', 'name'), value: [0, 1, 2] };
    const names = seen.value.map((n) => `name ${n} of ${leaver.name}`);
    const view = await staff(
      {
        on: { kind: 'table', id: customers },
        actions: ['view'],
        scope: { kind: 'any', of: [{ kind: 'where', condition: { ...seen, value: names } }] },
      },
      {
        on: { kind: 'table', id: customers },
        actions: ['view', 'edit', 'transfer'],
        scope: {
          kind: 'any',
          of: [{ kind: 'where', condition: { ...seen, value: names.slice(0, 2) } }],
        },
      },
    );
    expect((await view.get(at(leaver, 'holdings'))).body.tables).toEqual([
      { table: customers, records: 3, transferable: 2 },
    ]);
    const unknown = { successors: { [contacts]: heir.id } };
    expect((await view.post(at(leaver, 'leave'), unknown)).status).toBe(404);
    const done = await view.post(at(leaver, 'leave'), { successors: { '*': heir.id } });
    expect(done.body.tables).toEqual([{ table: customers, moved: 2, left: 1 }]);
    expect(await count('customers', heir)).toBe(2);
    expect(await count('customers', leaver)).toBe(2);
    expect(await count('contacts', leaver)).toBe(2);
  });

  it('is not let go by those who may not, nor for a successor who is not there', async () => {
    await own('customers', 'name', 1, leaver);
    const sales = await world.as(other);
    expect((await sales.get(at(leaver, 'holdings'))).status).toBe(403);
    expect((await sales.post(at(leaver, 'leave'), { successors: {} })).status).toBe(403);
    for (const successor of [leaver.id, 'memnothere']) {
      const body = { successors: { '*': successor } };
      expect((await owner.post(at(leaver, 'leave'), body)).status).toBe(400);
    }
    const last = await owner.post(at(world.owner, 'leave'), { successors: { '*': heir.id } });
    expect(last.status).toBe(403);
    const office = await staff();
    expect((await office.post(at(world.owner, 'leave'), { successors: {} })).status).toBe(403);
    const absent = { id: 'memnothere' } as Member;
    expect((await owner.post(at(absent, 'leave'), { successors: {} })).status).toBe(404);
    expect(await count('customers', leaver)).toBe(1);
  });
});

describe('somebody who takes another post', () => {
  it('gets its roles and superior, and keeps the records or hands them over', async () => {
    await own('customers', 'name', 2, leaver);
    const post = { roles: [{ role: world.roles.service }], manager: other.id };
    const kept = await owner.post(at(leaver, 'transfer'), { ...post, keepRecords: true });
    expect(kept.body.member).toMatchObject({ manager: other.id, roles: post.roles });
    expect(kept.body.tables).toEqual([{ table: world.table('customers'), moved: 0, left: 2 }]);
    const given = await owner.post(at(leaver, 'transfer'), { successor: heir.id });
    expect(given.body.tables).toEqual([{ table: world.table('customers'), moved: 2, left: 0 }]);
    expect(given.body.member.status).toBe('active');
    expect(given.body.member.roles).toEqual(post.roles);
  });

  it('says what becomes of the records, one way or the other', async () => {
    for (const body of [{ manager: null }, { keepRecords: true, successor: heir.id }]) {
      expect((await owner.post(at(leaver, 'transfer'), body)).status).toBe(400);
    }
  });

  it('is not moved into rights that the one who asks lacks', async () => {
    const office = await staff();
    const ownerRole = world.workspace.store.organisation().roles.find((role) => role.builtIn);
    const body = { roles: [{ role: ownerRole?.id }], keepRecords: true };
    expect((await office.post(at(leaver, 'transfer'), body)).status).toBe(403);
    const self = { departments: [], roles: [], keepRecords: true };
    const me = { id: office.member } as Member;
    expect((await office.post(at(me, 'transfer'), self)).status).toBe(403);
  });
});
