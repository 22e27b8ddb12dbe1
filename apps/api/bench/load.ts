import { connect, type Socket } from 'node:net';

/** One request, written out. `#` in the path or body is replaced by a number that grows with each request. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the client process is asked to do: send these requests in turn over kept connections. */
export interface LoadOrder {
  readonly port: number;
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  /** Ends after this many requests or this much time, whichever comes first. */
  readonly count: number;
  readonly ms: number;
  /** Where the growing number begins. */
  readonly from: number;
}

export interface LoadAnswer {
  readonly done: number;
  /** Median time of a request in milliseconds. */
  readonly p50: number;
  readonly perSecond: number;
  readonly error?: string;
}

/** Plain sockets and the least parsing that will do, so that the client's own work does not hide a difference. */
class Client {
  readonly #socket: Socket;
  #read: Buffer[] = [];
  #size = 0;
  #wanted = -1;
  #resolve: ((status: string) => void) | undefined;
  #reject: ((cause: Error) => void) | undefined;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('error', (cause) => this.#reject?.(cause));
    this.#socket.on('close', () => this.#reject?.(new Error('The connection was closed.')));
  }

  /** Gives the status line and, where it is not a success, the body. */
  send(request: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  end(): void {
    this.#reject = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#read.push(chunk);
    this.#size += chunk.length;
    if (this.#wanted < 0) {
      const all = this.#read.length === 1 ? chunk : Buffer.concat(this.#read);
      const head = all.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(all.toString('latin1', 0, head));
      if (!length) {
        this.#reject?.(new Error('An answer without content-length.'));
        return;
      }
      this.#wanted = head + 4 + Number(length[1]);
    }
    if (this.#size < this.#wanted) return;
    const first = this.#read[0] as Buffer;
    const ok = first[9] === 0x32;
    const text = ok ? '' : Buffer.concat(this.#read).toString('utf8', 0, 1000);
    this.#read = [];
    this.#size = 0;
    this.#wanted = -1;
    this.#resolve?.(text);
  }
}

function written({ method, path, headers, body }: LoadRequest, n: number): Buffer {
  const filled = body?.replaceAll('#', String(n)) ?? '';
  const lines = [`${method} ${path.replaceAll('#', String(n))} HTTP/1.1`, 'host: 127.0.0.1'];
  for (const name in headers) lines.push(`${name}: ${headers[name]}`);
  if (body !== undefined) {
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(filled)}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${filled}`);
}

async function run(order: LoadOrder): Promise<LoadAnswer> {
  const fixed = order.requests.map((request) =>
    request.path.includes('#') || request.body?.includes('#') ? null : written(request, 0),
  );
  const times: number[] = [];
  let sent = 0;
  const begun = performance.now();
  const work = async () => {
    const client = new Client(order.port);
    try {
      while (sent < order.count && performance.now() - begun < order.ms) {
        const i = sent++;
        const at = i % order.requests.length;
        const request = fixed[at] ?? written(order.requests[at] as LoadRequest, order.from + i);
        const start = performance.now();
        const wrong = await client.send(request);
        times.push(performance.now() - start);
        if (wrong !== '') throw new Error(wrong);
      }
    } finally {
      client.end();
    }
  };
  await Promise.all(Array.from({ length: order.connections }, work));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  return {
    done: times.length,
    p50: times[Math.floor(times.length / 2)] ?? 0,
    perSecond: times.length / seconds,
  };
}

process.on('message', (order: LoadOrder) => {
  run(order)
    .catch(
      (cause: unknown): LoadAnswer => ({ done: 0, p50: 0, perSecond: 0, error: String(cause) }),
    )
    .then((answer) => process.send?.(answer));
});
