import type { MemberId, TokenId } from '@tessera/model';
import type { LiveMessage } from '@tessera/protocol';
import type { Shown } from './difference.ts';
import type { PreparedWindow, Question } from './window.ts';

/** The other end of the wire, as a WebSocket offers it. */
export interface LiveSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Ends without waiting for the other side. */
  terminate(): void;
  /** Asks for a sign of life; the answer comes as `Connection.alive`. */
  ping(): void;
  /** Bytes that have not left yet. */
  readonly bufferedAmount: number;
}

type WithoutNumber<M> = M extends unknown ? Omit<M, 'n'> : never;
/** A frame before it has its number. */
export type Frame = WithoutNumber<LiveMessage>;

/** Who is at the other end. */
export interface Visitor {
  readonly member: MemberId;
  /** The sitting in which the member looks as somebody else. */
  readonly sitting?: string;
  /** The token by which he came. */
  readonly token?: TokenId;
  /** Names the session, or the token, to be ended with it. */
  readonly session: string;
  /** Whether the session still stands, and opens this workspace. */
  stillSignedIn(): Promise<boolean>;
}

export const connectionLimits = {
  subscriptions: 20,
  /** Open sockets of one member in one workspace. */
  sockets: 30,
  /** Characters of one message from the client. */
  message: 64 * 1024,
  messagesPerSecond: 100,
  /** Beyond this many unsent bytes, differences are given up for a later snapshot. */
  behind: 1024 * 1024,
  /** Below this many the client has caught up. */
  caughtUp: 64 * 1024,
  /** A client that stays behind for longer is closed. */
  slowMs: 30_000,
} as const;

/** One window of one connection and what its client holds of it. */
export interface Subscription {
  readonly name: string;
  readonly connection: Connection;
  question: Question;
  /** The question secured for the connection's present access; null when it has to be secured again. */
  prepared: PreparedWindow | null;
  /** What was last sent; null: the next answer is a whole snapshot. */
  sent: Shown | null;
  /** Grows with every change of question or access: an answer to an older one is thrown away. */
  generation: number;
  open: boolean;
}

/** One open socket of one member, and the numbers of its frames. */
export class Connection {
  readonly visitor: Visitor;
  readonly subscriptions = new Map<string, Subscription>();
  /** Hash of what the member may know of schema, rights and people. */
  projection: string;
  closed = false;
  alive = true;
  /** Since when (ms) the client takes less than is to be sent; null: it keeps up. */
  behindSince: number | null = null;
  readonly #socket: LiveSocket;
  #frames = 0;
  #second = 0;
  #messages = 0;

  constructor(socket: LiveSocket, visitor: Visitor, projection: string) {
    this.#socket = socket;
    this.visitor = visitor;
    this.projection = projection;
  }

  send(frame: Frame): void {
    this.sendBody(JSON.stringify(frame));
  }

  /** Sends the JSON text of a frame; `sub` is put in when the text was made for several subscriptions. */
  sendBody(body: string, sub?: string): void {
    if (this.closed) return;
    this.#frames += 1;
    const name = sub === undefined ? '' : `"sub":${JSON.stringify(sub)},`;
    this.#socket.send(`{"n":${this.#frames},${name}${body.slice(1)}`);
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  ping(): void {
    this.alive = false;
    this.#socket.ping();
  }

  /** Ends one subscription; gives it when there was one. */
  drop(name: string): Subscription | undefined {
    const sub = this.subscriptions.get(name);
    if (sub !== undefined) sub.open = false;
    this.subscriptions.delete(name);
    return sub;
  }

  /** Counts a message from the client; true when there are too many of them. */
  isFlooding(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) this.#messages = 0;
    this.#second = second;
    this.#messages += 1;
    return this.#messages > connectionLimits.messagesPerSecond;
  }

  /** Nothing is sent any more and nothing read is kept. */
  end(code: number, reason: string): void {
    if (this.closed) return;
    this.forget();
    this.#socket.close(code, reason);
  }

  cut(): void {
    this.forget();
    this.#socket.terminate();
  }

  forget(): void {
    this.closed = true;
    for (const sub of this.subscriptions.values()) sub.open = false;
    this.subscriptions.clear();
  }
}
