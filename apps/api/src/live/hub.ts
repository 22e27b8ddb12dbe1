import { AppError, type WorkspaceId } from '@tessera/model';
import { liveRequest } from '@tessera/protocol';
import type { AppContext, MemberContext } from '../context.ts';
import { causeOf } from '../http/error-response.ts';
import { parseWith } from '../http/read-body.ts';
import { type Connection, connectionLimits, type LiveSocket, type Visitor } from './connection.ts';
import { WorkspaceHub } from './workspace-hub.ts';

/** How often clients that fell behind are looked at (ms). */
const catchUpMs = 250;
/** How often sessions are looked up (ms); whoever ends one may say so at once by `endSession`. */
const sessionMs = 2000;
/** How often a sign of life is asked for (ms). */
const heartbeatMs = 15_000;

/** A socket that is open, as its route drives it. */
export interface LiveClient {
  receive(message: unknown): void;
  /** The other side answered a ping. */
  alive(): void;
  closed(): void;
}

/** All open sockets of this process, by workspace. */
export class LiveHub {
  readonly #app: AppContext;
  readonly #hubs = new Map<WorkspaceId, WorkspaceHub>();
  readonly #timers: readonly NodeJS.Timeout[];
  #checking = false;

  constructor(app: AppContext) {
    this.#app = app;
    this.#timers = [
      setInterval(() => {
        for (const hub of this.#hubs.values()) hub.catchUp(app.clock());
      }, catchUpMs),
      setInterval(() => this.#lookUpSessions(), sessionMs),
      setInterval(() => this.beat(), heartbeatMs),
    ];
    for (const timer of this.#timers) timer.unref();
    app.onClose(() => this.end());
  }

  connect(context: MemberContext, socket: LiveSocket, visitor: Visitor): LiveClient {
    const { workspace } = context;
    const hub = this.#hubs.get(workspace.id) ?? new WorkspaceHub(this.#app, workspace);
    this.#hubs.set(workspace.id, hub);
    const connection = hub.connect(context, socket, visitor);
    return {
      receive: (message) => this.#receive(hub, connection, message),
      alive: () => {
        connection.alive = true;
      },
      closed: () => {
        hub.leave(connection);
        if (hub.connections.size > 0 || this.#hubs.get(workspace.id) !== hub) return;
        hub.end();
        this.#hubs.delete(workspace.id);
      },
    };
  }

  /** Whether a member has as many sockets open as one may have, as himself and as others. */
  isFull({ workspace, member }: MemberContext): boolean {
    const hub = this.#hubs.get(workspace.id);
    const theirs = [...(hub?.connections ?? [])].filter(
      ({ visitor }) => visitor.member === member.id,
    );
    return theirs.length >= connectionLimits.sockets;
  }

  /** A session was ended (signed out, revoked): its sockets say goodbye at once. */
  endSession(session: string): void {
    for (const hub of this.#hubs.values()) {
      for (const connection of [...hub.connections]) {
        if (connection.visitor.session === session) hub.dismiss(connection);
      }
    }
  }

  /** Somebody stopped to look as somebody else: the screens of that sitting say goodbye at once. */
  endSitting(sitting: string): void {
    for (const hub of this.#hubs.values()) {
      for (const connection of [...hub.connections]) {
        if (connection.visitor.sitting === sitting) hub.dismiss(connection);
      }
    }
  }

  /** A workspace is taken away: all its sockets say goodbye. */
  endWorkspace(workspace: WorkspaceId): void {
    const hub = this.#hubs.get(workspace);
    if (hub === undefined) return;
    for (const connection of [...hub.connections]) hub.dismiss(connection);
    hub.end();
    this.#hubs.delete(workspace);
  }

  /** Cuts sockets that gave no sign of life since the last time, and asks the others for one. */
  beat(): void {
    for (const hub of this.#hubs.values()) {
      for (const connection of [...hub.connections]) {
        if (connection.alive) connection.ping();
        else {
          connection.cut();
          hub.leave(connection);
        }
      }
    }
  }

  /** Dismisses those whose session has ended; each session is looked up once a workspace. */
  async checkSessions(): Promise<void> {
    for (const hub of this.#hubs.values()) {
      const signedIn = new Map<string, Promise<boolean>>();
      for (const connection of [...hub.connections]) {
        if (connection.closed) continue;
        const { visitor } = connection;
        const known = signedIn.get(visitor.session) ?? visitor.stillSignedIn();
        signedIn.set(visitor.session, known);
        if (!(await known)) hub.dismiss(connection);
      }
    }
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const hub of this.#hubs.values()) hub.end();
    this.#hubs.clear();
  }

  #lookUpSessions(): void {
    if (this.#checking) return;
    this.#checking = true;
    this.checkSessions()
      .catch((cause: unknown) => this.#app.log.error(causeOf(cause), 'live: check failed'))
      .finally(() => {
        this.#checking = false;
      });
  }

  #receive(hub: WorkspaceHub, connection: Connection, message: unknown): void {
    if (connection.closed) return;
    connection.alive = true;
    if (typeof message !== 'string' || message.length > connectionLimits.message) {
      connection.end(1009, 'too large');
      return;
    }
    if (connection.isFlooding(this.#app.clock())) {
      connection.end(1008, 'too many messages');
      return;
    }
    try {
      hub.answer(connection, parseWith(liveRequest, parseJson(message)));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      const { code, message: text } = thrown;
      connection.send({ type: 'error', error: { code, message: text } });
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'The message is not valid JSON.');
  }
}

const hubs = new WeakMap<AppContext, LiveHub>();

/** The hub of an installation, made at its first use. */
export function liveHub(app: AppContext): LiveHub {
  const hub = hubs.get(app) ?? new LiveHub(app);
  hubs.set(app, hub);
  return hub;
}
