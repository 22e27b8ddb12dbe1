import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { clientOf, makeEmpty } from '../../test/world.ts';

type Empty = Awaited<ReturnType<typeof makeEmpty>>;
const open: Empty[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function empty(): Promise<Empty> {
  const made = await makeEmpty();
  open.push(made);
  return made;
}

const wanted = (token: string) => ({
  token,
  name: 'Ann Lee',
  email: 'Ann@Example.com',
  password: 'correct horse battery',
  workspace: 'Lighthouse',
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  templates: ['crm'],
  samples: true,
});

it('is open only to the holder of the printed token', async () => {
  const { nobody, token } = await empty();
  const wrong = await nobody.get('/api/setup?token=guess');
  expect(wrong.status).toBe(404);
  expect((await nobody.post('/api/setup', wanted('guess'))).text).toBe(wrong.text);
  const right = await nobody.get(`/api/setup?token=${token}`);
  expect(right.body.templates[0].slug).toBe('crm');
});

it('makes account, workspace and template, signs in, and closes for ever', async () => {
  const { nobody, token, server } = await empty();
  const made = await nobody.post('/api/setup', wanted(token));
  expect(made.status).toBe(201);
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0];
  const owner = clientOf(server, '', cookie);
  const base = `/api/workspaces/${made.body.workspace}`;
  const workspace = await owner.get(base);
  expect(workspace.body).toMatchObject({ name: 'Lighthouse', language: 'zh' });
  expect(workspace.body.actions).toContain('managePolicy');
  const records = await owner.post(`${base}/tables/customers/records/query`);
  expect(records.body.total).toBeGreaterThan(3);
  const again = await nobody.post('/api/setup', wanted(token));
  expect(again.status).toBe(404);
  expect((await nobody.get(`/api/setup?token=${token}`)).text).toBe(again.text);
});

it('lets one of two callers through', async () => {
  const { nobody, token } = await empty();
  const both = await Promise.all([
    nobody.post('/api/setup', wanted(token)),
    nobody.post('/api/setup', { ...wanted(token), email: 'other@example.com' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
});

it('refuses a weak password and can be tried again', async () => {
  const { nobody, token } = await empty();
  for (const password of ['short', 'password123', 'annlee-annlee', 'aaaaaaaaaaaa']) {
    const answer = await nobody.post('/api/setup', { ...wanted(token), password });
    expect([password, answer.status]).toEqual([password, 400]);
  }
  const place = await nobody.post('/api/setup', { ...wanted(token), timeZone: 'Nowhere/Land' });
  expect(place.status).toBe(400);
  expect((await nobody.post('/api/setup', wanted(token))).status).toBe(201);
});

it('keeps a secret that only the owner of the process can read', async () => {
  const { folder } = await empty();
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});
