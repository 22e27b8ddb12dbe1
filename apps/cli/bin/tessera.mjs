#!/usr/bin/env node
// `npx tessera ...`: builds the command line when its sources have changed, then becomes it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, requireNode, root, targets } from '../../../scripts/environment.mjs';

requireNode();
if (!isBuilt('cli')) {
  // What a build has to say goes beside the output, which programs may read.
  const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), 'cli'], {
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) process.exit(2);
}
await import(pathToFileURL(join(root, targets.cli.output)).href);
