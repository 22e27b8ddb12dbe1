// `npm start`: install and build what is missing, then become the server.
import { spawnSync } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, isBuilt, requireNode, root, targets } from './environment.mjs';

requireNode();
process.chdir(root);

if (!install()) {
  console.error('The dependencies could not be installed; the lines above say why.');
  process.exit(1);
}

const missing = ['api', 'web'].filter((name) => !isBuilt(name));
if (missing.length > 0) {
  console.log('Building ...');
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), ...missing], {
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

process.env.NODE_ENV ??= 'production';

// npm hands a signal to the shell it started, which ends without passing it on; the server would stay behind alone.
// So when that shell is gone, the server is told to stop as if the signal had been its own.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}

// Compiled code is kept between starts where Node can do so (22.1 and newer).
module.enableCompileCache?.(join(root, 'node_modules', '.cache', 'tessera-code'));
// In this very process, so that signals reach the server and its exit code is ours.
await import(pathToFileURL(join(root, targets.api.output)).href);
