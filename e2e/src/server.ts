import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './repository.ts';

/** A running server of its own, on a free loopback port. */
export interface Server {
  readonly url: string;
  /** The address it printed on an empty installation. */
  readonly setupUrl: string | undefined;
  /** Folder of everything it keeps. */
  readonly data: string;
  /** Milliseconds from the start of the process until it listened. */
  readonly startedIn: number;
  /** All it has printed so far. */
  output(): string;
  /** Ends it with SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends it with SIGKILL, as a power cut would. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** Folder to keep everything in; absent: a new temporary one. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const built = new Set<string>();

/** Builds what is not built, as `npm start` would. */
export function build(target: 'api' | 'web'): void {
  if (built.has(target)) return;
  const args = [join(root, 'scripts/build.mjs'), target];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}${done.stderr}`);
  built.add(target);
}

/** A new empty folder that `removeFolder` takes away. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tessera-e2e-'));
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Starts a process of the built server with a clean environment; for what must fail, see `runToEnd`. */
function launch(options: ServerOptions, data: string): ChildProcess {
  build('api');
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, [join(root, 'apps/api/dist/main.js')], {
    cwd: data,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(kept),
      NODE_ENV: 'production',
      PORT: '0',
      TESSERA_DATA: data,
      TESSERA_LOG: 'warn',
      ...options.env,
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    if (text.length < 1_000_000) text += chunk.toString('utf8');
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

/** Runs a server that is expected to end by itself; gives its exit code and what it printed. */
export async function runToEnd(
  options: ServerOptions,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const data = options.data ?? temporaryFolder();
  const child = launch(options, data);
  const output = collect(child);
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(late);
  if (options.data === undefined) removeFolder(data);
  return { code, output: output() };
}

/** Starts the built server and waits until it listens. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const data = options.data ?? temporaryFolder();
  const begun = performance.now();
  const child = launch(options, data);
  const output = collect(child);
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not listen within 30 s:\n${output()}`));
    }, 30_000);
    const look = () => {
      const found = /^Tessera: (\S+)$/m.exec(output())?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The server ended with ${code}:\n${output()}`));
    });
  });
  const startedIn = performance.now() - begun;
  const setupUrl = await setupLine(child, output);
  return {
    url,
    setupUrl,
    data,
    startedIn,
    output,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended(child);
      if (options.data === undefined) removeFolder(data);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** The line with the one-time token; it follows the address at once, or never. */
async function setupLine(child: ChildProcess, output: () => string): Promise<string | undefined> {
  const find = () => /^Set up: (\S+)$/m.exec(output())?.[1];
  const deadline = Date.now() + 500;
  while (find() === undefined && Date.now() < deadline && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return find();
}
