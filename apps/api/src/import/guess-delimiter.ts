import type { Delimiter } from './read-csv.ts';

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
/** Characters of the file that are looked at. */
const sample = 64 * 1024;
const lines = 200;

/** How often each delimiter stands in each of the first rows, outside quotation marks. */
function counts(text: string): ReadonlyMap<Delimiter, readonly number[]> {
  const found = new Map<Delimiter, number[]>(delimiters.map((delimiter) => [delimiter, []]));
  let now = new Map<string, number>();
  let quoted = false;
  let filled = false;
  let rows = 0;
  const end = Math.min(text.length, sample);
  for (let at = 0; at <= end && rows < lines; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    const ends = at === text.length || (character === '\n' && !quoted);
    if (ends && filled) {
      for (const delimiter of delimiters) found.get(delimiter)?.push(now.get(delimiter) ?? 0);
      now = new Map();
      filled = false;
      rows += 1;
    } else if (!quoted && character !== undefined) {
      now.set(character, (now.get(character) ?? 0) + 1);
    }
    if (character !== undefined && character !== '\n' && character !== '\r') filled = true;
  }
  return found;
}

/**
 * The delimiter that cuts most of the first rows into equally many cells, at least two. A comma when none does:
 * then the file has one column.
 */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const [delimiter, perRow] of counts(text)) {
    const frequency = new Map<number, number>();
    for (const count of perRow) {
      if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    }
    for (const [count, rows] of frequency) {
      // Agreement weighs most; of two that agree, the one that makes more columns.
      const score = rows / perRow.length + Math.min(count, 50) / 1000;
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
  }
  return best;
}
