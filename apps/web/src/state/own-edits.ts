import type { OutValue } from '@tessera/protocol';
import type { CellChange } from './pending.ts';
import type { TableSession } from './table-session.ts';

export type EditResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'conflict'; readonly cells: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What became of cells that were sent, and what the server holds of each as far as that tells. */
export interface Sent {
  readonly result: EditResult;
  readonly held: (change: CellChange) => OutValue;
}

const onTheirWay = new WeakMap<TableSession, Map<string, Promise<OutValue>>>();

/**
 * Sends cells behind my own edits of the same cells that are still being saved, and over what the server then holds:
 * what I typed a moment ago is nobody else's change. Cells without such an edit are sent at once.
 */
export async function behindOwn(
  session: TableSession,
  changes: readonly CellChange[],
  send: (changes: readonly CellChange[]) => Promise<Sent>,
): Promise<EditResult> {
  const cells = onTheirWay.get(session) ?? new Map<string, Promise<OutValue>>();
  onTheirWay.set(session, cells);
  const waits = changes.some((change) => cells.has(keyOf(change)));
  const over = waits ? rebased(changes, cells) : Promise.resolve(changes);
  const sent = waits ? over.then(send) : send(changes);
  changes.forEach((change, at) => {
    const key = keyOf(change);
    const held = Promise.all([over, sent]).then(([all, done]) => done.held(all[at] ?? change));
    cells.set(key, held);
    void held.then(() => {
      if (cells.get(key) === held) cells.delete(key);
    });
  });
  return (await sent).result;
}

function rebased(
  changes: readonly CellChange[],
  cells: ReadonlyMap<string, Promise<OutValue>>,
): Promise<readonly CellChange[]> {
  return Promise.all(
    changes.map(async (change) => {
      const earlier = cells.get(keyOf(change));
      return earlier ? { ...change, base: await earlier } : change;
    }),
  );
}

const keyOf = ({ id, field }: CellChange) => `${id} ${field}`;
