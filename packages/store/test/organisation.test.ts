import { isDenial, type Member, type PostRule } from '@tessera/model';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { OrganisationChange, WorkspaceStore } from '../src/store.ts';
import {
  asking,
  author,
  create,
  customers,
  databases,
  must,
  plain,
  shop,
  type Temporary,
} from './fixtures.ts';

const member = (
  id: string,
  name: string,
  manager: string | null = null,
  title?: string,
): OrganisationChange => ({
  kind: 'putMember',
  member: {
    id,
    name,
    email: `${id}@example.com`,
    status: 'active',
    manager,
    ...(title !== undefined && { title }),
  } satisfies Member,
});
const postRule = (id: string): PostRule => ({
  id,
  department: { id: 'depall', below: true },
  title: { op: 'contains', text: 'manager' },
  roles: ['rolsales'],
});

describe.each(databases)('people and rules in %s', (name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const change = async (...changes: OrganisationChange[]) =>
    must(await store.changeOrganisation(changes, author));

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('keeps members, groups and who belongs where', async () => {
    const group = { kind: 'role', id: 'rolsales' } as const;
    await change(
      member('memann', 'Ann'),
      member('membob', '李', 'memann', 'Area manager'),
      { kind: 'putRole', id: 'rolsales', name: 'Sales' },
      { kind: 'setPostRules', rules: [postRule('porone'), postRule('portwo')] },
      { kind: 'putTeam', id: 'teaeast', name: 'East' },
      { kind: 'putDepartment', id: 'depall', name: 'All', parent: null },
      { kind: 'putDepartment', id: 'depone', name: 'One', parent: 'depall' },
      {
        kind: 'addMembership',
        membership: { group, holder: { kind: 'department', id: 'depall', subtree: true } },
      },
      {
        kind: 'addMembership',
        membership: {
          group,
          holder: { kind: 'member', id: 'membob' },
          from: 5,
          until: 10,
          reason: 'Holidays',
        },
      },
    );
    const now = store.organisation();
    expect(now.version).toBe(1);
    expect(now.postRules).toHaveLength(2);
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.organisation()).toEqual(now);
    await change({ kind: 'setPostRules', rules: [postRule('portwo')] });
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.organisation().postRules).toEqual([postRule('portwo')]);
    expect(store.organisation().members[1]?.title).toBe('Area manager');
  });

  it('refuses circles, strangers and the end of the owner role, and then changes nothing', async () => {
    await change({ kind: 'putRole', id: 'rolowner', name: 'Owner', builtIn: 'owner' });
    const before = store.organisation();
    const refused: OrganisationChange[] = [
      member('memann', 'Ann', 'membob'),
      member('memzoe', 'Zoe', 'memnobody'),
      { kind: 'putDepartment', id: 'depall', name: 'All', parent: 'depone' },
      { kind: 'removeDepartment', id: 'depall' },
      { kind: 'removeRole', id: 'rolowner' },
      {
        kind: 'addMembership',
        membership: {
          group: { kind: 'team', id: 'teagone' },
          holder: { kind: 'member', id: 'memann' },
        },
      },
    ];
    for (const one of refused) {
      expect(isDenial(await store.changeOrganisation([member('memnew', 'New'), one], author))).toBe(
        true,
      );
    }
    expect(store.organisation()).toBe(before);
  });

  it('closes what ends and keeps it, with who and when', async () => {
    const later = { ...author, at: author.at + 1, by: 'memann' };
    await store.changeOrganisation(
      [{ kind: 'removeRole', id: 'rolsales' }, member('membob', '李')],
      later,
    );
    expect(store.organisation().memberships).toEqual([]);
    if (name !== 'SQLite' || home.place.kind !== 'sqlite') return;
    const database = new Database(home.place.file, { readonly: true });
    const closed = database.prepare('SELECT closed_at, closed_by FROM s_membership').raw().all();
    expect(closed).toEqual([
      [later.at, 'memann'],
      [later.at, 'memann'],
    ]);
    const line = database
      .prepare('SELECT member, manager, opened_by, closed_at FROM s_manager')
      .raw()
      .all();
    expect(line).toEqual([['membob', 'memann', author.by, later.at]]);
    database.close();
  });

  it('orders member fields by the names of members, as they are now', async () => {
    await change(member('memzoe', 'Zoe'));
    await create(store, customers.id, {
      rec1: { fldowner: 'memzoe' },
      rec2: { fldowner: 'membob' },
      rec3: { fldowner: 'memann' },
      rec4: {},
    });
    const question = asking(customers.id, { order: [{ by: plain('fldowner'), direction: 'asc' }] });
    const ids = async () => (await store.rows(question)).rows.map((row) => row.id);
    expect(await ids()).toEqual(['rec3', 'rec2', 'rec1', 'rec4']);
    await change(member('memann', 'Zz'));
    expect(await ids()).toEqual(['rec2', 'rec1', 'rec3', 'rec4']);
  });

  it('keeps every version of the rules, and refuses one that is based on an older one', async () => {
    const saved = must(await store.savePolicy(store.policy(), author, 'first'));
    expect(saved).toEqual({ version: 1, grants: [], restrictions: [] });
    const refused = await store.savePolicy({ ...saved, version: 0 }, author, 'stale');
    expect(isDenial(refused) && refused.code).toBe('conflict');
    must(await store.savePolicy(saved, author, 'second'));
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.policy().version).toBe(2);
  });

  it('changes its settings but never its id', async () => {
    await store.updateInfo({ name: '店', timeZone: 'Asia/Shanghai' }, author);
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.info()).toEqual({
      id: 'wsp1',
      name: '店',
      language: 'en',
      timeZone: 'Asia/Shanghai',
    });
  });
});
