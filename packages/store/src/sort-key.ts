import { fold } from '@tessera/model';

/** Sort keys end here: the rest cannot matter to people, and PostgreSQL's indexes refuse long entries. */
const longest = 200;

const chinese = /\p{Script=Han}/u;

type Pinyin = (text: string) => string;
let pinyin: Pinyin | null = null;

/** True when a sort key of some of these texts needs the dictionary, which is large and loaded only then. */
export function needsPinyin(texts: Iterable<string>): boolean {
  if (pinyin) return false;
  for (const text of texts) if (chinese.test(text)) return true;
  return false;
}

/** Loads the dictionary; `sortKey` of a text with Chinese in it must wait for it. */
export async function loadPinyin(): Promise<void> {
  if (pinyin) return;
  const library = await import('pinyin-pro');
  pinyin = (text) =>
    library
      .pinyin(text, { toneType: 'num', type: 'array', nonZh: 'consecutive', v: true })
      .join(' ');
}

/** Printable ASCII without blanks at the ends or in a row: there folding is lower case and nothing else. */
const simple = /^(?! )(?:[!-~]| (?=[!-~]))*$/;

/** The folded key of a text: the model's `fold`, sooner where that is easy. */
export function foldedKey(text: string): string {
  return simple.test(text) ? text.toLowerCase() : fold(text);
}

/**
 * What people's order of texts compares, by code point: the folded text, Chinese as pinyin with the tone behind it.
 * At most 200 characters. Throws when the text holds Chinese and the dictionary was not loaded.
 */
export function sortKey(text: string): string {
  return sortKeyOf(foldedKey(text));
}

/** The same from the folded key. */
export function sortKeyOf(folded: string): string {
  if (!chinese.test(folded)) return cut(folded);
  if (!pinyin) throw new Error('The pinyin dictionary is not loaded.');
  return cut(fold(pinyin(cut(folded))));
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  return [...text.slice(0, 2 * longest)].slice(0, longest).join('');
}
