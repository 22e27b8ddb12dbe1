import fc from 'fast-check';
import { databases, type Temporary } from '../../test/fixtures.ts';
import { loadPinyin } from '../sort-key.ts';
import type { WorkspaceStore } from '../store.ts';
import type { Ground } from './arbitraries.ts';
import { type Memory, reference } from './reference.ts';
import { build, recipe, worldOf } from './world.ts';

/** One random workspace in memory and in every database. */
export interface Twins {
  readonly memory: Memory;
  readonly stores: readonly WorkspaceStore[];
  readonly ground: Ground;
  close(): Promise<void>;
}

/** Random tests of one run start here; `SEED` repeats a run. */
export const firstSeed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Makes the workspace of a seed; with a field of every type when `complete`. */
export async function openTwins(seed: number, complete: boolean): Promise<Twins> {
  const [made] = fc.sample(recipe(complete), { seed, numRuns: 1 });
  if (!made) throw new Error('No workspace was made.');
  await loadPinyin();
  const homes: Temporary[] = [];
  const stores: WorkspaceStore[] = [];
  for (const [, temporary] of databases) {
    const home = temporary();
    homes.push(home);
    stores.push(await build(home.place, made));
  }
  const world = worldOf(stores[0] as WorkspaceStore, made);
  const ids = [...world.records].map(
    ([table, records]) => [table, records.map((one) => one.id)] as const,
  );
  return {
    memory: reference(world),
    stores,
    ground: { schema: world.schema, ids: new Map(ids) },
    async close() {
      for (const store of stores) await store.close();
      for (const home of homes) await home.remove();
    },
  };
}
