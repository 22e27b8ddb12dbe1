import type { Language } from '@tessera/model';
import { en } from './en/en.ts';
import { zh } from './zh/zh.ts';

type Plural<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
type Keys<T> = {
  readonly [K in keyof T & string]: T[K] extends string ? Plural<K> : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** The name of a text: `access.sentence.grant`. Texts with a plural are named without `_one` and `_other`. */
export type WordKey = Keys<typeof en>;

type Values = Readonly<Record<string, string | number>>;

/** Gives a text in some language with its values filled in; `count` chooses between singular and plural. */
export type Say = (...text: [key: WordKey] | [key: WordKey, values: Values]) => string;

/** Says texts in a language, without a library: the web client says the same texts through its own. */
export function sayIn(language: Language): Say {
  const texts = language === 'zh' ? zh : en;
  return (key, values: Values = {}) => {
    const one = values.count === 1 && language === 'en';
    const text = find(texts, key) ?? find(texts, `${key}_${one ? 'one' : 'other'}`) ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

function find(texts: object, key: string): string | undefined {
  let node: unknown = texts;
  for (const step of key.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return undefined;
    node = (node as Record<string, unknown>)[step];
  }
  return typeof node === 'string' ? node : undefined;
}
