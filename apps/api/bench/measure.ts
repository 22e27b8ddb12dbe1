import type { ChildProcess } from 'node:child_process';
import type { Case } from './cases.ts';
import type { LoadAnswer, LoadOrder } from './load.ts';
import { processorTimeOf, type ServerProcess } from './server-process.ts';

/** What one server did in one round. */
export interface Turn {
  /** Median time of a request in milliseconds, one at a time. */
  readonly p50: number;
  /** With sixteen at once. */
  readonly perSecond: number;
  /** Processor time per request in milliseconds, with sixteen at once. */
  readonly processor: number;
}

export type Round = { readonly ours: Turn; readonly bare: Turn };

interface Setting {
  readonly servers: { readonly ours: ServerProcess; readonly bare: ServerProcess };
  /** The process that sends the requests. */
  readonly client: ChildProcess;
  readonly rounds: number;
  /** How long a turn takes at each number of connections (ms). */
  readonly turnMs: number;
}

/** Lets both servers take turns with one case, after each has had enough requests to be compiled. */
export async function measure(tested: Case, setting: Setting): Promise<readonly Round[]> {
  const { servers, client, rounds, turnMs } = setting;
  const isBulk = tested.kind === 'bulk';
  const send = (server: 'ours' | 'bare', connections: number, count: number, ms: number) =>
    ask(client, {
      port: servers[server].port,
      requests: tested[server],
      connections,
      count,
      ms,
      from: nextNumbers(),
    });

  const turn = async (server: 'ours' | 'bare'): Promise<Turn> => {
    // A thousand records at a time are counted, so that both files grow alike.
    const limits = (count: number) =>
      isBulk ? ([count, 60_000] as const) : ([Number.MAX_SAFE_INTEGER, turnMs] as const);
    const alone = await send(server, 1, ...limits(4));
    const pid = servers[server].process.pid ?? 0;
    const before = processorTimeOf(pid);
    const many = await send(server, 16, ...limits(8));
    const processor = (processorTimeOf(pid) - before) / many.done;
    return { p50: alone.p50, perSecond: many.perSecond, processor };
  };

  for (const server of ['ours', 'bare'] as const) {
    await send(server, 4, isBulk ? 4 : 1500, 8 * turnMs);
  }
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    // The one that goes first alternates, too.
    const first = round % 2 === 0 ? await turn('ours') : undefined;
    const bare = await turn('bare');
    done.push({ ours: first ?? (await turn('ours')), bare });
  }
  return done;
}

let numbers = 0;

/** Where the growing numbers of the next requests begin: no value is written twice. */
function nextNumbers(): number {
  numbers += 100_000;
  return numbers;
}

async function ask(client: ChildProcess, order: LoadOrder): Promise<LoadAnswer> {
  const answer = new Promise<LoadAnswer>((resolve) => client.once('message', resolve));
  client.send(order);
  const done = await answer;
  if (done.error !== undefined) throw new Error(done.error);
  return done;
}
