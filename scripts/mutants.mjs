// `npm run mutants`: makes single changes to decisive lines, one at a time in a copy of the tree, and sees whether the tests
// notice. Prints what killed each and writes docs/mutants.md. `--check` only sees that each line is still there; `--only text`
// takes those whose file or words hold it.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { requireNode, root, spacious } from './environment.mjs';
import { mutants as api } from './mutants/api.mjs';
import { mutants as model } from './mutants/model.mjs';
import { mutants as permissions } from './mutants/permissions.mjs';
import { mutants as store } from './mutants/store.mjs';

requireNode();

/** What is tried when none of its own tests notice a mutant. */
const further = ['permissions', 'store src/conformance', 'api test/attacks'];

const all = [...model, ...permissions, ...store, ...api];
const [flag, given] = process.argv.slice(2);
const chosen =
  flag === '--only'
    ? all.filter(({ file, breaks }) => file.includes(given) || breaks.includes(given))
    : all;

const lost = chosen.filter(
  ({ file, find }) => readFileSync(join(root, file), 'utf8').split(find).length !== 2,
);
for (const { file, find } of lost) console.error(`${file}: not there once: ${find}`);
if (lost.length > 0) process.exit(1);
if (flag === '--check') {
  console.log(`${all.length} mutants, each line is there.`);
  process.exit(0);
}

const parts = ['apps', 'packages', 'templates', 'e2e', 'scripts'];
const files = ['package.json', 'vitest.config.ts', 'tsconfig.base.json', 'pnpm-workspace.yaml'];

/** A copy of the sources that shares what is installed. */
function copyTree() {
  const folder = mkdtempSync(join(spacious(), 'tessera-mutants-'));
  const skipped = new Set(['dist', '.turbo', 'shots']);
  for (const part of parts)
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !skipped.has(basename(path)),
    });
  for (const file of files) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs tests in a tree, `project path path …`: null when they pass, else the end of what they said. */
function run(folder, suite, env) {
  const [project, ...paths] = suite.split(' ');
  return new Promise((resolve) => {
    const running = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--bail=1',
        `--project=${project}`,
        ...paths,
      ],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env, TESSERA_MUTANTS: '1' },
      },
    );
    let said = '';
    const keep = (text) => {
      said = `${said}${text}`.slice(-4000);
    };
    running.stdout.on('data', keep);
    running.stderr.on('data', keep);
    running.once('close', (code) => resolve(code === 0 ? null : said));
    running.once('error', (error) => resolve(error.message));
  });
}

async function tryOne(folder, { file, find, replace, tests }, env) {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    before.replace(find, () => replace),
  );
  try {
    for (const suite of [...new Set([...tests, ...further])])
      if ((await run(folder, suite, env)) !== null) return suite;
    return null;
  } finally {
    writeFileSync(path, before);
  }
}

const { startPostgres } = await import('./postgres.mjs');
const database = process.env.TEST_PG_URL ? null : await startPostgres();
const env = { TEST_PG_URL: process.env.TEST_PG_URL ?? database.url, TMPDIR: spacious() };
const workers = Math.max(1, Math.min(4, availableParallelism()));
const folders = Array.from({ length: workers }, copyTree);
const queue = [...chosen];
const results = new Map();
try {
  // A tree in which nothing was changed must pass, or every mutant would seem to be noticed.
  const used = [...new Set(chosen.flatMap(({ tests }) => tests))];
  for (const suite of used) {
    const said = await run(folders[0], suite, env);
    if (said !== null)
      throw new Error(`"${suite}" fails without any change.
${said}`);
  }
  await Promise.all(
    folders.map(async (folder) => {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const by = mutant.equivalent ? null : await tryOne(folder, mutant, env);
        results.set(mutant, by);
        const told = mutant.equivalent ? 'equivalent' : by ? `killed by ${by}` : 'SURVIVED';
        console.log(`${told.padEnd(24)} ${mutant.file}: ${mutant.breaks}`);
      }
    }),
  );
} finally {
  for (const folder of folders) if (existsSync(folder)) rmSync(folder, { recursive: true });
  await database?.stop();
}

const survivors = chosen.filter((one) => !one.equivalent && !results.get(one));
const equivalents = chosen.filter(({ equivalent }) => equivalent);
if (flag !== '--only') writeFileSync(join(root, 'docs/mutants.md'), report());
const killed = chosen.length - survivors.length - equivalents.length;
console.log(`\n${killed} killed, ${survivors.length} survived, ${equivalents.length} equivalent`);
process.exitCode = survivors.length > 0 ? 1 : 0;

function report() {
  const line = (one) =>
    `| ${one.file.replace(/^(packages|apps)\//, '').replace('/src/', '/')} | ${one.breaks} | ${results.get(one) ?? '**survived**'} |`;
  return [
    '# Mutants',
    '',
    'What `npm run mutants` saw last: single changes to decisive lines, and the tests that noticed each.',
    '',
    '| file | what the change does | noticed by |',
    '| --- | --- | --- |',
    ...chosen.filter(({ equivalent }) => !equivalent).map(line),
    '',
    '## Changes that make no difference',
    '',
    ...equivalents.map(({ file, breaks, equivalent }) => `- \`${file}\`, ${breaks}: ${equivalent}`),
    '',
  ].join('\n');
}
