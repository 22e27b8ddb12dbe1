import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditHeadText, isDenial } from '@tessera/model';
import { createWorkspace, workspacePlace } from '@tessera/store';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line in this process. */
async function tessera(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const said = { out: '', err: '' };
  const code = await run(args, {
    env,
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
  });
  return { code, ...said };
}

/** The command line as a process of its own. */
function started(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
      cwd: root,
      env: { PATH },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

const folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'));
const data = join(folder, 'data');
const { file } = workspacePlace({ data }, 'wspone') as { readonly file: string };
let head = '';

/** Two workspaces; in one of them eight things were done. */
beforeAll(async () => {
  mkdirSync(join(data, 'workspaces'), { recursive: true });
  for (const id of ['wspone', 'wsptwo']) {
    const place = workspacePlace({ data }, id);
    const store = await createWorkspace(place, { id, name: id, language: 'en', timeZone: 'UTC' });
    if (id === 'wspone') {
      for (let i = 1; i <= 8; i++) {
        const team = { kind: 'putTeam' as const, id: `tea${i}`, name: `Team ${i}` };
        const by = { by: 'memann', at: 1_700_000_000_000 + i, change: `chg${i}` };
        expect(isDenial(await store.changeOrganisation([team], by))).toBe(false);
      }
      head = auditHeadText(store.auditHead());
    }
    await store.close();
  }
  meddle('CREATE TABLE s_kept AS SELECT * FROM s_audit');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function meddle(statements: string): void {
  const database = new Database(file);
  database.exec(statements);
  database.close();
}

const unlocked = ['stays', 'keeps', 'grows'].map(
  (name) => `DROP TRIGGER IF EXISTS s_audit_${name}`,
);
const asItWas = [...unlocked, 'DELETE FROM s_audit', 'INSERT INTO s_audit SELECT * FROM s_kept'];
const verify = (...more: string[]) => tessera(['audit', 'verify', '--data', data, ...more]);

describe('tessera audit verify', () => {
  beforeEach(() => meddle(asItWas.join(';')));

  it('ends with 0 where every log is whole, and says how far they go', async () => {
    const { code, out, err } = await verify();
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe(`wspone: whole, 8 entries, head ${head}`);
    expect(out).toMatch(/^wsptwo: whole, 0 entries, head 0:/m);
    const { out: json } = await tessera(['audit', 'verify', '--json', '--workspace', 'wspone'], {
      TESSERA_DATA: data,
    });
    expect(JSON.parse(json)).toEqual({ workspace: 'wspone', entries: 8, head });
  });

  it('ends with 1 at an entry that was changed', async () => {
    meddle("UPDATE s_audit SET actor = 'membob' WHERE seq = 3");
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('wspone: BROKEN. Entry 3 is not what was written.');
    expect(out).toContain('wsptwo: whole');
  });

  it('ends with 1 at an entry that is missing', async () => {
    meddle('DELETE FROM s_audit WHERE seq = 5');
    const { code, out } = await verify('--json', '--workspace', 'wspone');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ fault: { kind: 'missing', seq: 5 } });
  });

  it('ends with 1 where the end was cut off, by the head that was kept', async () => {
    meddle('DELETE FROM s_audit WHERE seq > 6');
    expect((await verify('--workspace', 'wspone')).code).toBe(0);
    const { code, out } = await verify('--workspace', 'wspone', '--head', head);
    expect(code).toBe(1);
    expect(out).toContain('Entry 7 is gone');
  });

  it('ends with 1 where the log is another one than the head is of', async () => {
    const other = `8:${'a'.repeat(64)}`;
    const { code, out } = await verify('--workspace', 'wspone', '--head', other);
    expect(code).toBe(1);
    expect(out).toContain('the log was rewritten');
  });
});

describe('tessera', () => {
  it.each([
    [['audit', 'verify', '--what'], 'Unknown option'],
    [['audit', 'verify', 'wspone'], 'Unexpected argument'],
    [['audit', 'verify', '--data', join(folder, 'nowhere')], 'no installation'],
    [['audit', 'verify', '--data', data, '--workspace', 'wspnone'], 'no such workspace'],
    [['audit', 'verify', '--data', data, '--head', 'abc'], '--head is a number'],
    [
      ['audit', 'verify', '--data', data, '--head', `1:${'0'.repeat(64)}`],
      'name it with --workspace',
    ],
    [['audit', 'verify', '--data', data, '--url', 'http://127.0.0.1:9'], 'Only one of'],
    [['audit', 'verify', '--url', 'http://127.0.0.1:9'], 'Give a token'],
    [['audit', 'verify', '--url', 'nowhere'], 'an address such as'],
    [['audit', 'verify', '--url', 'http://127.0.0.1:9', '--token', 'x'], "'--token'"],
    [['audit', 'forge'], 'no command "audit forge"'],
  ])('ends with 2 and one clear line for %j', async (args, said) => {
    const { code, out, err } = await tessera(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toContain('    at ');
  });

  it('ends with 2 where no server listens', async () => {
    const free = createServer();
    const port = await new Promise<number>((resolve) => {
      free.listen(0, '127.0.0.1', () => resolve((free.address() as { port: number }).port));
    });
    await new Promise((resolve) => free.close(resolve));
    const { code, err } = await tessera(['audit', 'verify', '--url', `http://127.0.0.1:${port}`], {
      TESSERA_TOKEN: 'x',
    });
    expect(code).toBe(2);
    expect(err).toContain('cannot be reached');
  });

  it('gives its code and its lines to whoever started it', async () => {
    expect(await started(['audit', 'forge'])).toEqual(await tessera(['audit', 'forge']));
    const whole = ['audit', 'verify', '--data', data, '--workspace', 'wspone'];
    expect(await started(whole)).toEqual(await tessera(whole));
  });

  it('explains itself', async () => {
    const overview = await tessera([]);
    expect([overview.code, overview.err]).toEqual([0, '']);
    expect(overview.out).toMatch(/audit verify +Say whether/);
    const help = await tessera(['audit', 'verify', '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Exit codes: 0');
  });
});
