// Every installed dependency must accept the oldest Node.js that Tessera supports: the package manager only warns.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { root } from './environment.mjs';

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = semver.minVersion(engines.node).version;
const store = join(root, 'node_modules/.pnpm');

/** Names of the packages in a node_modules folder, those with a scope included. */
function packagesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`)
      : [name],
  );
}

const seen = new Map();
for (const entry of readdirSync(store)) {
  const folder = join(store, entry, 'node_modules');
  for (const name of packagesIn(folder)) {
    const file = join(folder, name, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    seen.set(`${manifest.name}@${manifest.version}`, manifest.engines?.node);
  }
}

const refusing = [...seen].filter(([, range]) => range && !semver.satisfies(oldest, range));
for (const [name, range] of refusing)
  console.error(`${name} does not accept Node.js ${oldest}: it wants ${range}`);
if (seen.size === 0) console.error('There are no installed dependencies to look at.');
console.log(`${seen.size} packages, ${refusing.length} refuse Node.js ${oldest}`);
process.exitCode = refusing.length > 0 || seen.size === 0 ? 1 : 0;
