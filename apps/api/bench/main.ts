// What Tessera costs beside a bare handler with hand-written SQL. Only ratios of one run mean anything: both servers take
// turns on the same machine, so that whatever else it does falls on both. Times themselves are printed to be read, not kept.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Case, casesOf } from './cases.ts';
import { checkEqual } from './compare.ts';
import { measure, type Round, type Turn } from './measure.ts';
import { benchPreview } from './preview.ts';
import { seed } from './seed.ts';
import { forkModule, memoryOf, startModule, startTessera, stop } from './server-process.ts';

const quick = process.argv.includes('--quick');
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const rounds = quick ? 3 : 7;
const turnMs = quick ? 250 : 500;
const folder = resolve(import.meta.dirname, '../../..');
const main = join(folder, 'apps/api/dist/main.js');

async function bench(temporary: string): Promise<void> {
  console.log(`Node ${process.version}, ${availableParallelism()} cores${quick ? ', quick' : ''}`);
  const begun = performance.now();
  const data = join(temporary, 'data');
  const made = await seed(data, { customers: 100_000, others: 10_000 });
  console.log(`Seeded 100,000 customers in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  const copy = join(temporary, 'bare.sqlite');
  copyFileSync(made.file, copy);

  const built = {
    folder,
    data,
    env: { NODE_ENV: 'production', TESSERA_SECRET: made.secret },
  };
  const starts: { ms: number; processor: number }[] = [];
  for (let i = 0; i < (quick ? 3 : 7); i++) {
    const server = await startTessera([process.execPath, main], built);
    starts.push(server);
    await server.stop();
  }

  const ours = await startTessera([process.execPath, ...profiling(), main], built);
  const bare = await startModule('bare.ts', { ...made, file: copy });
  const client = forkModule('load.ts');
  const memory: { read?: ReturnType<typeof memoryOf>; end?: ReturnType<typeof memoryOf> } = {};
  try {
    const cases = casesOf(made).filter(({ name }) => only === undefined || name.includes(only));
    for (const tested of cases) {
      await checkEqual(made, tested, { ours: ours.port, bare: bare.port });
    }
    const rows: string[][] = [];
    for (const tested of cases) {
      if (tested.kind !== 'read') memory.read ??= memoryOf(ours.process.pid ?? 0);
      const setting = { servers: { ours, bare }, client, rounds, turnMs };
      rows.push(rowOf(tested, await measure(tested, setting)));
      console.log(rows.at(-1)?.join('  '));
    }
    memory.end = memoryOf(ours.process.pid ?? 0);
    memory.read ??= memory.end;
    console.log(`\n${tableOf(rows)}\n`);
  } finally {
    await Promise.all([ours.stop(), bare.stop(), stop(client)]);
  }

  const start = (what: 'ms' | 'processor') => ms(median(starts.map((one) => one[what])));
  console.log(
    `Cold start of the built server: ${start('ms')}, of which the processor worked ${start('processor')} (aim: below 1,000 ms)`,
  );
  console.log(`Memory after the reads: ${megabytes(memory.read)} (aim: below 150 MB)`);
  console.log(`Memory after the writes: ${megabytes(memory.end)}`);
  await npmStarts(temporary);
  if (only === undefined || 'preview'.includes(only))
    await benchPreview(join(temporary, 'preview'));
}

/** The second start as people do it, with nothing changed since the first. */
async function npmStarts(temporary: string): Promise<void> {
  const options = { folder, data: join(temporary, 'empty') };
  try {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const server = await startTessera(['npm', 'start'], options);
      if (i > 0) times.push(server.ms);
      await server.stop();
    }
    console.log(
      `Second \`npm start\`, nothing changed: ${ms(median(times))} (aim: below 3,000 ms)`,
    );
  } catch (cause) {
    console.log(`\`npm start\` could not be measured: ${(cause as Error).message}`);
  }
}

function rowOf({ name, aim }: Case, turns: readonly Round[]): string[] {
  const p50 = median(turns.map(({ ours, bare }) => ours.p50 / bare.p50));
  const rate = median(turns.map(({ ours, bare }) => bare.perSecond / ours.perSecond));
  const processor = median(turns.map(({ ours, bare }) => ours.processor / bare.processor));
  const of = (server: 'ours' | 'bare', what: keyof Turn) =>
    median(turns.map((turn) => turn[server][what]));
  return [
    name,
    of('ours', 'p50').toFixed(2),
    of('bare', 'p50').toFixed(2),
    p50.toFixed(2),
    Math.round(of('ours', 'perSecond')).toLocaleString('en'),
    Math.round(of('bare', 'perSecond')).toLocaleString('en'),
    rate.toFixed(2),
    Number.isNaN(processor) ? '' : processor.toFixed(2),
    String(aim),
    p50 <= aim && rate <= aim ? '' : 'missed',
  ];
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const head = [
    '',
    'p50 ms',
    'bare',
    'ratio',
    'per s at 16',
    'bare',
    'ratio',
    'cpu ratio',
    'aim',
    '',
  ];
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** `--profile=folder`: a CPU profile of the server is written there. */
function profiling(): string[] {
  const wanted = process.argv
    .find((arg) => arg.startsWith('--profile='))
    ?.slice('--profile='.length);
  return wanted === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(wanted)}`];
}

const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;

function megabytes(memory: ReturnType<typeof memoryOf> | undefined): string {
  if (memory === undefined) return 'unknown';
  const mb = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  return memory.own === undefined
    ? mb(memory.all)
    : `${mb(memory.all)}, of which ${mb(memory.own)} are not pages of mapped files`;
}

const temporary = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
let failed = false;
try {
  await bench(temporary);
} catch (cause) {
  failed = true;
  console.error(cause);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
