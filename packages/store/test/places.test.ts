import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  createWorkspace,
  removeWorkspace,
  verifyPlace,
  workspacePlace,
  workspacesIn,
} from '../src/index.ts';

const data = mkdtempSync(join(tmpdir(), 'tessera-places-'));
const databaseUrl = process.env.TEST_PG_URL ?? '';
mkdirSync(join(data, 'workspaces'));

it.each([
  ['a folder', { data }],
  ['PostgreSQL', { data, databaseUrl }],
])('finds and verifies the workspaces of an installation in %s', async (_name, home) => {
  const id = `wspplace${process.pid}`;
  const place = workspacePlace(home, id);
  const store = await createWorkspace(place, { id, name: 'A', language: 'en', timeZone: 'UTC' });
  await store.tell([{ kind: 'signOut', objects: { member: 'memann' } }], { by: 'memann', at: 1 });
  const head = store.auditHead();
  await store.close();
  try {
    expect(await workspacesIn(home)).toContain(id);
    expect(await workspacesIn(home)).not.toContain('accounts');
    expect(await verifyPlace(place, head)).toEqual({ entries: 1, head });
  } finally {
    await removeWorkspace(place);
  }
  expect(await workspacesIn(home)).not.toContain(id);
  if (!('databaseUrl' in home)) rmSync(data, { recursive: true });
});
