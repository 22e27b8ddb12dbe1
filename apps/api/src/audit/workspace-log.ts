import { setImmediate as breathe } from 'node:timers/promises';
import type { MemberId } from '@tessera/model';
import type { Teller, Told, WorkspaceStore } from '@tessera/store';

/** The log of one workspace, for what changes nothing in it: its changes are told by the store itself. */
export interface WorkspaceLog {
  /** Resolves when it is safe. Throws when it cannot be told: then it must not have happened. */
  tell(told: Told, teller: Teller): Promise<void>;
  /**
   * Tells what was refused or failed, soon after the answer, so that the answer takes no longer for it. Of the same by
   * the same the first is told at once, and the others of a minute as one entry with their count.
   */
  later(told: Told, teller: Teller): void;
  /** Waits until everything that was said so far is told, what is still being counted included. */
  settle(): Promise<void>;
}

/** How long attempts are counted into one entry (ms). */
const windowMs = 60_000;
/** Attempts that are counted side by side; beyond, the oldest are told. */
const mostCounted = 500;

interface Counted {
  readonly told: Told;
  teller: Teller;
  readonly since: number;
  more: number;
}

/** A log over a store. What cannot be told later is reported to `onError`. */
export function workspaceLog(
  store: WorkspaceStore,
  onError: (cause: unknown) => void,
): WorkspaceLog {
  const counted = new Map<string, Counted>();
  let queue: Promise<unknown> = Promise.resolve();

  const send = (told: Told, teller: Teller) => {
    queue = queue
      .then(() => breathe())
      .then(() => store.tell([told], teller))
      .catch(onError);
  };
  const sendCounted = ({ told, teller, more }: Counted) => {
    if (more > 0) send({ ...told, objects: { ...told.objects, count: more } }, teller);
  };

  return {
    tell: (told, teller) => store.tell([told], teller),
    later(told, teller) {
      const key = JSON.stringify([told.kind, told.objects, teller.by]);
      const known = counted.get(key);
      if (known && teller.at < known.since + windowMs) {
        known.more += 1;
        known.teller = teller;
        return;
      }
      if (known) sendCounted(known);
      counted.delete(key);
      counted.set(key, { told, teller, since: teller.at, more: 0 });
      send(told, teller);
      for (const [oldest, one] of counted) {
        if (counted.size <= mostCounted) break;
        sendCounted(one);
        counted.delete(oldest);
      }
    },
    async settle() {
      for (const one of counted.values()) {
        sendCounted(one);
        one.more = 0;
      }
      await queue;
    },
  };
}

/** Who tells, now. */
export const tellerOf = (by: MemberId | null, at: number, reason?: string): Teller => ({
  by,
  at,
  ...(reason !== undefined && { reason }),
});
