// Runs the non-interference suite with ever new seeds: npm run soak -- --minutes 30 [--seed 1] [--runs 5]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
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
const end = Date.now() + minutes * 60_000;
let seed = Number(values.seed ?? Date.now() % 2 ** 30);
let rounds = 0;

/** One round of all proofs with one seed; gives the exit code. */
function round() {
  const env = { ...process.env, TESSERA_SEED: String(seed), TESSERA_RUNS: values.runs };
  const args = [vitest, 'run', '--project', 'api', 'test/proof'];
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

while (Date.now() < end) {
  console.log(`Round ${rounds + 1}, seed ${seed}`);
  const code = await round();
  if (code !== 0) {
    console.error(
      `Failed with seed ${seed}. Again: TESSERA_SEED=${seed} TESSERA_RUNS=${values.runs} npx vitest run --project api test/proof`,
    );
    process.exit(1);
  }
  rounds += 1;
  seed += 1000;
}
console.log(`${rounds} rounds without a difference.`);
