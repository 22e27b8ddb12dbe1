import { type AuditEntry, auditHeadText, isDenial, parseAuditHead } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, hashOf } from '../src/audit/chain.ts';
import { openWorkspace, verifyPlace, type WorkspaceStore } from '../src/index.ts';
import { meddle, unlock } from './audit-databases.ts';
import {
  author,
  create,
  customers,
  databases,
  must,
  planOf,
  remove,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

const ann = { id: 'memann', name: 'Ann', email: 'ann@example.com', manager: null } as const;

/** A workspace in which something of each kind has happened. */
async function lively(home: Temporary): Promise<WorkspaceStore> {
  const store = await shop(home.place);
  const group = { kind: 'role', id: 'rolsales' } as const;
  const holder = { kind: 'member', id: 'memann' } as const;
  must(
    await store.changeOrganisation(
      [
        { kind: 'putMember', member: { ...ann, status: 'active' } },
        { kind: 'putRole', id: 'rolsales', name: 'Sales' },
        { kind: 'addMembership', membership: { group, holder, reason: 'Covers for Li' } },
      ],
      author,
    ),
  );
  must(await store.savePolicy(store.policy(), author, 'The first rules'));
  await create(store, customers.id, { rec1: { fldname: 'One', fldamount: 150 }, rec2: {} });
  await update(store, customers.id, 'rec1', { fldname: 'Secret name' });
  await remove(store, customers.id, 'rec2');
  return store;
}

describe.each(databases)('the log in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const entries = async () => (await store.audit({ limit: 100 })).toReversed();
  const last = async () => (await store.audit({ limit: 1 }))[0] as AuditEntry;

  beforeAll(async () => {
    home = temporary();
    store = await lively(home);
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('tells each change once, by ids and without a value', async () => {
    const all = await entries();
    expect(all.map(({ kind }) => kind)).toEqual([
      ...['app.add', 'table.add', 'table.add', 'field.add'],
      ...['role.add', 'member.add', 'role.give', 'policy.save'],
      ...['record.create', 'record.update', 'record.delete'],
    ]);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i + 1));
    expect(all[6]).toMatchObject({
      actor: author.by,
      at: author.at,
      change: author.change,
      reason: 'Covers for Li',
      objects: { role: 'rolsales', member: 'memann', name: 'Sales' },
    });
    expect(all[7]).toMatchObject({ reason: 'The first rules', objects: { version: 1 }, policy: 0 });
    expect(all[8]?.objects).toMatchObject({
      table: customers.id,
      records: ['rec1', 'rec2'],
      fields: ['fldname', 'fldamount'],
    });
    expect(all[9]).toMatchObject({
      policy: 1,
      objects: { records: ['rec1'], fields: ['fldname'] },
    });
    expect(JSON.stringify(all)).not.toMatch(/Secret name|One|150|ann@example/);
  });

  it('tells nothing of what is refused, or changes nothing', async () => {
    const before = store.auditHead();
    const same = [{ kind: 'update' as const, id: 'rec1', cells: { fldname: 'Secret name' } }];
    must(await store.change(planOf({ table: customers.id, changes: same }), author));
    const twice = [{ kind: 'create' as const, id: 'rec1', cells: {} }];
    expect(
      isDenial(await store.change(planOf({ table: customers.id, changes: twice }), author)),
    ).toBe(true);
    must(
      await store.changeOrganisation(
        [{ kind: 'putMember', member: { ...ann, status: 'active' } }],
        author,
      ),
    );
    expect(
      isDenial(await store.changeSchema([{ kind: 'removeTable', table: 'tblx' }], author)),
    ).toBe(true);
    expect(isDenial(await store.savePolicy({ ...store.policy(), version: 0 }, author, 'x'))).toBe(
      true,
    );
    expect(store.auditHead()).toEqual(before);
    expect(await last()).toMatchObject({ seq: before.seq, hash: before.hash });
  });

  it('goes on behind its end after a restart, and verifies', async () => {
    await store.tell([{ kind: 'signIn', objects: { member: 'memann' } }], { by: 'memann', at: 5 });
    const head = store.auditHead();
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.auditHead()).toEqual(head);
    const group = { kind: 'role', id: 'rolsales' } as const;
    await store.changeOrganisation(
      [
        { kind: 'removeMembership', group, holder: { kind: 'member', id: 'memann' } },
        { kind: 'putMember', member: { ...ann, status: 'deactivated' } },
      ],
      { ...author, reason: 'Has left\ud800' },
    );
    expect((await entries()).slice(-2).map(({ kind, reason }) => [kind, reason])).toEqual([
      ['member.leave', 'Has left\ufffd'],
      ['role.take', 'Has left\ufffd'],
    ]);
    expect(await store.verifyAudit(head)).toEqual({
      entries: head.seq + 2,
      head: store.auditHead(),
    });
    expect(await verifyPlace(home.place, store.auditHead())).toEqual(await store.verifyAudit());
  });

  it('finds entries by who, what, when and about what, a page after the other', async () => {
    const found = async (asked: Parameters<WorkspaceStore['audit']>[0]) =>
      (await store.audit(asked)).map(({ kind }) => kind);
    expect(await found({ limit: 9, actor: 'memann', until: 6 })).toEqual(['signIn']);
    expect(await found({ limit: 9, kinds: ['record.delete', 'policy.save'] })).toEqual([
      'record.delete',
      'policy.save',
    ]);
    expect(await found({ limit: 9, about: [['rec2']] })).toEqual([
      'record.delete',
      'record.create',
    ]);
    expect(await found({ limit: 9, about: [['rec2', 'rec1'], ['fldamount']] })).toEqual([
      'record.create',
    ]);
    expect(await found({ limit: 9, about: [[]] })).toEqual([]);
    expect(await found({ limit: 2, before: 4 })).toEqual(['table.add', 'table.add']);
    expect(await found({ limit: 9, actor: null })).toEqual([]);
  });

  it('only grows: the database refuses everything else', async () => {
    const sqlite = home.place.kind === 'sqlite';
    const columns = 'seq, at, actor, kind, objects, policy, change, reason, previous, hash';
    const forged = `(1, 0, NULL, 'signIn', '{}', 0, NULL, NULL, '', '')`;
    for (const statement of [
      "UPDATE s_audit SET reason = 'other' WHERE seq = 3",
      'DELETE FROM s_audit WHERE seq > 3',
      `INSERT INTO s_audit (${columns}) VALUES ${forged}`,
      sqlite ? `INSERT OR REPLACE INTO s_audit (${columns}) VALUES ${forged}` : 'TRUNCATE s_audit',
    ])
      expect(await meddle(home.place, [statement])).toContain('s_audit only grows');
    expect(await store.verifyAudit()).not.toHaveProperty('fault');
  });
});

describe.each(databases)('a forged log in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  beforeAll(async () => {
    home = temporary();
    store = await lively(home);
    expect(await meddle(home.place, unlock(home.place))).toBeNull();
    expect(await meddle(home.place, ['CREATE TABLE kept AS SELECT * FROM s_audit'])).toBeNull();
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  const after = async (...statements: string[]) => {
    const back = ['DELETE FROM s_audit', 'INSERT INTO s_audit SELECT * FROM kept'];
    expect(await meddle(home.place, [...back, ...statements])).toBeNull();
    const { fault } = await store.verifyAudit();
    expect((await verifyPlace(home.place)).fault).toEqual(fault);
    return fault;
  };

  it.each([
    ['at', 'at + 1'],
    ['actor', "'membob'"],
    ['kind', "'record.create'"],
    ['objects', `replace(objects, 'rec1', 'rec9')`],
    ['objects', `'no JSON'`],
    ['policy', 'policy + 1'],
    ['change', "'chgother'"],
    ['reason', "'another'"],
    ['previous', 'hash'],
    ['hash', 'previous'],
  ])('is found out by its changed %s (%s)', async (column, value) => {
    const one = `UPDATE s_audit SET ${column} = ${value} WHERE seq = 10`;
    expect(await after(one)).toEqual({ kind: 'changed', seq: 10 });
  });

  it('is found out by an entry that is missing, from its beginning or its middle', async () => {
    expect(await after('DELETE FROM s_audit WHERE seq = 1')).toEqual({ kind: 'missing', seq: 1 });
    const gone = 'DELETE FROM s_audit WHERE seq = 7';
    expect(await after(gone)).toEqual({ kind: 'missing', seq: 7 });
    const closed = 'UPDATE s_audit SET seq = seq - 1 WHERE seq = 8';
    expect(await after(gone, closed)).toEqual({ kind: 'changed', seq: 7 });
  });

  it('is found out by another order, also with good hashes', async () => {
    const swapped = ['= -1 WHERE seq = 5', '= 5 WHERE seq = 6', '= 6 WHERE seq = -1'];
    const fault = await after(...swapped.map((text) => `UPDATE s_audit SET seq ${text}`));
    expect(fault).toEqual({ kind: 'changed', seq: 5 });
    const [entry] = await store.audit({ limit: 1, before: 7 });
    if (!entry) throw new Error('There is no entry.');
    const hash = hashOf({ ...entry, seq: 5 });
    const again = [...swapped.map((text) => `UPDATE s_audit SET seq ${text}`)];
    const rehash = `UPDATE s_audit SET hash = '${hash}' WHERE seq = 5`;
    expect((await after(...again, rehash))?.seq).toBe(5);
  });

  it('is found out by an entry that was written anew with its hash', async () => {
    await after();
    const entry = (await store.audit({ limit: 1, before: 7 }))[0];
    if (!entry) throw new Error('There is no entry.');
    const forged = { ...entry, actor: 'membob' };
    const set = `UPDATE s_audit SET actor = 'membob', hash = '${hashOf(forged)}' WHERE seq = 6`;
    expect(await after(set)).toEqual({ kind: 'unlinked', seq: 7 });
  });

  it('is found out by its cut tail, by what history and policies still know', async () => {
    expect(await after('DELETE FROM s_audit WHERE seq > 10')).toEqual({ kind: 'cut', seq: 11 });
    expect(await after('DELETE FROM s_audit')).toEqual({ kind: 'cut', seq: 1 });
    const noHistory = 'DELETE FROM s_history WHERE seq >= 1';
    expect(await after('DELETE FROM s_audit WHERE seq > 6', noHistory)).toEqual({
      kind: 'cut',
      seq: 7,
    });
    // Nothing in the workspace knows of signing in: only a head that was kept does.
    expect(await after('DELETE FROM s_audit WHERE seq > 8')).toBeUndefined();
  });

  it('is found out by a head that was kept elsewhere', async () => {
    await after();
    const head = parseAuditHead(auditHeadText(store.auditHead()));
    if (!head) throw new Error('A head is read as it was written.');
    expect(await store.verifyAudit(head)).not.toHaveProperty('fault');
    await after('DELETE FROM s_audit WHERE seq > 8');
    expect((await store.verifyAudit(head)).fault).toEqual({ kind: 'cut', seq: 9 });
    await after();
    let previous = store.auditHead().hash;
    const rewritten: string[] = [];
    for (const entry of (await store.audit({ limit: 99 })).toReversed()) {
      if (entry.seq === 1) previous = entry.previous;
      const forged = { ...entry, actor: 'membob', previous };
      const hash = hashOf(forged);
      rewritten.push(
        `UPDATE s_audit SET actor = 'membob', previous = '${previous}', hash = '${hash}' WHERE seq = ${entry.seq}`,
      );
      previous = hash;
    }
    expect(await after(...rewritten)).toBeUndefined();
    expect((await store.verifyAudit(head)).fault).toEqual({ kind: 'rewritten', seq: head.seq });
  });

  it('is found out when it is that of another workspace', async () => {
    await after();
    const other = temporary();
    const another = await shop(other.place);
    await another.close();
    const renamed = await meddle(other.place, ["UPDATE s_info SET id = 'wspother'"]);
    expect(renamed).toBeNull();
    expect((await verifyPlace(other.place)).fault).toEqual({ kind: 'unlinked', seq: 1 });
    await other.remove();
  });
});

it('reads a head only as it is written', () => {
  expect(parseAuditHead('1:abc')).toBeNull();
  expect(parseAuditHead(`x${'a'.repeat(64)}`)).toBeNull();
  expect(parseAuditHead(` 12:${'a'.repeat(64)}\n`)).toEqual({ seq: 12, hash: 'a'.repeat(64) });
});

it('writes the same text for the same value', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: null }], a: undefined })).toBe(
    '{"b":[2,{"c":null,"d":1}]}',
  );
});
