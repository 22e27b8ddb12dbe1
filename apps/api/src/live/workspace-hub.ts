import { setImmediate as breathe } from 'node:timers/promises';
import { endOfDay, type RecordEffect, todayIn } from '@tessera/model';
import { mayNotice } from '@tessera/permissions';
import type { LiveRequest } from '@tessera/protocol';
import type { Committed } from '@tessera/store';
import type { WorkspaceChange } from '../changes.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { causeOf } from '../http/error-response.ts';
import { answerGroup } from './answer.ts';
import {
  Connection,
  connectionLimits,
  type LiveSocket,
  type Subscription,
  type Visitor,
} from './connection.ts';
import { groupsOf } from './group.ts';
import { isConcerned, restart, subscription } from './subscription.ts';
import { visitorNow } from './visitor-now.ts';
import { projectionOf } from './window.ts';

/** Changes that come together are answered together (ms). A steady load is answered at this pace, never starved. */
const coalesceMs = 15;
/** The longest delay a timer takes (ms). */
const longestTimer = 2 ** 31 - 1;

/** Everyone who looks at one workspace now, and the reading again of what a change may have touched. */
export class WorkspaceHub {
  readonly #app: AppContext;
  readonly #workspace: WorkspaceContext;
  readonly #connections = new Set<Connection>();
  readonly #dirty = new Set<Subscription>();
  readonly #unsubscribe: () => void;
  #accessStale = false;
  #flushing = false;
  #flushTimer: NodeJS.Timeout | undefined;
  #wakeTimer: NodeJS.Timeout | undefined;

  constructor(app: AppContext, workspace: WorkspaceContext) {
    this.#app = app;
    this.#workspace = workspace;
    this.#unsubscribe = workspace.changes.subscribe((change) => this.#hear(change));
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  connect(context: MemberContext, socket: LiveSocket, visitor: Visitor): Connection {
    const connection = new Connection(socket, visitor, projectionOf(context));
    this.#connections.add(connection);
    this.#sleepUntilAccessEnds();
    return connection;
  }

  leave(connection: Connection): void {
    connection.forget();
    this.#connections.delete(connection);
  }

  /** Says goodbye and closes; what the client held of the workspace is no longer theirs. */
  dismiss(connection: Connection): void {
    connection.send({ type: 'bye' });
    connection.end(1000, 'bye');
    this.#connections.delete(connection);
  }

  end(): void {
    this.#unsubscribe();
    clearTimeout(this.#flushTimer);
    clearTimeout(this.#wakeTimer);
    for (const connection of this.#connections) connection.end(1001, 'closing');
    this.#connections.clear();
  }

  answer(connection: Connection, request: LiveRequest): void {
    switch (request.type) {
      case 'ping':
        connection.send({ type: 'pong' });
        return;
      case 'unsubscribe':
        this.#drop(connection, request.sub);
        return;
      case 'window': {
        const sub = connection.subscriptions.get(request.sub);
        // One that has just been closed: the client will have heard of it by now.
        if (sub === undefined) return;
        const { offset, limit, also = [] } = request;
        restart(sub, { ...sub.question, offset, limit, also });
        this.#mark(sub, 0);
        return;
      }
      case 'subscribe': {
        this.#drop(connection, request.sub);
        if (connection.subscriptions.size >= connectionLimits.subscriptions) {
          const message = `At most ${connectionLimits.subscriptions} subscriptions at once.`;
          const error = { code: 'too_large' as const, message };
          connection.send({ type: 'error', sub: request.sub, error });
          return;
        }
        const { sub: name, table, query, offset, limit, also = [] } = request;
        const sub = subscription(name, connection, {
          table,
          query,
          offset,
          limit,
          also,
        });
        connection.subscriptions.set(name, sub);
        this.#mark(sub, 0);
        return;
      }
    }
  }

  /** Looks again at clients that had fallen behind: they start afresh, or are cut off after a while. */
  catchUp(now: number): void {
    for (const connection of this.#connections) {
      if (connection.behindSince === null) continue;
      if (connection.bufferedAmount < connectionLimits.caughtUp) {
        connection.behindSince = null;
        for (const sub of connection.subscriptions.values()) {
          if (sub.sent === null) this.#mark(sub, 0);
        }
      } else if (now - connection.behindSince > connectionLimits.slowMs) {
        connection.cut();
        this.#connections.delete(connection);
      }
    }
  }

  #drop(connection: Connection, name: string): void {
    const sub = connection.drop(name);
    if (sub !== undefined) this.#dirty.delete(sub);
  }

  #mark(sub: Subscription, delay: number): void {
    this.#dirty.add(sub);
    this.#schedule(delay);
  }

  #hear(change: WorkspaceChange): void {
    if (change.kind === 'records') {
      this.#hearRecords(change.committed);
      return;
    }
    this.#accessStale = true;
    this.#schedule(coalesceMs);
  }

  #hearRecords(committed: Committed): void {
    const noticed = new Map<string, boolean>();
    const notices = (sub: Subscription, table: string, effects: readonly RecordEffect[]) => {
      const access = sub.prepared?.access;
      if (access === undefined) return true;
      const key = `${table} ${access.fingerprint}`;
      const known = noticed.get(key) ?? mayNotice(access, table, effects);
      noticed.set(key, known);
      return known;
    };
    for (const connection of this.#connections) {
      for (const sub of connection.subscriptions.values()) {
        if (this.#dirty.has(sub) || !isConcerned(sub, committed, notices)) continue;
        // An answer that is being read now may have been read before this commit.
        this.#mark(sub, coalesceMs);
      }
    }
  }

  #schedule(delay: number): void {
    if (this.#flushing || this.#flushTimer !== undefined) return;
    this.#flushTimer = setTimeout(() => {
      this.#flushTimer = undefined;
      this.#flushing = true;
      this.#flush()
        .catch((cause: unknown) => this.#app.log.error(causeOf(cause), 'live: flush failed'))
        .finally(() => {
          this.#flushing = false;
          if (this.#dirty.size > 0 || this.#accessStale) this.#schedule(coalesceMs);
        });
    }, delay);
  }

  async #flush(): Promise<void> {
    if (this.#accessStale) this.#renewAll();
    const due = [...this.#dirty];
    this.#dirty.clear();
    for (const group of groupsOf(due, (visitor) => this.#contextOf(visitor))) {
      const again = await answerGroup(group, this.#app.log, this.#app.clock);
      for (const sub of again) this.#dirty.add(sub);
      // Access that changed in between, for whatever reason, is looked at again before anything more is sent.
      if (again.length > 0) this.#accessStale = true;
      await breathe();
    }
  }

  #contextOf(visitor: Visitor): MemberContext | undefined {
    return visitorNow({ app: this.#app, workspace: this.#workspace }, visitor);
  }

  /** Tells everyone what has changed for them, and dismisses who is no active member any more. */
  #renewAll(): void {
    this.#accessStale = false;
    for (const connection of [...this.#connections]) {
      const context = this.#contextOf(connection.visitor);
      if (context === undefined) this.dismiss(connection);
      else this.#renew(connection, context);
    }
    this.#sleepUntilAccessEnds();
  }

  #renew(connection: Connection, context: MemberContext): void {
    const projection = projectionOf(context);
    const told = projection !== connection.projection;
    connection.projection = projection;
    if (told) connection.send({ type: 'access' });
    for (const sub of connection.subscriptions.values()) {
      sub.prepared = null;
      if (told) restart(sub);
      this.#dirty.add(sub);
    }
  }

  /** Access and sittings that begin or end by themselves, and the end of the day, are looked at when they come. */
  #sleepUntilAccessEnds(): void {
    clearTimeout(this.#wakeTimer);
    if (this.#connections.size === 0) return;
    const now = this.#app.clock();
    const { timeZone } = this.#workspace.store.info();
    let next = endOfDay(todayIn(now, timeZone), timeZone);
    for (const connection of this.#connections) {
      const context = this.#contextOf(connection.visitor);
      const { validUntil = null } = context?.access ?? {};
      if (validUntil !== null) next = Math.min(next, validUntil);
      if (context?.viewAs) next = Math.min(next, context.viewAs.sitting.until);
    }
    const delay = Math.min(Math.max(next - now, 20), longestTimer);
    this.#wakeTimer = setTimeout(() => {
      this.#accessStale = true;
      this.#schedule(0);
    }, delay);
    this.#wakeTimer.unref();
  }
}
