import type { LiveMessage, LiveRequest, OutRecord, QueryRequest } from '@tessera/protocol';
import WebSocket from 'ws';
import { waitFor } from './wait-for.ts';

/** A window as a screen would hold it: the snapshot, and every difference applied to it. */
export interface LiveWindow {
  readonly ids: () => readonly string[];
  readonly record: (id: string) => OutRecord | undefined;
  readonly total: () => number;
  readonly closed: () => boolean;
}

export interface LiveClient {
  /** Every frame as it came. */
  readonly frames: readonly string[];
  readonly messages: readonly LiveMessage[];
  subscribe(table: string, query?: QueryRequest, limit?: number): Promise<LiveWindow>;
  /** Whether the server has ended the connection or said that the session is over. */
  ended(): boolean;
  close(): void;
}

interface Held {
  ids: readonly string[];
  records: Map<string, OutRecord>;
  total: number;
  closed: boolean;
  answered: boolean;
}

function apply(held: Held, message: LiveMessage): void {
  switch (message.type) {
    case 'snapshot':
      held.records = new Map(message.records.map((record) => [record.id, record]));
      held.ids = message.records.map(({ id }) => id);
      held.total = message.total;
      held.answered = true;
      return;
    case 'delta': {
      for (const id of message.leave) held.records.delete(id);
      for (const record of message.enter) held.records.set(record.id, record);
      for (const { id, fields, gone, _g } of message.update) {
        const before = held.records.get(id);
        if (!before) throw new Error(`An update of a record that was not sent: ${id}`);
        const cells = Object.entries({ ...before.fields, ...fields }).filter(
          ([field]) => !gone.includes(field),
        );
        held.records.set(id, { id, fields: Object.fromEntries(cells), _g });
      }
      held.ids = message.order ?? held.ids.filter((id) => held.records.has(id));
      held.total = message.total;
      return;
    }
    case 'closed':
    case 'error':
      held.closed = true;
      held.answered = true;
      held.ids = [];
      held.records.clear();
      held.total = 0;
      return;
    default:
      return;
  }
}

/** Opens the live connection of a workspace with a session's cookie. */
export async function openLive(address: string, cookie: string): Promise<LiveClient> {
  const socket = new WebSocket(address, { headers: { cookie } });
  const frames: string[] = [];
  const messages: LiveMessage[] = [];
  const windows = new Map<string, Held>();
  let over = false;
  socket.on('message', (data) => {
    const text = String(data);
    const message = JSON.parse(text) as LiveMessage;
    frames.push(text);
    messages.push(message);
    if (message.type === 'bye') over = true;
    if ('sub' in message && message.sub !== undefined) {
      const held = windows.get(message.sub);
      if (held) apply(held, message);
    }
  });
  socket.on('close', () => {
    over = true;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const send = (request: LiveRequest) => socket.send(JSON.stringify(request));
  return {
    frames,
    messages,
    async subscribe(table, query = {}, limit = 500) {
      const sub = `w${windows.size + 1}`;
      const held: Held = {
        ids: [],
        records: new Map(),
        total: 0,
        closed: false,
        answered: false,
      };
      windows.set(sub, held);
      send({ type: 'subscribe', sub, table, query, offset: 0, limit });
      await waitFor(`the first answer of ${table}`, () => held.answered || over);
      return {
        ids: () => held.ids,
        record: (id) => held.records.get(id),
        total: () => held.total,
        closed: () => held.closed,
      };
    },
    ended: () => over,
    close: () => socket.close(),
  };
}
