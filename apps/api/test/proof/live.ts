import type { LiveMessage, OutOutcome, OutRecord, OutValue, QueryAnswer } from '@tessera/protocol';
import type { LiveSocket } from '../../src/live/connection.ts';
import { type LiveClient, liveHub } from '../../src/live/hub.ts';
import { memberContext } from '../../src/operations/enter-workspace.ts';
import type { World } from './world.ts';

/** A client of the hub without a wire: what it is sent, in order. */
export interface Listener {
  readonly frames: string[];
  readonly client: LiveClient;
}

/** Passes frames on, or does something to them on the way. */
export type Wire = (text: string) => readonly string[];

export function listen(
  world: Pick<World, 'context' | 'workspace'>,
  member: string,
  wire: Wire = (text) => [text],
): Listener {
  const context = memberContext(world.context, world.workspace, member);
  if (!context) throw new Error('Nobody of this id may listen.');
  const frames: string[] = [];
  const socket: LiveSocket = {
    send: (text) => {
      frames.push(...wire(text));
    },
    close: (code) => {
      frames.push(`close ${code}`);
    },
    terminate: () => {
      frames.push('cut');
    },
    ping: () => undefined,
    bufferedAmount: 0,
  };
  const visitor = { member, session: 'proof', stillSignedIn: async () => true };
  return { frames, client: liveHub(world.context).connect(context, socket, visitor) };
}

/** Waits until the hub has answered everything it was told: its timers are shorter, its readings come at once. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a client holds of one subscription after all its frames. */
export interface Held {
  readonly records: readonly {
    readonly record: Omit<OutRecord, '_g'>;
    readonly outcome: OutOutcome;
  }[];
  readonly total: number;
}

/** Applies the frames of a subscription as a client does. */
export function heldAfter(frames: readonly string[], sub: string): Held | null {
  let records: OutRecord[] = [];
  let outcomes: readonly OutOutcome[] = [];
  let total = -1;
  for (const text of frames) {
    const frame = JSON.parse(text) as LiveMessage;
    if (!('sub' in frame) || frame.sub !== sub) continue;
    if (frame.type === 'closed') return null;
    if (frame.type === 'snapshot') {
      ({ outcomes, total } = frame);
      records = [...frame.records];
    } else if (frame.type === 'delta') {
      outcomes = frame.outcomes;
      total = frame.total;
      const left = records.filter(({ id }) => !frame.leave.includes(id));
      const next = new Map([...left, ...frame.enter].map((record) => [record.id, record]));
      for (const { id, fields, gone, _g } of frame.update) {
        const before = next.get(id);
        if (!before) throw new Error(`An update of ${id}, which is not held.`);
        const kept: Record<string, OutValue> = { ...before.fields, ...fields };
        for (const field of gone) delete kept[field];
        next.set(id, { id, fields: kept, _g });
      }
      const order = frame.order ?? records.map(({ id }) => id);
      records = order.map((id) => {
        const record = next.get(id);
        if (!record) throw new Error(`The order names ${id}, which is not held.`);
        return record;
      });
    }
  }
  return total < 0 ? null : { records: expanded(records, outcomes), total };
}

/** The same of an answer to a query. */
export function heldOf({ records, outcomes, total }: QueryAnswer): Held {
  return { records: expanded(records, outcomes), total };
}

function expanded(records: readonly OutRecord[], outcomes: readonly OutOutcome[]): Held['records'] {
  return records.map(({ id, fields, _g }) => {
    const outcome = outcomes[_g];
    if (!outcome) throw new Error(`Record ${id} names an outcome that was not sent.`);
    const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
    return { record: { id, fields: Object.fromEntries(sorted) }, outcome };
  });
}
