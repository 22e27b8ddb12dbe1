// `npm run build [-- api cli web] [--force]`: the server and the command line as bundles, the web client with Vite, each only when its sources changed.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  fingerprint,
  install,
  isBuilt,
  markBuilt,
  requireNode,
  root,
  targets,
} from './environment.mjs';

requireNode();
process.chdir(root);

const args = process.argv.slice(2);
const force = args.includes('--force');
const wanted = args.filter((arg) => !arg.startsWith('--'));
for (const name of wanted) {
  if (!(name in targets)) {
    console.error(`There is no target "${name}"; there are ${Object.keys(targets).join(' and ')}.`);
    process.exit(1);
  }
}
if (!install()) process.exit(1);

/** One bundle of what an app is made of; native modules and the like stay where they are. */
async function bundle(folder, entryPoints, external) {
  const { build: bundled } = await import('esbuild');
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  await bundled({
    absWorkingDir: folder,
    entryPoints,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: external.flatMap((name) => [name, `${name}/*`]),
    // A CommonJS package inside an ES module still calls require().
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    sourcemap: true,
    logLevel: 'warning',
  });
}

const dependenciesOf = (folder) =>
  Object.keys(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies).filter(
    (name) => !name.startsWith('@tessera/'),
  );

const build = {
  async api() {
    const api = join(root, 'apps/api');
    // What apps/api depends on itself is loaded from node_modules; workspace packages and what only they use go into the
    // bundle, and so do the libraries every start needs: reading their many files takes as long as all else.
    const bundled = ['@hono/node-server', '@hono/zod-openapi', 'csv-parse', 'hono', 'ws', 'zod'];
    const external = dependenciesOf(api).filter((name) => !bundled.includes(name));
    await bundle(api, ['src/main.ts', 'src/import/workbook/worker.ts'], external);
  },
  async cli() {
    const cli = join(root, 'apps/cli');
    await bundle(cli, ['src/main.ts'], dependenciesOf(cli));
  },
  web() {
    return new Promise((resolve, reject) => {
      const vite = join(root, 'apps/web/node_modules/vite/bin/vite.js');
      spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
        cwd: join(root, 'apps/web'),
        stdio: 'inherit',
      })
        .on('error', reject)
        .on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`vite build ended with ${code}`)),
        );
    });
  },
};

const results = await Promise.allSettled(
  Object.keys(targets)
    .filter((name) => (wanted.length === 0 || wanted.includes(name)) && (force || !isBuilt(name)))
    .map(async (name) => {
      const print = fingerprint(name);
      const begun = performance.now();
      await build[name]();
      markBuilt(name, print);
      console.log(`Built ${name} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    }),
);
for (const result of results) {
  if (result.status === 'rejected') {
    console.error(result.reason instanceof Error ? result.reason.message : result.reason);
    process.exitCode = 1;
  }
}
