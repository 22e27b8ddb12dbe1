import type { LiveMessage, LiveRequest } from '@tessera/protocol';

export type LiveState = 'connecting' | 'online' | 'offline';
export type Subscribe = Omit<Extract<LiveRequest, { type: 'subscribe' }>, 'type' | 'sub'>;
type SubMessage = Extract<LiveMessage, { type: 'snapshot' | 'delta' | 'closed' | 'error' }>;

interface Subscription {
  request: Subscribe;
  readonly hear: (message: SubMessage) => void;
}

export interface LiveListener {
  readonly onState: (state: LiveState) => void;
  /** Rights, schema or directory changed: fetch them again and drop what was cached, before the next paint. */
  readonly onAccess: () => void;
  /** The session ended. */
  readonly onBye: () => void;
}

/** A socket, or something that behaves like one; tests hand in their own. */
export type OpenSocket = (url: string) => WebSocket;

const pingEvery = 25_000;
const silenceLimit = 60_000;
const longestWait = 20_000;

/**
 * The live connection of one workspace. Subscriptions outlive the socket: after a break they are sent again
 * and answered by fresh snapshots, so that nothing missed meanwhile matters.
 */
export class LiveConnection {
  private socket: WebSocket | null = null;
  private readonly subs = new Map<string, Subscription>();
  private counter = 0;
  private tries = 0;
  private heard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heart: ReturnType<typeof setInterval> | undefined;
  private ended = false;
  private readonly url: string;
  private readonly listener: LiveListener;
  private readonly open: OpenSocket;

  constructor(url: string, listener: LiveListener, open: OpenSocket = (to) => new WebSocket(to)) {
    this.url = url;
    this.listener = listener;
    this.open = open;
    this.connect();
    globalThis.addEventListener?.('online', this.wake);
    globalThis.addEventListener?.('offline', this.sleep);
  }

  /** Subscribes to a window of a question. Gives a handle to move it and to end it. */
  subscribe(request: Subscribe, hear: (message: SubMessage) => void) {
    const sub = `s${++this.counter}`;
    this.subs.set(sub, { request, hear });
    this.send({ type: 'subscribe', sub, ...request });
    return {
      move: (window: Pick<Subscribe, 'offset' | 'limit' | 'also'>) => {
        const entry = this.subs.get(sub);
        if (!entry) return;
        const { also: _left, ...rest } = entry.request;
        entry.request = { ...rest, ...window };
        this.send({ type: 'window', sub, ...window });
      },
      end: () => {
        if (this.subs.delete(sub)) this.send({ type: 'unsubscribe', sub });
      },
    };
  }

  /** Tries at once instead of waiting for the next attempt. */
  readonly wake = (): void => {
    if (this.ended || this.socket) return;
    clearTimeout(this.retry);
    this.connect();
  };

  close(): void {
    this.ended = true;
    clearTimeout(this.retry);
    clearInterval(this.heart);
    globalThis.removeEventListener?.('online', this.wake);
    globalThis.removeEventListener?.('offline', this.sleep);
    this.socket?.close();
    this.socket = null;
  }

  private readonly sleep = (): void => this.lost();

  private connect(): void {
    this.listener.onState('connecting');
    const socket = this.open(this.url);
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.tries = 0;
      this.heard = Date.now();
      this.listener.onState('online');
      for (const [sub, { request }] of this.subs) this.send({ type: 'subscribe', sub, ...request });
      this.heart = setInterval(() => this.beat(), pingEvery);
    };
    socket.onmessage = (event) => {
      if (this.socket !== socket) return;
      this.heard = Date.now();
      this.receive(JSON.parse(String(event.data)) as LiveMessage);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  private receive(message: LiveMessage): void {
    switch (message.type) {
      case 'snapshot':
      case 'delta':
        this.subs.get(message.sub)?.hear(message);
        return;
      case 'closed':
        this.subs.get(message.sub)?.hear(message);
        this.subs.delete(message.sub);
        return;
      case 'error':
        if (message.sub) this.subs.get(message.sub)?.hear(message);
        return;
      case 'access':
        this.listener.onAccess();
        return;
      case 'bye':
        this.listener.onBye();
        this.close();
        return;
      case 'pong':
        return;
    }
  }

  private beat(): void {
    if (Date.now() - this.heard > silenceLimit) this.lost();
    else this.send({ type: 'ping' });
  }

  private lost(): void {
    clearInterval(this.heart);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    if (this.ended) return;
    this.listener.onState('offline');
    const wait = Math.min(longestWait, 500 * 2 ** this.tries) * (0.75 + Math.random() / 2);
    this.tries += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), wait);
  }

  private send(request: LiveRequest): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(request));
  }
}
