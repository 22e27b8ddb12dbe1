// Walks the proofs with ever new seeds and tells what was tried: npm run soak -- --minutes 30 [--seed 1] [--pairs 200] [--runs 5]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spacious } from './environment.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    pairs: { type: 'string', default: '200' },
    runs: { type: 'string', default: '5' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error('--minutes takes a number above 0.');
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const folder = mkdtempSync(join(spacious(), 'tessera-soak-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const told = join(folder, 'told');
const end = Date.now() + minutes * 60_000;
let seed = Number(values.seed ?? Date.now() % 2 ** 30);
let rounds = 0;

/** Random rules in every round; every fourth one walks all the proofs, which take longer. */
const filesOf = (round) => (round % 4 === 3 ? 'test/proof' : 'test/proof/random-policies');

/** One round with one seed; gives the exit code. */
function round(files) {
  const env = {
    ...process.env,
    TESSERA_SEED: String(seed),
    TESSERA_PAIRS: values.pairs,
    TESSERA_RUNS: values.runs,
    TESSERA_TOLD: told,
  };
  const args = [vitest, 'run', '--project', 'api', files];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const stop = () => child.kill('SIGINT');
  process.once('SIGINT', stop);
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      process.off('SIGINT', stop);
      resolve(code ?? 1);
    }),
  );
}

/** What all rounds together have tried. */
function sum() {
  const lines = existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : [];
  const parts = lines.filter(Boolean).map((line) => JSON.parse(line));
  const total = (key) => parts.reduce((all, part) => all + part[key], 0);
  const endpoints = new Set(parts.flatMap(({ names }) => names));
  return `${total('pairs')} pairs of workspaces with random rules, ${total('asked')} requests to ${endpoints.size} endpoints`;
}

while (Date.now() < end) {
  const files = filesOf(rounds);
  console.log(`Round ${rounds + 1}, seed ${seed}`);
  if ((await round(files)) !== 0) {
    console.error(
      `Failed with seed ${seed}. Again: TESSERA_SEED=${seed} TESSERA_PAIRS=${values.pairs} TESSERA_RUNS=${values.runs} npx vitest run --project api ${files}`,
    );
    console.error(`Until then: ${sum()}.`);
    process.exit(1);
  }
  rounds += 1;
  seed += 1000;
}
console.log(`${rounds} rounds without a difference: ${sum()}.`);
