// What every script needs to know about the place it runs in. No dependencies: it runs before the first install.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installStamp = join(root, 'node_modules', '.tessera-install');

/** Ends the process with one clear line when this Node is older than `engines.node`. */
export function requireNode() {
  const [minMajor = 0, minMinor = 0] = engines.node.replace(/^>=/, '').split('.').map(Number);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < minMajor || (major === minMajor && minor < minMinor)) {
    console.error(
      `Tessera needs Node.js ${minMajor}.${minMinor} or newer; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
}

/** Arguments that reach the pinned pnpm on a machine that has only Node and npm. */
export function pnpm(...args) {
  const env = { ...process.env };
  // A native addon that has to be compiled asks the network for Node's headers unless told where they are.
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  if (existsSync(join(prefix, 'include', 'node', 'node.h'))) env.npm_config_nodedir = prefix;
  const windows = process.platform === 'win32';
  return spawnSync('npx', ['--yes', packageManager, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
}

/**
 * Installs the exact dependencies of the lockfile when they are not there yet, and rebuilds native addons after
 * a change of Node's binary interface. Returns whether the dependencies are in place.
 */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const [hadLock, hadAbi] = existsSync(installStamp)
    ? readFileSync(installStamp, 'utf8').trim().split(' ')
    : [];
  if (hadLock === lock && hadAbi === abi) return true;
  if (hadLock !== lock) {
    console.log('Installing dependencies ...');
    const done = pnpm('install', '--frozen-lockfile', '--config.confirmModulesPurge=false');
    if (done.status !== 0) return false;
  }
  if (hadAbi !== undefined && hadAbi !== abi) {
    console.log('Rebuilding native modules for this version of Node.js ...');
    if (pnpm('rebuild', '--recursive').status !== 0) return false;
  }
  writeFileSync(installStamp, `${lock} ${abi}\n`);
  return true;
}

/** What is built, with the folders whose files go into each. */
export const targets = {
  api: { output: 'apps/api/dist/main.js', inputs: ['apps/api', 'packages', 'templates'] },
  cli: { output: 'apps/cli/dist/main.js', inputs: ['apps/cli', 'packages'] },
  web: { output: 'apps/web/dist/index.html', inputs: ['apps/web', 'packages'] },
};

const skipped = new Set(['node_modules', 'dist', 'test', '.turbo']);

function addFiles(hash, path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) addFiles(hash, child);
    else {
      const { size, mtimeMs } = statSync(child);
      hash.update(`${child}\0${size}\0${mtimeMs}\n`);
    }
  }
}

/** A fingerprint of all that goes into a target: names, sizes and times of its files, the lockfile and the build script. */
export function fingerprint(name) {
  const hash = createHash('sha256');
  for (const folder of targets[name].inputs) addFiles(hash, join(root, folder));
  for (const file of ['pnpm-lock.yaml', 'scripts/build.mjs', 'tsconfig.base.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

const stampOf = (name) => join(root, dirname(targets[name].output), '.stamp');

/** Whether the target was built from exactly the files that are there now. */
export function isBuilt(name) {
  if (!existsSync(join(root, targets[name].output)) || !existsSync(stampOf(name))) return false;
  return readFileSync(stampOf(name), 'utf8').trim() === fingerprint(name);
}

/** Records that the target was built from the files with this fingerprint. */
export function markBuilt(name, print) {
  mkdirSync(dirname(stampOf(name)), { recursive: true });
  writeFileSync(stampOf(name), `${print}\n`);
}

/** Where temporary files go: into memory where the machine offers enough of it as a folder. */
export function spacious() {
  const memory = '/dev/shm';
  if (process.env.TMPDIR || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 2 ** 30 ? memory : tmpdir();
}
