import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of ours or theirs in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a server and waits for its first healthy answer: the time to there, and the processor's share of it. */
export async function startTessera(
  [command, ...args]: readonly [string, ...string[]],
  options: { readonly folder: string; readonly data: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ServerProcess & { readonly ms: number; readonly processor: number }> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(command, args, {
    cwd: options.folder,
    env: { ...process.env, ...options.env, PORT: String(port), TESSERA_DATA: options.data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const giveUp = begun + 120_000;
  for (;;) {
    const health = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (health?.ok) break;
    if (child.exitCode !== null || performance.now() > giveUp) {
      child.kill('SIGKILL');
      throw new Error(`${command} ${args.join(' ')} did not listen.`);
    }
    await sleep(3);
  }
  const ms = performance.now() - begun;
  const processor = processorTimeOf(child.pid ?? 0);
  return { port, process: child, ms, processor, stop: () => stop(child) };
}

/** Starts a module of this folder, hands it its first message and waits for the port it answers with. */
export async function startModule(file: string, message: object): Promise<ServerProcess> {
  const child = forkModule(file);
  child.send(message);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (answer: number) => resolve(answer));
    child.once('exit', () => reject(new Error(`${file} ended.`)));
  });
  return { port, process: child, stop: () => stop(child) };
}

/** A module of this folder in a process that can be sent messages. */
export function forkModule(file: string): ChildProcess {
  return fork(join(import.meta.dirname, file), { execArgv: ['--import', 'tsx'] });
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await ended;
  clearTimeout(late);
}

/** Resident memory of a process in bytes; `own` without pages of files it has mapped, where the system tells. */
export function memoryOf(pid: number): { readonly all: number; readonly own?: number } {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) {
    return { all: 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) };
  }
  const text = readFileSync(file, 'utf8');
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
  return { all: 1024 * kilobytes('VmRSS'), own: 1024 * kilobytes('RssAnon') };
}

/** Processor time a process has used in milliseconds, in steps of ten; NaN where the system does not tell. */
export function processorTimeOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // What stands behind the name, which may hold anything: user and system time are the 12th and 13th word.
  const words = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return 10 * (Number(words[11]) + Number(words[12]));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
