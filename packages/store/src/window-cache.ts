/** What is remembered of one question: how many records answer it, and which, in order. */
interface Entry {
  readonly stamp: string;
  total: number | null;
  order: Uint32Array | null;
}

const entryBytes = 300;

/**
 * Remembers totals and orders of questions until data they depend on changes. The stamp names the versions of
 * that data; an entry with another stamp is gone. Least recently used entries give way beyond `limit` bytes.
 */
export class WindowCache {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit = 64 * 1024 * 1024) {
    this.#limit = limit;
  }

  #find(key: string, stamp: string): Entry | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    this.#entries.delete(key);
    if (entry.stamp === stamp) {
      this.#entries.set(key, entry);
      return entry;
    }
    this.#bytes -= size(key, entry);
    return null;
  }

  total(key: string, stamp: string): number | null {
    const entry = this.#find(key, stamp);
    return entry?.total ?? entry?.order?.length ?? null;
  }

  order(key: string, stamp: string): Uint32Array | null {
    return this.#find(key, stamp)?.order ?? null;
  }

  putTotal(key: string, stamp: string, total: number): void {
    this.#put(key, stamp).total = total;
  }

  putOrder(key: string, stamp: string, order: Uint32Array): void {
    const entry = this.#put(key, stamp);
    this.#bytes += order.byteLength - (entry.order?.byteLength ?? 0);
    entry.order = order;
    this.#shrink();
  }

  #put(key: string, stamp: string): Entry {
    const found = this.#find(key, stamp);
    if (found) return found;
    const entry: Entry = { stamp, total: null, order: null };
    this.#entries.set(key, entry);
    this.#bytes += size(key, entry);
    this.#shrink();
    return entry;
  }

  #shrink(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#limit) return;
      this.#entries.delete(key);
      this.#bytes -= size(key, entry);
    }
  }
}

function size(key: string, entry: Entry): number {
  return entryBytes + 2 * (key.length + entry.stamp.length) + (entry.order?.byteLength ?? 0);
}
