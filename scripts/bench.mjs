// `npm run bench [-- --quick]`: the built server beside a bare handler with hand-written SQL; prints ratios. Not a test.
// `--only=words` takes the cases whose name holds them, `--profile=folder` writes a CPU profile of the server there.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, isBuilt, requireNode, root } from './environment.mjs';

requireNode();
process.chdir(root);
if (!install()) process.exit(1);
if (!isBuilt('api')) {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), 'api'], {
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

const bench = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, 'apps/api/bench/main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.on('exit', (code) => process.exit(code ?? 1));
