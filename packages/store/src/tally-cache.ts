import type { SecuredTally, Tally } from '@tessera/permissions';

interface Entry {
  readonly stamp: string;
  readonly tally: Tally;
}

/** Remembers the last tallies until data they depend on changes. The oldest give way beyond `limit` kinds in all. */
export class TallyCache {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  get({ key }: SecuredTally, stamp: string): Tally | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    this.#entries.delete(key);
    if (entry.stamp !== stamp) return null;
    this.#entries.set(key, entry);
    return entry.tally;
  }

  put({ key }: SecuredTally, stamp: string, tally: Tally): void {
    this.#entries.delete(key);
    this.#entries.set(key, { stamp, tally });
    let kinds = [...this.#entries.values()].reduce((sum, one) => sum + one.tally.length, 0);
    for (const [oldest, one] of this.#entries) {
      if (kinds <= this.#limit) return;
      this.#entries.delete(oldest);
      kinds -= one.tally.length;
    }
  }
}
