// `npm test`: every check there is, going on after a failure. `--static` stops before the tests, `--no-e2e` before
// the build and the browser. The last line reads `N passed, N failed`.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { install, requireNode, root, spacious } from './environment.mjs';

requireNode();
process.chdir(root);

const only = new Set(process.argv.slice(2));
const temporary = mkdtempSync(join(spacious(), 'tessera-test-'));
// All that the tests write goes there too: thousands of small databases, each commit of which waits for the disk.
process.env.TMPDIR = temporary;
// PostgreSQL runs under an account of its own and passes through.
chmodSync(temporary, 0o711);
const rows = [];
const failures = [];
const running = new Set();
let database;

/** Runs a script of Node.js; gives its exit code. Its output is streamed, or taken by `hear`. */
function run(script, args, hear) {
  return new Promise((resolve) => {
    const output = hear ? 'pipe' : 'inherit';
    const child = spawn(process.execPath, [join(root, script), ...args], {
      stdio: ['ignore', output, output],
    });
    running.add(child);
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** Keeps what came of a step, which gives `true`, `false` or counts; whether nothing in it failed. */
async function outcomeOf(name, work) {
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

/** Runs one step and shows what it says. */
function step(name, work) {
  console.log(`\n── ${name}`);
  return outcomeOf(name, work);
}

/** Runs scripts beside one another, as many as there are cores; what each says is shown when it has ended. */
async function together(checks) {
  const left = [...checks];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, script, ...args] = next;
      const said = [];
      await outcomeOf(name, async () => (await run(script, args, (text) => said.push(text))) === 0);
      console.log(`\n── ${name}\n${Buffer.concat(said)}`.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
}

/** One program over many packages: what they share is checked once. What is found again unchanged is not checked again. */
function types(name, project) {
  const known = join('node_modules', '.cache', 'types', `${name}.tsbuildinfo`);
  const args = ['--project', project, '--incremental', '--tsBuildInfoFile', known];
  return [`types: ${name}`, 'node_modules/typescript/bin/tsc', ...args];
}

/** Looks at the sources without running them; the longest first. */
const checks = [
  types('browser', 'tsconfig.browser.json'),
  types('server', 'tsconfig.json'),
  [
    'floors',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'templates', 'e2e'],
  ],
  ['unused code', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  [
    'format and lint',
    'node_modules/@biomejs/biome/bin/biome',
    ...['ci', '--colors=off', '--max-diagnostics=40', '.'],
  ],
  ['engines', 'scripts/check-engines.mjs'],
  ['lines of mutants', 'scripts/mutants.mjs', '--check'],
];

/** Runs a Vitest project, or all `!but` it, and counts what its own report says, files that could not be loaded included. */
async function vitest(label, project, hear) {
  const report = join(temporary, `${label}.json`);
  const args = ['run', `--project=${project}`, '--reporter=default', '--reporter=json'];
  const code = await run(
    'node_modules/vitest/vitest.mjs',
    [...args, `--outputFile.json=${report}`],
    hear,
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

  await together(checks);
  if (only.has('--static')) return;

  await step('database', async () => {
    const { startPostgres } = await import('./postgres.mjs');
    database = await startPostgres();
    process.env.TEST_PG_URL = database.url;
    return true;
  });
  const tests = () => vitest('tests', '!e2e');
  const seen = only.has('--no-e2e') ? false : await findEyes();
  if (!seen) {
    await step('tests', tests);
    return;
  }
  // A browser waits much of its time, in which the other tests go on; what is said of it is shown when it has ended.
  const said = [];
  const browsing = outcomeOf('end to end', () => vitest('e2e', 'e2e', (text) => said.push(text)));
  await step('tests', tests);
  await browsing;
  console.log(`\n── end to end\n${Buffer.concat(said)}`.trimEnd());
}

/** Whether there is a product to look at, and a browser to look at it with. */
async function findEyes() {
  const built = await step('build', async () => (await run('scripts/build.mjs', [])) === 0);
  if (!built) return false;
  return await step('browser', async () => {
    const { findBrowser } = await import('./browser.mjs');
    const { executablePath } = await findBrowser();
    console.log(executablePath);
    return true;
  });
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
    for (const child of running) child.kill(signal);
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
