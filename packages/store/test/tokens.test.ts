import type { Token } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { WorkspaceStore } from '../src/store.ts';
import { author, databases, must, shop, type Temporary } from './fixtures.ts';

describe.each(databases)('tokens and service accounts in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  const token = (id: string): Token => ({
    id,
    holder: { kind: 'member', id: 'membob' },
    name: 'Reports',
    ceiling: {
      rules: [{ on: { kind: 'workspace' }, actions: ['view'], level: 'read' }],
      duties: ['viewAudit'],
    },
    until: author.at + 1000,
    at: author.at,
    by: author.by,
  });
  const reopened = async () => {
    await store.close();
    store = await openWorkspace(home.place);
  };

  it('are found by the hash of the secret, also after a restart, and never twice', async () => {
    await store.addToken(token('tok1'), 'aaaa', author);
    expect(store.tokenByHash('aaaa')).toEqual(token('tok1'));
    await reopened();
    expect(store.tokenByHash('aaaa')).toEqual(token('tok1'));
    expect(store.tokenByHash('bbbb')).toBeUndefined();
    await expect(store.addToken(token('tok1'), 'cccc', author)).rejects.toThrow();
    expect(store.tokens()).toHaveLength(1);
  });

  it('keep when they were used and revoked, once', async () => {
    await store.touchToken('tok1', author.at + 7);
    const entries = store.auditHead().seq;
    must(await store.revokeToken('tok1', { ...author, at: author.at + 9 }));
    const after = { ...token('tok1'), usedAt: author.at + 7, revokedAt: author.at + 9 };
    expect(store.tokenByHash('aaaa')).toEqual(after);
    expect(store.auditHead().seq).toBe(entries + 1);
    expect(await store.revokeToken('tok1', author)).toMatchObject({ code: 'not_found' });
    expect(await store.revokeToken('tok2', author)).toMatchObject({ code: 'not_found' });
    await reopened();
    expect(store.tokens()).toEqual([after]);
  });

  it('stand in the log by id, with the token a change came by, and no hash', async () => {
    const service = { id: 'svc1', name: 'Sync', status: 'active' } as const;
    must(
      await store.changeOrganisation([{ kind: 'putService', service }], {
        ...author,
        token: 'tok1',
      }),
    );
    const entries = await store.audit({ limit: 10 });
    expect(entries.map(({ kind, objects }) => [kind, objects]).reverse()).toEqual(
      expect.arrayContaining([
        ['token.make', { token: 'tok1', member: 'membob', until: author.at + 1000 }],
        ['token.revoke', { token: 'tok1', member: 'membob' }],
        ['service.add', { service: 'svc1', token: 'tok1' }],
      ]),
    );
    expect(JSON.stringify(entries)).not.toContain('aaaa');
    expect(await store.verifyAudit()).not.toHaveProperty('fault');
  });

  it('keep service accounts with what they are for, and whether they may still come', async () => {
    const service = { id: 'svc1', name: 'Sync', description: 'Stock', status: 'active' } as const;
    const gone = { ...service, status: 'deactivated' } as const;
    must(await store.changeOrganisation([{ kind: 'putService', service }], author));
    must(await store.changeOrganisation([{ kind: 'putService', service: gone }], author));
    await reopened();
    expect(store.organisation().services).toEqual([gone]);
    const kinds = (await store.audit({ limit: 2 })).map(({ kind }) => kind);
    expect(kinds).toEqual(['service.leave', 'service.change']);
  });
});
