import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsDatabase, openDatabase } from '../src/index.ts';
import { databases, type Temporary } from './fixtures.ts';

const now = 1_700_000_000_000;

describe.each(databases)('the accounts database in %s', (_name, temporary) => {
  let home: Temporary;
  let database: AccountsDatabase;

  beforeAll(async () => {
    home = temporary();
    database = await openDatabase(home.place);
    const at = new Date(now);
    const { database: drizzle, schema } = await database.drizzle();
    const { insert: into } = drizzle as unknown as {
      insert(table: unknown): { values(values: object): Promise<unknown> };
    };
    const insert = (table: unknown, values: object) => into.call(drizzle, table).values(values);
    await insert(schema.user, {
      id: 'u1',
      name: 'Ann',
      email: 'ann@example.com',
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    });
    for (const [id, ends] of [
      ['s1', now + 1000],
      ['s2', now + 2000],
    ] as const) {
      await insert(schema.session, {
        id,
        token: `token-${id}`,
        userId: 'u1',
        expiresAt: new Date(ends),
        createdAt: at,
        updatedAt: at,
      });
    }
    await database.accounts.addWorkspace('wsp1', 'One', now);
  });
  afterAll(async () => {
    await database.close();
    await home.remove();
  });

  it('finds the session that better-auth wrote until it expires', async () => {
    const { accounts } = database;
    expect(await accounts.sessionByToken('token-s1', now)).toEqual({
      id: 's1',
      userId: 'u1',
      name: 'Ann',
      email: 'ann@example.com',
      emailVerified: true,
      twoFactorEnabled: false,
      usedAt: now,
      banned: false,
      expiresAt: now + 1000,
      createdAt: now,
    });
    expect(await accounts.sessionByToken('token-s1', now + 1000)).toBeNull();
    expect(await accounts.sessionByToken('nothing', now)).toBeNull();
  });

  it('lists the workspaces of a user', async () => {
    const { accounts } = database;
    await accounts.putMembershipIndex('u1', 'wsp1', 'memold');
    await accounts.putMembershipIndex('u1', 'wsp1', 'memann');
    expect(await accounts.membershipsOf('u1')).toEqual([
      { workspaceId: 'wsp1', workspaceName: 'One', memberId: 'memann' },
    ]);
    expect(await accounts.userOfMember('wsp1', 'memann')).toBe('u1');
    await accounts.removeMembershipIndex('u1', 'wsp1');
    expect(await accounts.membershipsOf('u1')).toEqual([]);
  });

  it('gives an invitation to one of those who take it at once, and to nobody when it is late', async () => {
    const { accounts } = database;
    const invitation = {
      tokenHash: 'h1',
      workspaceId: 'wsp1',
      memberId: 'membob',
      email: 'b@example.com',
      expiresAt: now + 10,
    };
    await accounts.createInvitation(invitation);
    expect(await accounts.invitation('h1', now)).toEqual(invitation);
    expect(await accounts.takeInvitation('h1', now + 10)).toBeNull();
    const taken = await Promise.all([1, 2, 3].map(() => accounts.takeInvitation('h1', now)));
    expect(taken.filter((one) => one !== null)).toEqual([invitation]);
  });

  it('is set up once, by the holder of the token', async () => {
    const { accounts } = database;
    expect(await accounts.setup()).toEqual({ tokenHash: null, doneAt: null });
    await accounts.putSetupToken('t0');
    await accounts.putSetupToken('t1');
    expect(await accounts.finishSetup('t0', now)).toBe(false);
    expect(
      await Promise.all([accounts.finishSetup('t1', now), accounts.finishSetup('t1', now)]),
    ).toContain(false);
    await accounts.putSetupToken('t2');
    expect(await accounts.setup()).toEqual({ tokenHash: null, doneAt: now });
  });

  it('lists sessions, the last used first, and ends one of them', async () => {
    const { accounts } = database;
    await accounts.touchSession('s1', now + 60_000);
    const listed = await accounts.sessionsOf('u1', now);
    expect(listed.map(({ id, usedAt }) => [id, usedAt])[0]).toEqual(['s1', now + 60_000]);
    expect((await accounts.sessionByToken('token-s1', now))?.usedAt).toBe(now + 60_000);
    expect((await accounts.sessionsOf('u1', now + 1500)).map(({ id }) => id)).toEqual(['s2']);
    expect(await accounts.sessionsOf('u2', now)).toEqual([]);
    expect(await accounts.endSession('u2', 's1')).toBe(false);
    expect(await accounts.endSession('u1', 's1')).toBe(true);
    expect(await accounts.sessionByToken('token-s1', now)).toBeNull();
  });

  it('ends the sessions of a user, but for the one that is kept', async () => {
    expect(await database.accounts.endSessionsOf('u1', 's2')).not.toContain('s2');
    expect(await database.accounts.sessionByToken('token-s1', now)).toBeNull();
    expect(await database.accounts.sessionByToken('token-s2', now)).not.toBeNull();
    await database.accounts.endSessionsOf('u1');
    expect(await database.accounts.sessionByToken('token-s2', now)).toBeNull();
  });

  it('turns a second step on for the secret that was confirmed, and takes each time step once', async () => {
    const { accounts } = database;
    expect(await accounts.prepareSecondStep('u1', 'first')).toBe(true);
    expect(await accounts.prepareSecondStep('u1', 'second')).toBe(true);
    expect(await accounts.turnOnSecondStep('u1', 'first', 'codes')).toBe(false);
    expect(await accounts.turnOnSecondStep('u1', 'second', 'codes')).toBe(true);
    expect(await accounts.prepareSecondStep('u1', 'third')).toBe(false);
    expect(await accounts.secondStep('u1')).toEqual({ secret: 'second', codes: 'codes' });
    const taken = await Promise.all([7, 7, 7].map((step) => accounts.takeTimeStep('u1', step)));
    expect([...taken].sort()).toEqual([false, false, true]);
    expect(await accounts.takeTimeStep('u1', 6)).toBe(false);
    expect(await accounts.takeTimeStep('u1', 8)).toBe(true);
    const changed = ['one', 'two'].map((after) => accounts.replaceCodes('u1', 'codes', after));
    expect((await Promise.all(changed)).sort()).toEqual([false, true]);
    await accounts.putMembershipIndex('u1', 'wsp1', 'memann');
    expect([...(await accounts.membersWithSecondStep('wsp1'))]).toEqual(['memann']);
    await accounts.turnOffSecondStep('u1');
    expect(await accounts.secondStep('u1')).toBeNull();
    expect([...(await accounts.membersWithSecondStep('wsp1'))]).toEqual([]);
  });

  it('brings a database of the first format up to date, and leaves it alone from then on', async () => {
    const old = temporary();
    const make = async () => await openDatabase(old.place);
    const first = await make();
    const run = async (text: string) => {
      if (first.provider === 'sqlite') first.handle.exec(text);
      else await first.handle.query(text);
    };
    await run('ALTER TABLE two_factor DROP COLUMN last_step');
    await run('DELETE FROM accounts_format WHERE version > 1');
    await run('INSERT INTO accounts_format (version) VALUES (1) ON CONFLICT DO NOTHING');
    await first.close();
    for (let round = 0; round < 2; round++) {
      const again = await make();
      expect(await again.accounts.takeTimeStep('nobody', 1)).toBe(false);
      await again.close();
    }
    await old.remove();
  });
});
