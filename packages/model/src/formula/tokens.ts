import { Decimal } from '../display-number.ts';
import type { FormulaProblem } from './problem.ts';

/** A piece of a formula's text. `at`, `length`: where it stands, in UTF-16 units. */
export interface Token {
  readonly kind: 'number' | 'text' | 'field' | 'name' | 'sign' | 'end';
  /** Of a text or a field: what stands between its marks. Names are in capitals. */
  readonly value: string;
  readonly at: number;
  readonly length: number;
}

/** The most characters of a formula. */
export const formulaLength = 4000;

/** Signs as Chinese and other keyboards write them, of one unit each, so that places stay the same. */
const alike: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '；': ',',
  ';': ',',
  '＋': '+',
  '－': '-',
  '−': '-',
  '×': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  '＆': '&',
  '％': '%',
};
const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’' };
const numbers = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?/iy;
const names = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const signs = /<>|<=|>=|!=|[-+*/^&=<>(),%]/y;

/** The pieces of a formula, white space left out, with `end` behind them; or what cannot be read. */
export function tokensOf(text: string): readonly Token[] | FormulaProblem {
  if (text.length > formulaLength)
    return { problem: 'tooLong', at: formulaLength, length: text.length - formulaLength };
  const found: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const token = marked(text, at) ?? plain(text, at);
    if ('problem' in token) return token;
    found.push(token);
    at += token.length;
  }
  return [...found, { kind: 'end', value: '', at: text.length, length: 0 }];
}

/** What stands between marks: `"text"`, with "" for one of them, and `{field}`, with \} and \\ for themselves. */
function marked(text: string, at: number): Token | FormulaProblem | null {
  const open = text[at] ?? '';
  if (open === '{') {
    let value = '';
    for (let i = at + 1; i < text.length; i++) {
      const char = text[i] ?? '';
      if (char === '}') return { kind: 'field', value: value.trim(), at, length: i + 1 - at };
      const escaped = char === '\\' && (text[i + 1] === '}' || text[i + 1] === '\\');
      if (escaped) i += 1;
      value += escaped ? text[i] : char;
    }
    return { problem: 'openField', at, length: text.length - at };
  }
  const close = Object.hasOwn(closing, open) ? closing[open] : undefined;
  if (close === undefined) return null;
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char !== close) value += char;
    else if (text[i + 1] === close && close === open) {
      value += char;
      i += 1;
    } else return { kind: 'text', value, at, length: i + 1 - at };
  }
  return { problem: 'openText', at, length: text.length - at };
}

function plain(text: string, at: number): Token | FormulaProblem {
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const number = match(numbers);
  if (number !== undefined)
    return { kind: 'number', value: new Decimal(number).toString(), at, length: number.length };
  const name = match(names);
  if (name !== undefined)
    return { kind: 'name', value: name.toUpperCase(), at, length: name.length };
  const char = text[at] ?? '';
  if (Object.hasOwn(alike, char)) return { kind: 'sign', value: alike[char] ?? '', at, length: 1 };
  const sign = match(signs);
  if (sign !== undefined)
    return { kind: 'sign', value: sign === '!=' ? '<>' : sign, at, length: sign.length };
  const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { problem: 'unexpected', given: whole, at, length: whole.length };
}

/** The text with every field named as `rename` says; null from it leaves the name as it is. Not for text that cannot be read. */
export function renameFields(text: string, rename: (name: string) => string | null): string {
  const tokens = tokensOf(text);
  if ('problem' in tokens) return text;
  let made = '';
  let end = 0;
  for (const { kind, value, at, length } of tokens) {
    const name = kind === 'field' ? rename(value) : null;
    if (name === null) continue;
    made += `${text.slice(end, at)}{${name.replace(/[\\}]/g, '\\$&')}}`;
    end = at + length;
  }
  return made + text.slice(end);
}

/** The fields that a text names, each once, in the order of their first place. */
export function fieldsNamed(text: string): readonly string[] {
  const tokens = tokensOf(text);
  if ('problem' in tokens) return [];
  return [...new Set(tokens.filter(({ kind }) => kind === 'field').map(({ value }) => value))];
}
