import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './attacks/stage.ts';
import { type Client, origin } from './world.ts';

type Run = (
  args: readonly string[],
  world: {
    readonly env: Readonly<Record<string, string>>;
    out(line: string): void;
    err(line: string): void;
  },
) => Promise<number>;

let stage: Stage;
let server: Server;
let url: string;
let run: Run;
let folder: string;

beforeAll(async () => {
  stage = await setStage();
  const clients: Readonly<Record<string, Client>> = {
    owner: stage.owner,
    sam: stage.sam,
    ada: stage.ada,
  };
  // In front of the server: whoever comes with a name as token is signed in.
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const name = incoming.headers.authorization?.replace('Bearer ', '') ?? '';
    const cookie = clients[name]?.cookie;
    const signedIn =
      cookie === undefined ? { authorization: `Bearer ${name}` } : { origin, cookie };
    const { method = 'GET', url: path = '/' } = incoming;
    const answer = await stage.world.server.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...signedIn },
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // By its path: the floors of the house keep the server from knowing its clients.
  const main = new URL('../../cli/src/run.ts', import.meta.url).href;
  run = ((await import(/* @vite-ignore */ main)) as { run: Run }).run;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await stage.world.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-line-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function tessera(who: string, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    env: { TESSERA_URL: url, TESSERA_TOKEN: who },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const file = () => join(folder, 'policy.yaml');
const text = () => readFileSync(file(), 'utf8');
const edit = (change: (before: string) => string) => {
  const after = change(text());
  expect(after).not.toBe(text());
  writeFileSync(file(), after);
};
const pull = async () => expect((await tessera('owner', 'policy', 'pull', file())).code).toBe(0);

describe('tessera policy', () => {
  it('pulls a file that changes nothing when it is planned or applied', async () => {
    await pull();
    const first = text();
    expect(first).toContain('{ role: Sales }');
    expect(await tessera('owner', 'policy', 'plan', file())).toEqual({
      code: 0,
      out: 'No rule would change.',
      err: '',
    });
    const applied = await tessera('owner', 'policy', 'apply', file(), '--reason', 'Nothing');
    expect(applied.code).toBe(0);
    await pull();
    expect(text()).toBe(first);
  });

  it('plans a change in words of both languages, saves it, and notes version and ids in the file', async () => {
    await pull();
    edit((before) =>
      before.replace(
        'restrictions:',
        `  # Only for the fair\n  - to: { role: Service }\n    on: { table: opportunities }\n    may: [ view ]\n    records: [ own ]\n    fields: read\n    reason: The fair\nrestrictions:`,
      ),
    );
    const plan = await tessera('owner', 'policy', 'plan', file());
    expect([plan.code, plan.err]).toEqual([2, '']);
    expect(plan.out).toContain('Added: Service can see records of Opportunities they own.');
    const zh = await tessera('owner', 'policy', 'plan', file(), '--language', 'zh');
    expect(zh.out).toContain('新增：Service可以对“Opportunities”中本人负责的记录进行查看。');
    const json = await tessera('owner', 'policy', 'plan', file(), '--json');
    const { changes, findings } = JSON.parse(json.out);
    expect(changes).toMatchObject([{ kind: 'added' }]);
    // What stands in the rules anyhow is told by `lint` alone, and once for all rules it is said of.
    const added = expect.stringContaining('Opportunities they own');
    for (const { rules } of findings) expect(rules).toEqual(expect.arrayContaining([added]));
    const lint = await tessera('owner', 'policy', 'lint', file(), '--json');
    const found: { text: string }[] = JSON.parse(lint.out).findings;
    expect(found.length).toBeGreaterThan(findings.length);
    const lines = (await tessera('owner', 'policy', 'lint', file())).out.split('\n');
    const heads = lines.filter((line) => !line.startsWith(' '));
    expect(heads).toHaveLength(found.filter((one, i) => one.text !== found[i - 1]?.text).length);

    const applied = await tessera('owner', 'policy', 'apply', file(), '--reason', 'The fair');
    expect([applied.code, applied.err]).toEqual([0, expect.stringContaining('saved')]);
    expect(text()).toContain('# Only for the fair');
    expect((await tessera('owner', 'policy', 'plan', file())).code).toBe(0);
    const again = await tessera('owner', 'policy', 'apply', file(), '--reason', 'Again');
    expect([again.code, again.out]).toEqual([0, 'No rule would change.']);
    const { versions } = (await stage.owner.get(`${stage.world.base}/policy/versions`)).body;
    expect(versions[0].reason).toBe('The fair');
  });

  it('plans what people may do no more beside what they see, with days as the workspace counts them', async () => {
    await pull();
    edit((before) =>
      before.replace(
        'restrictions:',
        `  - to: { role: Service }
    on: { table: opportunities }
    may: [ view ]
    records: [ own ]
    fields: read
    from: 2030-01-01
    reason: Later
restrictions:
  - name: Opportunities stay
    on: { table: opportunities }
    effect: forbid
    actions: [ edit ]
    exempt:
      - { role: Management, until: 2030-06-30 }
    reason: Books`,
      ),
    );
    const { out } = await tessera('owner', 'policy', 'plan', file());
    expect(out).toContain('of Opportunities they own. From 2030-01-01.');
    expect(out).toContain('except for Management (until 2030-06-30).');
    expect(out).toMatch(/ {4}edit records: \+0 −[1-9]/u);
    expect(out).toMatch(/ {4}change cells: \+0 −[1-9]/u);
    const zh = await tessera('owner', 'policy', 'plan', file(), '--language', 'zh');
    expect(zh.out).toMatch(/ {4}编辑记录：\+0 −[1-9]/u);
  });

  it('does not save over what somebody else saved since, and says so', async () => {
    await pull();
    edit((before) =>
      before.replace(
        'restrictions:',
        `  - { to: { role: Service }, on: { table: opportunities }, may: [ view ], records: none, fields: read }\nrestrictions:`,
      ),
    );
    await stage.rule((grants) => [...grants].reverse());
    const plan = await tessera('owner', 'policy', 'plan', file());
    expect([plan.code, plan.err]).toEqual([2, expect.stringContaining('was made from version')]);
    const applied = await tessera(
      'owner',
      'policy',
      'apply',
      file(),
      '--reason',
      'Mine',
      '--confirm-rights',
    );
    expect(applied.code).toBe(4);
    expect(applied.err).toContain('The rules were changed in the meantime.');
  });

  it('gives rights on the workspace only when that is confirmed', async () => {
    await pull();
    edit((before) =>
      before.replace(
        'restrictions:',
        `  - { to: { role: Sales }, on: workspace, may: [ viewAudit ], records: none, fields: hidden }\nrestrictions:`,
      ),
    );
    const refused = await tessera('owner', 'policy', 'apply', file(), '--reason', 'x');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--confirm-rights')]);
    const before = (await stage.owner.get(`${stage.world.base}/policy`)).body.policy.version;
    const saved = await tessera(
      'owner',
      'policy',
      'apply',
      file(),
      '--reason',
      'x',
      '--confirm-rights',
      '--json',
    );
    expect([saved.code, JSON.parse(saved.out)]).toEqual([0, { saved: true, version: before + 1 }]);
  });

  it('lists the versions of the rules, compares any two in both languages and brings one back', async () => {
    const [now, before] = (await tessera('owner', 'policy', 'versions')).out.split('\n');
    const [version = '', day, owner] = (now ?? '').split(/ {2,}/);
    expect(day).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(owner).not.toBe('');
    const first = Number(version);
    expect(before?.startsWith(String(first - 1))).toBe(true);
    await pull();
    edit((text) =>
      text.replace(
        'restrictions:',
        `  - { to: { role: Service }, on: { table: opportunities }, may: [ view ], records: [ own ], fields: read, reason: One day }\nrestrictions:`,
      ),
    );
    const applied = await tessera('owner', 'policy', 'apply', file(), '--reason', 'One day');
    expect(applied.code, applied.err).toBe(0);
    const diff = (...args: string[]) => tessera('owner', 'policy', 'diff', ...args);
    expect((await diff(version)).out).toContain('Added: Service can see records');
    expect((await diff(String(first + 1), version)).out).toContain('Removed: Service can see');
    expect((await diff(version, '--language', 'zh')).out).toContain('新增');
    expect((await diff(version, version)).out).toBe('No rule would change.');
    expect((await diff(String(first + 9))).code).toBe(4);
    expect((await diff('last')).code).toBe(3);
    const restore = ['policy', 'restore', version];
    expect((await tessera('owner', ...restore)).err).toContain('--reason');
    const back = await tessera('owner', ...restore, '--reason', 'Not like this');
    expect([back.code, back.err]).toEqual([0, `Version ${first + 2} saved.`]);
    expect((await diff(version)).out).toBe('No rule would change.');
    // The log counts as the comparison does: the order of actions in a file is no change.
    const { store } = stage.world.workspace;
    const saves = await store.audit({ limit: 2, kinds: ['policy.save'] });
    expect(saves.map(({ objects }) => objects.changed ?? [])).toEqual([[], []]);
  });

  it('saves rules with errors only when they are accepted', async () => {
    await pull();
    edit((before) =>
      before.replace(
        'restrictions:',
        `  - { to: { role: Service }, on: { table: opportunities }, may: [ view, edit ], records: [ own ], fields: edit }\n  - { to: { role: Service }, on: { table: opportunities }, may: [ view, export ], records: [ { where: { field: next_step, empty: true } } ], fields: read }\nrestrictions:`,
      ),
    );
    const lint = await tessera('owner', 'policy', 'lint', file());
    expect([lint.code, lint.out]).toEqual([1, expect.stringContaining('Error: ')]);
    const refused = await tessera('owner', 'policy', 'apply', file(), '--reason', 'x');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--accept-errors')]);
    const saved = await tessera(
      'owner',
      'policy',
      'apply',
      file(),
      '--reason',
      'x',
      '--accept-errors',
    );
    expect(saved.code, saved.err).toBe(0);
  });

  it('names the line of what it cannot read', async () => {
    await pull();
    edit((before) => before.replace('{ role: Sales }', '{ role: Sails }'));
    const line =
      text()
        .split('\n')
        .findIndex((one) => one.includes('Sails')) + 1;
    const plan = await tessera('owner', 'policy', 'plan', file());
    expect([plan.code, plan.out]).toEqual([3, '']);
    expect(plan.err).toContain(`policy.yaml:${line}: rules.`);
    expect(plan.err).toContain('There is no role "Sails".');
  });

  it('tests statements about who sees what, and names those that are not true', async () => {
    const { myDeal } = stage.ids;
    const tests = [
      `- { member: Sam Seller, can: view, table: opportunities, record: ${myDeal} }`,
      `- { member: Tia Teller, cannot: view, table: opportunities, record: ${myDeal} }`,
      '- { member: Sam Seller, cannot: view, field: opportunities.margin }',
    ];
    writeFileSync(file(), `tests:\n${tests.join('\n')}\n`);
    const good = await tessera('owner', 'policy', 'test', file());
    expect([good.code, good.out]).toEqual([0, '3 statements, 0 not true']);
    edit((before) => before.replace('Tia Teller, cannot', 'Tia Teller, can'));
    const bad = await tessera('owner', 'policy', 'test', file());
    expect(bad.code).toBe(1);
    expect(bad.out).toContain(
      `policy.yaml:3: Tia Teller can view opportunities of ${myDeal}: false`,
    );
    edit((before) => before.replace('field:', 'feild:'));
    const broken = await tessera('owner', 'policy', 'test', file());
    expect([broken.code, broken.err]).toEqual([
      3,
      expect.stringContaining('policy.yaml:4: tests.2'),
    ]);
  });

  it('tests what somebody with a role alone may do, and with all records that fit a condition', async () => {
    const { myDeal } = stage.ids;
    const tests = [
      '- { role: Service, cannot: edit, table: opportunities, where: { field: close_value, gte: 1 } }',
      '- { role: Management, can: view, field: opportunities.close_value, where: { field: close_value, gte: 1 } }',
      '- { role: Sales, cannot: view, table: opportunities, where: { field: next_step, contains: them } }',
      '- { member: Sam Seller, cannot: view, table: opportunities, where: { field: next_step, is: Bribe them } }',
      '- { member: Sam Seller, can: edit, table: opportunities, where: { field: owner, is: { context: me } } }',
    ];
    writeFileSync(file(), `tests:\n${tests.join('\n')}\n`);
    const good = await tessera('owner', 'policy', 'test', file());
    expect([good.code, good.out, good.err]).toEqual([0, '5 statements, 0 not true', '']);
    edit((before) => before.replace('is: Bribe them', 'is: Call them'));
    const bad = await tessera('owner', 'policy', 'test', file());
    expect([bad.code, bad.out]).toEqual([
      1,
      `${file()}:5: Sam Seller cannot view opportunities where {"field":"next_step","is":"Call them"}: false for 1 of 1 (${myDeal})\n5 statements, 1 not true`,
    ]);
    edit((before) => before.replace('is: Call them', 'is: Nothing of the kind'));
    const none = await tessera('owner', 'policy', 'test', file(), '--json');
    expect([none.code, none.err]).toEqual([0, `${file()}:5: no record fits the condition`]);
    expect(JSON.parse(none.out.split('\n')[3] ?? '')).toMatchObject({
      line: 5,
      statement: { member: 'Sam Seller', cannot: 'view' },
      found: true,
      fitting: 0,
    });
  });

  it('tests rules that are not saved yet, and saves nothing', async () => {
    await pull();
    const draft = join(folder, 'draft.yaml');
    const rule =
      '  - { to: { role: Service }, on: { table: opportunities }, may: [ delete ], records: [ { where: { field: close_value, gte: 150 } } ], fields: read }';
    const see = rule.replace('delete', 'view');
    writeFileSync(draft, text().replace('restrictions:', `${rule}\n${see}\nrestrictions:`));
    const tests = [
      '- { role: Service, can: delete, table: opportunities, where: { field: close_value, gte: 150 } }',
      '- { role: Service, cannot: delete, table: opportunities, where: { field: close_value, lt: 150 } }',
    ];
    const statements = join(folder, 'tests.yaml');
    writeFileSync(statements, `tests:\n${tests.join('\n')}\n`);
    const before = (await stage.owner.get(`${stage.world.base}/policy`)).body;
    const saved = await tessera('owner', 'policy', 'test', statements);
    expect([saved.code, saved.out]).toEqual([1, expect.stringContaining('2 statements, 1 not')]);
    const drafted = await tessera('owner', 'policy', 'test', statements, '--draft', draft);
    expect([drafted.code, drafted.out, drafted.err]).toEqual([0, '2 statements, 0 not true', '']);
    expect((await stage.owner.get(`${stage.world.base}/policy`)).body).toEqual(before);
    writeFileSync(draft, 'rules: [');
    const broken = await tessera('owner', 'policy', 'test', statements, '--draft', draft);
    expect([broken.code, broken.err]).toEqual([3, expect.stringContaining('draft.yaml:1')]);
    expect((await tessera('sam', 'policy', 'test', statements)).code).toBe(4);
  });

  it('is refused to whoever may not change the rules', async () => {
    const { code, out, err } = await tessera('sam', 'policy', 'pull', '-');
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain('You may not change the rules.');
  });

  it.each([
    [['policy', 'plan', 'a', 'b'], 3, 'Only one file'],
    [['policy', 'plan', '/nowhere/policy.yaml'], 3, 'cannot be read'],
    [['policy', 'apply'], 3, '--reason'],
    [['policy', 'plan', '--what'], 3, 'Unknown option'],
    [['policy', 'pull', '--workspace', 'Nowhere'], 3, 'no such workspace'],
    [['policy', 'lint', '--url', 'http://127.0.0.1:9'], 4, 'cannot be reached'],
    [['explain'], 3, '--table'],
    [['who-can', '--table', 'nothing'], 4, 'There is no such table'],
  ])('ends %j with its code and one clear line', async (args, code, said) => {
    const ended = await tessera('owner', ...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(said);
  });
});

it('comes by a token, no further than its ceiling', async () => {
  const { owner, world } = stage;
  const made = async (duties: readonly string[]) => {
    const answer = await owner.post(`${world.base}/tokens`, {
      name: 'Rules',
      ceiling: { rules: [], duties },
    });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.secret as string;
  };
  const pulled = await tessera(await made(['managePolicy']), 'policy', 'pull', file());
  expect(pulled.code, pulled.err).toBe(0);
  const planned = await tessera(await made(['managePolicy']), 'policy', 'plan', file());
  expect([planned.code, planned.out]).toEqual([0, 'No rule would change.']);
  expect((await tessera(await made([]), 'policy', 'pull', '-')).code).toBe(4);
  expect((await tessera('nonsense', 'policy', 'pull', '-')).code).toBe(4);
});

describe('tessera explain and who-can', () => {
  it('tell in words why, and who', async () => {
    const { ids } = stage;
    const asked = ['--table', 'opportunities', '--record', ids.myDeal];
    const mine = await tessera('sam', 'explain', ...asked);
    expect([mine.code, mine.out]).toEqual([
      0,
      'You may see this record\nBecause of\n  the role Sales: own records',
    ]);
    const theirs = await tessera('owner', 'explain', ...asked, '--member', 'Tia Teller');
    expect(theirs.out).toContain('Tia Teller may not see this record');
    expect(theirs.out).toContain('the role Sales: ');
    const field = await tessera('sam', 'explain', '--table', 'opportunities', '--field', 'margin');
    expect(field.code).toBe(4);
    const who = await tessera('owner', 'who-can', ...asked);
    expect(who.out).toContain('Sam Seller');
    expect(who.out).not.toContain('Tia Teller');
    expect((await tessera('sam', 'explain', ...asked, '--member', 'Tia Teller')).code).toBe(4);
  });
});

describe('tessera workspace', () => {
  it('copies a workspace to try rules in, and takes the copy away', async () => {
    const made = await tessera(
      'owner',
      'workspace',
      'copy',
      '--reason',
      'To try',
      '--workspace',
      'Lighthouse',
    );
    expect(made.code, made.err).toBe(0);
    const there = ['--workspace', made.out];
    expect((await tessera('owner', 'policy', 'pull', file(), ...there)).code).toBe(0);
    expect((await tessera('owner', 'policy', 'plan', file(), ...there)).code).toBe(0);
    expect((await tessera('sam', 'workspace', 'copy', '--reason', 'x')).code).toBe(4);
    const gone = await tessera(
      'owner',
      'workspace',
      'remove',
      made.out,
      '--workspace',
      'Lighthouse',
    );
    expect([gone.code, gone.out]).toEqual([0, 'removed']);
    expect((await tessera('owner', 'policy', 'plan', file(), ...there)).code).toBe(3);
  });
});
