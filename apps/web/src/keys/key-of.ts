/** Keys of chords by where they lie on a keyboard, for those whose characters are not Latin. */
const places: Readonly<Record<string, string>> = { KeyK: 'k', Slash: '/' };

/**
 * The Latin key of a chord. A Chinese keyboard or input method writes `、` where `/` is, or tells no character at all;
 * then the place counts. A Latin character counts as such: on a German keyboard `-` lies there.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const latin = /^[!-~]$/u.test(key);
  return latin ? key.toLowerCase() : (places[code] ?? key);
}
