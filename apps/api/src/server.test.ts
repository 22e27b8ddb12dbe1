import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, ConfigError } from './config.ts';
import { type Running, startServer } from './server.ts';

let folder: string;
const open: Running[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-server-'));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<Config> = {}): Promise<Running> {
  const config = { port: 0, host: '127.0.0.1', data: folder, log: 'silent', ...more } as const;
  const running = await startServer(config, { log: pino({ level: 'silent' }) });
  open.push(running);
  return running;
}

/** The exit code and what was printed by the process with this environment. */
function run(
  env: Record<string, string>,
  until?: RegExp,
): Promise<{ code: number | null; out: string }> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, TESSERA_DATA: folder, TESSERA_LOG: 'silent', ...env },
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  });
  let out = '';
  const hear = (chunk: Buffer) => {
    out += chunk.toString();
    if (until?.test(out)) child.kill('SIGTERM');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, out })));
}

describe('the process', () => {
  it('says where it is and how to set up, and ends cleanly when asked to', async () => {
    const { code, out } = await run({ PORT: '0' }, /Set up: /);
    expect(out).toMatch(/^Tessera: http:\/\/127\.0\.0\.1:\d+$/m);
    expect(out).toMatch(/^Set up: http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]{32}$/m);
    expect(code).toBe(0);
  });

  it('stops at a bad value with one line', async () => {
    const { code, out } = await run({ PORT: 'http' });
    expect(code).toBe(1);
    expect(out.trim().split('\n')).toEqual([
      'PORT must be a whole number from 0 to 65535; it is "http".',
    ]);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const data = await run({ PORT: '0', TESSERA_DATA: file });
    expect(data.out.trim().split('\n').length).toBe(1);
    expect(data.out).toContain('TESSERA_DATA');
  });
});

describe('the server', () => {
  it('keeps its secret and its sessions over a restart', async () => {
    const first = await start();
    const { secret } = first.context;
    await first.close();
    open.pop();
    expect((await start()).context.secret).toBe(secret);
  });

  it('refuses a database that does not answer', async () => {
    const databaseUrl = 'postgres://nobody:hunter2@127.0.0.1:1/none';
    await expect(start({ databaseUrl })).rejects.toBeInstanceOf(ConfigError);
  });

  it('serves the web client: assets for ever, its page for every other address', async () => {
    const web = join(folder, 'web');
    mkdirSync(join(web, 'assets'), { recursive: true });
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>Page</title>');
    writeFileSync(join(web, 'assets', 'app-1.js'), 'export {}');
    writeFileSync(join(folder, 'private.txt'), 'private');
    const { url } = await start({ web });
    const asset = await fetch(`${url}/assets/app-1.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    for (const path of ['/', '/w/wsp1/t/tbl1', '/setup?token=x']) {
      const page = await fetch(url + path);
      expect([path, page.headers.get('cache-control')]).toEqual([path, 'no-cache']);
      expect(await page.text()).toContain('<title>Page</title>');
    }
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
    for (const path of [
      '/..%2fprivate.txt',
      '/assets/..%2f..%2fprivate.txt',
      '/%2e%2e/private.txt',
    ]) {
      expect(await (await fetch(url + path)).text()).not.toContain('private');
    }
    const api = await fetch(`${url}/api/nothing`);
    expect([api.status, api.headers.get('content-type')]).toEqual([404, 'application/json']);
  });
});
