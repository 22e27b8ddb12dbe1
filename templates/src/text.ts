import type { Text } from '@tessera/model';

/** A text in both languages: English, then Simplified Chinese. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}
