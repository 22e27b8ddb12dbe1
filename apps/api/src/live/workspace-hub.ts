import { setImmediate as breathe } from 'node:timers/promises';
import { endOfDay, isDenial, type RecordEffect, todayIn } from '@tessera/model';
import { mayNotice } from '@tessera/permissions';
import type { LiveRequest } from '@tessera/protocol';
import type { Committed } from '@tessera/store';
import type { WorkspaceChange } from '../changes.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import { causeOf } from '../http/error-response.ts';
import { memberContext } from '../operations/enter-workspace.ts';
import { answerGroup, type Group } from './answer.ts';
import { Connection, connectionLimits, type LiveSocket, type Visitor } from './connection.ts';
import { isConcerned, restart, type Subscription, subscription } from './subscription.ts';
import { prepareWindow, projectionOf } from './window.ts';

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
        return connection.send({ type: 'pong' });
      case 'unsubscribe':
        return this.#drop(connection, request.sub);
      case 'window': {
        const sub = connection.subscriptions.get(request.sub);
        // One that has just been closed: the client will have heard of it by now.
        if (sub === undefined) return;
        restart(sub, { ...sub.question, offset: request.offset, limit: request.limit });
        return this.#mark(sub, 0);
      }
      case 'subscribe': {
        this.#drop(connection, request.sub);
        if (connection.subscriptions.size >= connectionLimits.subscriptions) {
          const message = `At most ${connectionLimits.subscriptions} subscriptions at once.`;
          const error = { code: 'too_large' as const, message };
          return connection.send({ type: 'error', sub: request.sub, error });
        }
        const { sub: name, table, query, offset, limit } = request;
        const sub = subscription(name, connection, { table, query, offset, limit });
        connection.subscriptions.set(name, sub);
        return this.#mark(sub, 0);
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
    const sub = connection.subscriptions.get(name);
    if (sub === undefined) return;
    sub.open = false;
    connection.subscriptions.delete(name);
    this.#dirty.delete(sub);
  }

  #mark(sub: Subscription, delay: number): void {
    this.#dirty.add(sub);
    this.#schedule(delay);
  }

  #hear(change: WorkspaceChange): void {
    if (change.kind === 'records') return this.#hearRecords(change.committed);
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
    for (const group of this.#grouped(due).values()) {
      const again = await answerGroup(group, this.#workspace, this.#app.log, this.#app.clock);
      for (const sub of again) this.#dirty.add(sub);
      // Access that changed in between, for whatever reason, is looked at again before anything more is sent.
      if (again.length > 0) this.#accessStale = true;
      await breathe();
    }
  }

  /** Tells everyone what has changed for them, and dismisses who is no active member any more. */
  #renewAll(): void {
    this.#accessStale = false;
    for (const connection of [...this.#connections]) {
      const context = this.#contextOf(connection);
      if (context === undefined) this.dismiss(connection);
      else this.#renew(connection, context);
    }
    this.#sleepUntilAccessEnds();
  }

  #contextOf(connection: Connection): MemberContext | undefined {
    return memberContext(this.#app, this.#workspace, connection.visitor.member);
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

  /** Subscriptions that are answered by one reading, by key. */
  #grouped(due: readonly Subscription[]): ReadonlyMap<string, Group> {
    const groups = new Map<string, Group>();
    const contexts = new Map<string, MemberContext | undefined>();
    for (const sub of due) {
      // A client that is behind gets its snapshot when it has caught up.
      if (!sub.open || sub.connection.behindSince !== null) continue;
      const { member } = sub.connection.visitor;
      const context = contexts.get(member) ?? this.#contextOf(sub.connection);
      contexts.set(member, context);
      if (context === undefined) continue;
      if (sub.prepared === null || sub.prepared.access !== context.access) {
        const prepared = prepareWindow(context, sub.question);
        if (isDenial(prepared)) {
          this.#drop(sub.connection, sub.name);
          const { code, message } = prepared;
          const gone = code === 'not_found' && sub.question.seen === true;
          if (gone) sub.connection.send({ type: 'closed', sub: sub.name });
          else sub.connection.send({ type: 'error', sub: sub.name, error: { code, message } });
          continue;
        }
        sub.prepared = prepared;
        // From now on by id, so that a renamed table stays on the screen.
        sub.question = { ...sub.question, table: prepared.secured.table, seen: true };
      }
      const { prepared } = sub;
      const group = groups.get(prepared.key) ?? { context, prepared, members: [] };
      group.members.push({ sub, generation: sub.generation });
      groups.set(prepared.key, group);
    }
    return groups;
  }

  /** Access that begins or ends by itself, and the end of the day, are looked at when they come. */
  #sleepUntilAccessEnds(): void {
    clearTimeout(this.#wakeTimer);
    if (this.#connections.size === 0) return;
    const now = this.#app.clock();
    const { timeZone } = this.#workspace.store.info();
    let next = endOfDay(todayIn(now, timeZone), timeZone);
    for (const connection of this.#connections) {
      const { validUntil } = this.#workspace.accessOf(connection.visitor.member);
      if (validUntil !== null) next = Math.min(next, validUntil);
    }
    const delay = Math.min(Math.max(next - now, 20), longestTimer);
    this.#wakeTimer = setTimeout(() => {
      this.#accessStale = true;
      this.#schedule(0);
    }, delay);
    this.#wakeTimer.unref();
  }
}
