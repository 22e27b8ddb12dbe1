import { auditKinds } from '@tessera/model';
import type { AuditAnswer, OutAuditEntry } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectionOf } from '../src/live/window.ts';
import { memberContext } from '../src/operations/enter-workspace.ts';
import { type Stage, setStage } from './attacks/stage.ts';
import { type Client, clientOf, givePassword, makeEmpty } from './world.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

const path = (rest = '') => `${stage.world.base}/audit${rest}`;

async function log(client: Client, query = ''): Promise<readonly OutAuditEntry[]> {
  const answer = await client.get(path(query));
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as AuditAnswer).entries;
}

const told = ({ kind, actor, about, count }: OutAuditEntry) => [
  kind,
  actor?.name ?? null,
  about.map(({ name }) => name).join(', '),
  ...(count === undefined ? [] : [count]),
];

describe('the log of a workspace', () => {
  it('tells what is done to records, by whom, with the names that its reader sees', async () => {
    const { sam, owner, ids } = stage;
    const at = `${stage.records('customers')}/${ids.mine}`;
    expect((await sam.patch(at, { fields: { phone: '+1 212 555 7777' } })).status).toBe(200);
    const body = { records: [{ fields: { name: 'Gone Ltd' } }, { fields: { name: 'Gone too' } }] };
    const made = (await sam.post(stage.records('customers'), body)).body.ids as string[];
    expect((await owner.delete(stage.records('customers'), { ids: made })).status).toBe(200);
    const [first, second, third] = await log(owner, '?limit=3');
    expect(told(first as OutAuditEntry)).toEqual(['record.delete', 'Olivia Owner', 'Customers', 2]);
    expect(first?.closed).toBe(true);
    expect(told(second as OutAuditEntry)).toEqual([
      'record.create',
      'Sam Seller',
      'Customers, Owner, Customer name',
      2,
    ]);
    expect(third).toMatchObject({
      kind: 'record.update',
      count: 1,
      about: [
        { kind: 'table', name: 'Customers' },
        { kind: 'field', name: 'Phone' },
        { kind: 'record', id: ids.mine, name: 'Mine Ltd' },
      ],
    });
    expect((await owner.get(path())).text).not.toContain('555 7777');
  });

  it('tells of people, roles and rules, with reasons and terms', async () => {
    const { owner, people, world } = stage;
    const duty = { duty: 'members', member: people.tia.id, reason: 'While Ada is away' };
    const until = world.time.now + 86_400_000;
    const given = await owner.post(`${world.base}/administrators/give`, { ...duty, until });
    expect(given.status, given.text).toBe(200);
    const gone = await owner.patch(`${world.base}/members/${people.vic.id}`, {
      status: 'deactivated',
    });
    expect(gone.status, gone.text).toBe(200);
    const entries = await log(owner, '?limit=6');
    expect(entries.map(({ kind }) => kind)).toEqual([
      'member.leave',
      'role.give',
      'policy.save',
      'role.add',
      ...entries.slice(4).map(({ kind }) => kind),
    ]);
    expect(entries[1]).toMatchObject({
      reason: 'While Ada is away',
      until: new Date(until).toISOString(),
      about: [
        { kind: 'role', name: 'Member administrator' },
        { kind: 'member', name: 'Tia Teller' },
      ],
    });
    expect(entries[2]).toMatchObject({ rules: { added: 1, changed: 0, removed: 0 } });
    expect(await log(owner, `?object=${people.vic.id}&kind=member.leave`)).toHaveLength(1);
    expect(await log(owner, '?text=vic%20s&kind=people&limit=1')).toMatchObject([
      { kind: 'member.leave' },
    ]);
  });

  it('tells of what was taken out, and of refused attempts, counted', async () => {
    const { bo, sam, owner, people, world } = stage;
    const file = await bo.post(`${world.base}/tables/customers/export`, { format: 'csv' });
    expect(file.status, file.text).toBe(200);
    for (let i = 0; i < 4; i++) expect((await sam.get(`${world.base}/policy`)).status).toBe(403);
    const entries = await log(owner, `?actor=${people.sam.id}&kind=refused`);
    expect(entries).toMatchObject([{ duty: 'managePolicy', count: 3 }, { duty: 'managePolicy' }]);
    const [taken] = await log(owner, '?kind=export');
    expect(taken).toMatchObject({ actor: { name: 'Bo Boss' }, count: 2 });
    expect(taken?.about[0]).toMatchObject({ kind: 'table', name: 'Customers' });
  });

  it('tells no refusal of what nobody tried: the state of a screen is not an attempt', async () => {
    const { owner, people, sam, world } = stage;
    const before = await log(owner, `?actor=${people.sam.id}&kind=refused`);
    const context = memberContext(world.app, world.workspace, people.sam.id);
    expect(context && projectionOf(context)).toMatch(/^[\w-]+$/);
    expect((await sam.get(`${world.base}/schema`)).status).toBe(200);
    expect(await log(owner, `?actor=${people.sam.id}&kind=refused`)).toEqual(before);
  });

  it('tells of signing in, of failing to, and of passwords', async () => {
    const { owner, people, world } = stage;
    await givePassword(world, people.sam, 'correct horse battery');
    const signIn = (password: string) =>
      world.nobody.post('/api/auth/sign-in/email', { email: people.sam.email, password });
    for (let i = 0; i < 5; i++) expect((await signIn('wrong horse battery')).status).toBe(401);
    expect((await signIn('wrong horse battery')).status).toBe(429);
    world.time.now += 120_000;
    const answer = await signIn('correct horse battery');
    expect(answer.status, answer.text).toBe(200);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    const sam = clientOf(world.server, people.sam.id, cookie);
    const passwords = {
      currentPassword: 'correct horse battery',
      newPassword: 'an even better staple 8',
    };
    expect((await sam.post('/api/auth/change-password', passwords)).status).toBe(200);
    expect((await sam.post('/api/auth/sign-out')).status).toBe(200);
    const entries = await log(owner, `?kind=account&object=${people.sam.id}&limit=6`);
    expect(entries.map(({ kind, actor, count }) => [kind, actor?.name ?? null, count])).toEqual(
      expect.arrayContaining([
        ['signOut', 'Sam Seller', undefined],
        ['password.change', 'Sam Seller', expect.anything()],
        ['signIn', 'Sam Seller', undefined],
        ['signIn.blocked', null, undefined],
        ['signIn.failed', null, 4],
      ]),
    );
    // Sam's first client was ended with the password; later tests sign in anew.
    const [last] = await log(owner, '?actor=nobody&kind=signIn.failed&limit=1');
    expect(last?.actor).toBeNull();
  });

  it('answers a page at a time, and only to filters it knows', async () => {
    const { owner } = stage;
    const whole = await log(owner, '?limit=200');
    const pages: OutAuditEntry[] = [];
    let before = '';
    do {
      const { body } = await owner.get(path(`?limit=37${before && `&before=${before}`}`));
      pages.push(...(body as AuditAnswer).entries);
      before = (body as AuditAnswer).before ?? '';
    } while (before !== '');
    expect(pages.slice(0, whole.length)).toEqual(whole);
    expect(pages.map(({ seq }) => seq)).toEqual(pages.map((_, i) => pages.length - i));
    for (const bad of [
      'limit=0',
      'limit=201',
      'kind=all',
      'from=2026-02-30',
      'sort=at',
      'before=x',
    ])
      expect((await owner.get(path(`?${bad}`))).status, bad).toBe(400);
    const [day] = new Date(stage.world.time.now).toISOString().split('T');
    expect(await log(owner, `?to=2000-01-01`)).toEqual([]);
    expect((await log(owner, `?from=${day}`)).length).toBeGreaterThan(0);
    expect(await log(owner, '?actor=memnothere')).toEqual([]);
    expect(await log(owner, '?text=nothing%20of%20this%20name')).toEqual([]);
  });

  it('verifies, also against a head that was kept', async () => {
    const { owner, sam } = stage;
    const { head, entries } = (await owner.get(path('/head'))).body;
    await sam.patch(`${stage.records('customers')}/${stage.ids.mine}`, {
      fields: { name: 'Mine' },
    });
    const whole = await owner.post(path('/verify'), { head });
    expect(whole.body.entries).toBeGreaterThanOrEqual(entries);
    expect(whole.body).not.toHaveProperty('fault');
    const forged = `${entries}:${'0'.repeat(64)}`;
    const fault = { kind: 'rewritten', seq: entries };
    expect((await owner.post(path('/verify'), { head: forged })).body).toMatchObject({ fault });
    expect(
      (await owner.post(path('/verify'), { head: `999999:${'0'.repeat(64)}` })).body,
    ).toMatchObject({
      fault: { kind: 'cut' },
    });
    expect((await owner.post(path('/verify'), { head: 'no head' })).status).toBe(400);
  });

  it('goes out as CSV and as lines, told in itself, with its head as the last line', async () => {
    const { owner } = stage;
    const lines = (await owner.get(path('/export?format=ndjson'))).text.trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const { body } = await owner.get(path('/head'));
    expect(rows.at(-1)).toEqual({ head: body.head });
    expect(rows[0]).toMatchObject({ kind: 'audit.export', actor: { name: expect.any(String) } });
    expect(rows).toHaveLength(body.entries + 1);
    const csv = (await owner.get(path('/export?format=csv&kind=export'))).text.split('\r\n');
    expect(csv[0]).toMatch(/^number,time,member,/);
    expect(csv[1]).toContain('table: Customers');
    expect(csv).toHaveLength(4);
    expect((await owner.get(path('/export?format=xlsx'))).status).toBe(400);
  });
});

it('begins with the workspace: who set it up, from which template', async () => {
  const { app, nobody, token, close } = await makeEmpty();
  try {
    const body = {
      ...{ token, name: 'Ann', email: 'ann@example.com', password: 'correct horse battery 5' },
      ...{ workspace: 'First', language: 'en', timeZone: 'UTC', templates: ['crm'], samples: true },
    };
    const made = await nobody.post('/api/setup', body);
    expect(made.status, made.text).toBe(201);
    const workspace = await app.workspace(made.body.workspace);
    const kinds = (await workspace?.store.audit({ limit: 2000 }))?.map(({ kind }) => kind) ?? [];
    expect(kinds.at(-1)).toBe('role.add');
    for (const kind of ['member.add', 'role.give', 'policy.save', 'template.apply', 'table.add'])
      expect(kinds).toContain(kind);
    expect(kinds[0]).toBe('signIn');
    expect(kinds.every((kind) => auditKinds.includes(kind))).toBe(true);
    expect(await workspace?.store.verifyAudit()).not.toHaveProperty('fault');
  } finally {
    await close();
  }
});
