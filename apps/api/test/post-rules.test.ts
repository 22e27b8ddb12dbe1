import type { ImportOptions, ImportReport, PostRuleRequest, PreviewGroup } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;
/** Manages members, and nothing else. */
let pat: Client;
let peopleRole: string;
const rulesPath = () => `${world.base}/post-rules`;

beforeAll(async () => {
  world = await makeWorld({ samples: true });
  owner = await world.as(world.owner);
  peopleRole = (await owner.post(`${world.base}/roles`, { name: 'People' })).body.id;
  const { policy } = (await owner.get(`${world.base}/policy`)).body;
  const grant = {
    ...policy.grants[0],
    id: 'grapeople',
    to: { kind: 'role', id: peopleRole },
    actions: ['manageMembers'],
    scope: { kind: 'none' },
    fields: { default: 'hidden', except: [] },
  };
  const grants = [...policy.grants, grant];
  const saved = await owner.put(`${world.base}/policy`, {
    ...policy,
    grants,
    reason: 'Test',
    confirmed: true,
  });
  expect(saved.status, saved.text).toBe(200);
  pat = await world.as(await world.join('Pat People', [peopleRole]));
});
afterAll(() => world.close());

async function save(client: Client, ...rules: readonly PostRuleRequest[]) {
  const { version } = (await client.get(rulesPath())).body;
  return await client.put(rulesPath(), { version, rules });
}

async function send(client: Client, file: string, options: ImportOptions): Promise<ImportReport> {
  const form = new FormData();
  form.set('file', new Blob([file]), 'staff.csv');
  form.set('options', JSON.stringify(options));
  const response = await world.server.request(`http://localhost${world.base}/members/import`, {
    method: 'POST',
    headers: { host: 'localhost', cookie: client.cookie ?? '' },
    body: form,
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as ImportReport;
}

const staff = [
  'Name,Mail,Title,Department,Reports to',
  'Lin Lead,lin@example.com,Area manager,East,',
  'Sue Seller,sue@example.com,Salesperson,East,Lin Lead',
  'Sid Seller,sid@example.com,销售代表,East,Lin Lead',
  'Vic Vendor,vic@example.com,Engineer,Service,',
  'Ned Nobody,ned@example.com,,Kitchen,',
].join('\n');
const options: ImportOptions = {
  columns: ['name', 'email', 'title', 'department', 'manager'].map((field, column) => ({
    column,
    field,
  })),
  members: { createDepartments: true },
};
const inEast = { id: 'East', below: true };

describe('rules for posts', () => {
  it('are kept, given to whoever manages members, and refused when stale or broken', async () => {
    const { sales = '', management = '', service = '' } = world.roles;
    const saved = await save(
      owner,
      { department: inEast, title: null, roles: [sales] },
      { department: null, title: { op: 'contains', text: 'MANAGER' }, roles: [sales, management] },
      { department: { id: 'Service', below: true }, title: null, roles: [service] },
    );
    expect(saved.status, saved.text).toBe(200);
    const read = (await pat.get(rulesPath())).body;
    expect(read.rules).toEqual(saved.body.rules);
    expect(read.givable).toContain(sales);
    expect(read.givable).not.toContain(world.roles.administrator);
    const { version } = read;
    const rule = { department: null, title: null, roles: [sales] };
    for (const [body, status] of [
      [{ version: 'stale', rules: [] }, 409],
      [{ version, rules: [{ ...rule, roles: ['rolnothere'] }] }, 400],
      [{ version, rules: [{ ...rule, id: 'pornothere' }] }, 400],
      [{ version, rules: [{ ...rule, roles: [] }] }, 400],
    ] as const)
      expect((await owner.put(rulesPath(), body)).status, JSON.stringify(body)).toBe(status);
    const sam = await world.as(await world.join('Sam Plain', ['sales']));
    expect((await sam.get(rulesPath())).status).toBe(403);
    expect((await sam.put(rulesPath(), { version, rules: [] })).status).toBe(403);
    // A role that a rule gives stays.
    expect((await owner.delete(`${world.base}/roles/${service}`)).status).toBe(409);
  });

  it('attack 51: nobody writes one that gives what he may not give, nor widens one that does', async () => {
    const before = (await owner.get(rulesPath())).body;
    const { administrator = '' } = world.roles;
    const climbing = {
      department: null,
      title: { op: 'is', text: 'Chief' },
      roles: [administrator],
    };
    const kept = before.rules as PostRuleRequest[];
    expect((await save(pat, ...kept, climbing as PostRuleRequest)).status).toBe(403);
    const ownerRole = world.workspace.store
      .organisation()
      .roles.find(({ builtIn }) => builtIn !== undefined);
    expect(
      (await save(pat, { department: null, title: null, roles: [ownerRole?.id ?? ''] })).status,
    ).toBe(403);
    const made = await save(owner, ...kept, climbing as PostRuleRequest);
    expect(made.status, made.text).toBe(200);
    const rules = made.body.rules as PostRuleRequest[];
    const last = rules.at(-1) as PostRuleRequest;
    expect((await save(pat, ...rules.slice(0, -1), { ...last, title: null })).status).toBe(403);
    // What he does not touch may stay, and what he may give he may change.
    expect((await save(pat, ...rules.slice(1), rules[0] as PostRuleRequest)).status).toBe(200);
    // In his hands the rule gives nothing either.
    const file = 'Name,Mail,Title\nCho Chief,cho@example.com,Chief\n';
    const columns = options.columns.slice(0, 3);
    for (const dryRun of [true, false])
      expect(await send(pat, file, { columns, dryRun })).toMatchObject({ created: 0, refused: 1 });
    expect((await save(owner, ...kept)).status).toBe(200);
  });

  it('are used by an import, which shows beforehand exactly what each will see', async () => {
    const tried = await send(owner, staff, { ...options, dryRun: true });
    expect(tried).toMatchObject({ rows: 5, created: 5, refused: 0, unmatched: [] });
    const preview = tried.preview ?? [];
    const groupOf = (name: string) =>
      preview.find(({ people }) => people.some((one) => one.name === name)) as PreviewGroup;
    expect(preview).toHaveLength(4);
    expect(groupOf('Sue Seller').people.map(({ name }) => name)).toEqual([
      'Sue Seller',
      'Sid Seller',
    ]);
    expect(groupOf('Lin Lead').roles).toEqual(
      [world.roles.sales ?? '', world.roles.management ?? ''].sort(),
    );
    expect(groupOf('Lin Lead').people[0]).toMatchObject({
      row: 2,
      title: 'Area manager',
      departments: ['East'],
      fresh: true,
      rules: [expect.any(String), expect.any(String)],
    });
    expect(groupOf('Ned Nobody')).toMatchObject({ roles: [], tables: [] });
    const sold = groupOf('Sue Seller').tables?.find(
      ({ table }) => table === world.table('customers'),
    );
    expect(sold).toMatchObject({ count: { least: 0, most: 0 } });
    expect(sold?.records).toContain('own');

    // Whoever only manages members is shown roles, not rules of access.
    const shown = await send(pat, staff, { ...options, dryRun: true });
    expect(shown.preview?.length).toBeGreaterThan(1);
    expect(JSON.stringify(shown.preview)).not.toContain('"tables"');

    const before = world.workspace.store.organisation().version;
    const { invitations = [] } = await send(owner, staff, options);
    expect(world.workspace.store.organisation().version).toBeGreaterThan(before);
    const password = 'amber-canyon-42-flute';
    for (const name of ['Lin Lead', 'Sue Seller', 'Vic Vendor', 'Ned Nobody']) {
      const { id, email } = (await owner.get(`${world.base}/members`)).body.members.find(
        (one: { name: string }) => one.name === name,
      );
      const token = invitations
        .find(({ member }) => member === id)
        ?.link.split('/')
        .at(-1);
      expect((await world.nobody.post(`/api/invitations/${token}`, { password })).status).toBe(200);
      const member = world.workspace.store.organisation().members.find((one) => one.id === id);
      if (!member) throw new Error(email);
      await expectSeen(groupOf(name), await signedIn(email, password));
    }
  });
});

async function signedIn(email: string, password: string): Promise<string> {
  const answer = await world.nobody.post('/api/auth/sign-in/email', { email, password });
  expect(answer.status, answer.text).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Holds what was foreseen against the schema and the records somebody really gets. */
async function expectSeen({ tables = [] }: PreviewGroup, cookie: string): Promise<void> {
  const schema = (await world.nobody.get(`${world.base}/schema`, { cookie })).body;
  const real = schema.tables as { id: string; fields: { name: string }[] }[];
  expect(real.map(({ id }) => id).sort()).toEqual(tables.map(({ table }) => table).sort());
  for (const { table, count, hidden, records, may } of tables) {
    const found = real.find(({ id }) => id === table) as (typeof real)[number] & {
      actions: Record<string, string>;
    };
    const whole = world.workspace.store.schema().tables.find(({ id }) => id === table);
    const shown = (whole?.fields ?? []).filter(({ name }) => !hidden.includes(name));
    const answer = await world.nobody.post(
      `${world.base}/tables/${table}/records/query`,
      { limit: 0 },
      { cookie },
    );
    expect(found.fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(shown.map(({ name }) => name)),
    );
    for (const name of hidden.filter((one) => found.fields.some((field) => field.name === one)))
      expect(found.fields.find((field) => field.name === name)).toMatchObject({ creatable: true });
    for (const action of ['create', 'edit', 'delete', 'export'] as const)
      expect([table, action, found.actions[action] !== 'never']).toEqual([
        table,
        action,
        may.includes(action),
      ]);
    if (count) {
      expect(answer.body.total).toBeGreaterThanOrEqual(count.least);
      expect(answer.body.total).toBeLessThanOrEqual(count.most);
    }
    if (records.includes('all')) expect(count?.least).toBe(answer.body.total);
  }
}
