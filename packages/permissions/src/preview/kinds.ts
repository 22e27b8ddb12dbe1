import type { RecordId } from '@tessera/model';
import type { RecordKind, Tally } from '../secured-query.ts';
import type { KeyUse } from './distinction.ts';

/** Records that a rule treats alike: how many, and some of them. */
export interface Portion {
  readonly kind: RecordKind;
  /** Whether ids tell these apart; false: they are those that none of the ids names. */
  readonly apart: boolean;
  readonly count: number;
  samples(): readonly RecordId[];
}

interface Pattern {
  readonly kind: RecordKind;
  readonly places: number[];
  count: number;
}

/** No more kinds than these are looked at for an example. */
const mostLookedAt = 100;

/**
 * The kinds of a table, found by the ids in them. What hangs on no id is counted once for everybody; a member is then
 * weighed against the kinds that name one of his, and takes the rest as it is.
 */
export class Kinds {
  readonly #tally: Tally;
  readonly #patterns = new Map<string, Pattern>();
  readonly #patternOf: Pattern[] = [];
  /** By place of the key, then by id: where such kinds stand in the tally. */
  readonly #named = new Map<string, Map<string, number[]>>();

  constructor(tally: Tally) {
    this.#tally = tally;
    tally.forEach(({ kind, count }, at) => {
      const text = patternText(kind);
      const pattern = this.#patterns.get(text) ?? { kind, places: [], count: 0 };
      this.#patterns.set(text, pattern);
      pattern.places.push(at);
      pattern.count += count;
      this.#patternOf.push(pattern);
      this.#index(kind, at, '');
    });
  }

  /** All records, in portions of which each is decided alike by whoever uses these ids and no others. */
  *portions(uses: readonly KeyUse[]): Generator<Portion> {
    const named = new Set<number>();
    for (const { place, ids } of uses) {
      const byId = this.#named.get(place);
      if (byId) for (const id of ids) for (const at of byId.get(id) ?? []) named.add(at);
    }
    const rest = new Map([...this.#patterns.values()].map((one) => [one, one.count]));
    for (const at of named) {
      const { kind, count, samples } = this.#tally[at] as Tally[number];
      const pattern = this.#patternOf[at] as Pattern;
      rest.set(pattern, (rest.get(pattern) ?? 0) - count);
      yield { kind, apart: true, count, samples: () => samples };
    }
    for (const [pattern, count] of rest) {
      if (count === 0) continue;
      const samples = () =>
        pattern.places
          .slice(0, mostLookedAt)
          .filter((at) => !named.has(at))
          .flatMap((at) => this.#tally[at]?.samples ?? []);
      yield { kind: pattern.kind, apart: false, count, samples };
    }
  }

  #index({ keys, links }: RecordKind, at: number, way: string): void {
    keys.forEach((id, i) => {
      if (id === '') return;
      const place = `${way}${i}`;
      const byId = this.#named.get(place) ?? new Map<string, number[]>();
      this.#named.set(place, byId);
      const places = byId.get(id);
      if (!places) byId.set(id, [at]);
      else if (places.at(-1) !== at) places.push(at);
    });
    links.forEach((kinds, i) => {
      for (const kind of kinds) this.#index(kind, at, `${way}${i}>`);
    });
  }
}

const texts = new WeakMap<RecordKind, string>();

/** What is left of a kind when ids tell nothing apart. */
function patternText(kind: RecordKind): string {
  const known = texts.get(kind);
  if (known !== undefined) return known;
  const behind = kind.links.map((kinds) => [...new Set(kinds.map(patternText))].sort());
  const text = JSON.stringify([kind.truths, behind]);
  texts.set(kind, text);
  return text;
}
