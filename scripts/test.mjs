// `npm test`: every check there is, in order, going on after a failure. `--static` stops before the tests,
// `--no-e2e` before the build and the browser. The last line reads `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, requireNode, root } from './environment.mjs';

requireNode();
process.chdir(root);

const only = new Set(process.argv.slice(2));
const temporary = mkdtempSync(join(tmpdir(), 'tessera-test-'));
const rows = [];
const failures = [];
let running;
let database;

/** Runs a command with its output streamed; gives its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32' && command !== process.execPath;
    running = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: windows,
    });
    running.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    running.once('close', (code) => resolve(code ?? 1));
  });
}

const tool = (path, ...args) => run(process.execPath, [join(root, 'node_modules', path), ...args]);

/** Runs one step, which gives `true`, `false` or counts, and keeps what came of it. */
async function step(name, work) {
  console.log(`\n── ${name}`);
  const begun = performance.now();
  let outcome;
  try {
    outcome = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    outcome = false;
  }
  const counts =
    typeof outcome === 'boolean' ? { passed: outcome ? 1 : 0, failed: outcome ? 0 : 1 } : outcome;
  rows.push({ name, ...counts, seconds: (performance.now() - begun) / 1000 });
  return counts.failed === 0;
}

const ok = async (code) => (await code) === 0;

/** Type-checks every package. */
async function types() {
  // Turbo calls pnpm by name, which npx puts on the path; it runs packages side by side and remembers what has passed.
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const concurrency = Math.max(1, Math.min(4, availableParallelism()));
  return ok(
    run(
      'npx',
      [
        '--yes',
        packageManager,
        'exec',
        'turbo',
        'run',
        'types',
        '--continue',
        '--output-logs=errors-only',
        `--concurrency=${concurrency}`,
      ],
      { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_UI: 'false', FORCE_COLOR: '0' },
    ),
  );
}

/** Runs Vitest projects and counts what its own report says, files that could not be loaded included. */
async function vitest(label, ...projects) {
  const report = join(temporary, `${label}.json`);
  const code = await tool(
    'vitest/vitest.mjs',
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  );
  if (!existsSync(report)) {
    console.error('Vitest left no report.');
    return false;
  }
  const {
    numPassedTests: passed,
    numFailedTests,
    testResults,
    numPendingTests,
    numTodoTests,
  } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  let failed = numFailedTests + broken.length;
  for (const { name, message } of broken) failures.push({ title: name, message });
  for (const { assertionResults } of testResults)
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'failed') failures.push({ title: fullName, message: failureMessages[0] });
  const left = numPendingTests + numTodoTests;
  if (left > 0) console.log(`${left} tests were skipped or are still to be written.`);
  if (passed + failed === 0) {
    console.error('No test ran.');
    failed = 1;
  }
  // Errors outside any test, such as an unhandled rejection, show in the exit code alone.
  if (code !== 0 && failed === 0) failed = 1;
  return { passed, failed };
}

async function everything() {
  if (!(await step('install', async () => install()))) return;

  await step('format and lint', () =>
    ok(tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=40', '.')),
  );
  await step('types', types);
  await step('floors', () =>
    ok(
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        'packages',
        'apps',
        'templates',
        'e2e',
      ),
    ),
  );
  await step('unused code', () =>
    ok(tool('knip/bin/knip.js', '--no-progress', '--no-config-hints')),
  );
  await step('engines', () => ok(run(process.execPath, ['scripts/check-engines.mjs'])));
  if (only.has('--static')) return;

  await step('database', async () => {
    const { startPostgres } = await import('./postgres.mjs');
    database = await startPostgres();
    process.env.TEST_PG_URL = database.url;
    return true;
  });
  await step('tests', () => vitest('tests', '!e2e'));
  if (only.has('--no-e2e')) return;

  const built = await step('build', () => ok(run(process.execPath, ['scripts/build.mjs'])));
  if (!built) return;
  const browser = await step('browser', async () => {
    const { findBrowser } = await import('./browser.mjs');
    const { executablePath } = await findBrowser();
    console.log(executablePath);
    return true;
  });
  if (browser) await step('end to end', () => vitest('e2e', 'e2e'));
}

async function finish() {
  await database?.stop();
  database = undefined;
  rmSync(temporary, { recursive: true, force: true });
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    // A terminal sends the signal to the whole group, so it may come more than once.
    if (stopping) return;
    stopping = true;
    running?.kill(signal);
    await finish();
    process.exit(1);
  });
}

await everything().finally(finish);

// Once more at the end, where whoever sees only the last lines finds them.
for (const { title, message } of failures) {
  const lines = (message ?? '').split('\n').slice(0, 12);
  console.log(`\n✗ ${title.replace(root, '')}\n${lines.map((line) => `    ${line}`).join('\n')}`);
}

const width = Math.max(...rows.map((row) => row.name.length));
console.log('');
for (const { name, passed, failed, seconds } of rows) {
  const mark = failed === 0 ? 'ok    ' : 'FAILED';
  const counts = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : '';
  console.log(`${mark}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s${counts}`);
}
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
