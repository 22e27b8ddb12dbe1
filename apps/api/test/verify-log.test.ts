import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = join(root, 'apps/cli/src/main.ts');

let world: World;
let server: ReturnType<typeof createAdaptorServer>;
let url: string;
beforeAll(async () => {
  world = await makeWorld({ template: null });
  server = createAdaptorServer({ fetch: world.server.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await world.close();
});

/** The command line as a process of its own, before a server that runs here. */
function tessera(args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
      cwd: root,
      env: { PATH, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('error', reject).on('exit', (code) => resolve({ code, out, err }));
  });
}

it('verifies the log of a running server with a token that reads the log, and with no other', async () => {
  const owner = await world.as(world.owner);
  const make = async (duties: readonly string[]) => {
    const ceiling = { rules: [], duties };
    const made = await owner.post(`${world.base}/tokens`, { name: 'Log', ceiling });
    return made.body.secret as string;
  };
  const file = join(world.folder, 'token');
  writeFileSync(file, `${await make(['viewAudit'])}\n`);
  const args = ['audit', 'verify', '--url', url];
  const whole = await tessera([...args, '--token-file', file], {});
  expect(whole.err).toBe('');
  expect(whole.out).toContain(`${world.workspace.id}: whole`);
  expect(whole.code).toBe(0);
  const none = await make([]);
  const refused = await tessera(args, { TESSERA_TOKEN: none });
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('The server refuses');
  expect(refused.err).not.toContain(none);
}, 60_000);
