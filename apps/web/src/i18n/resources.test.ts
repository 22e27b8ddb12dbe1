import { describe, expect, it } from 'vitest';
import { resources } from './resources.ts';

function leaves(node: unknown, at = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[at, node]];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, at ? `${at}.${key}` : key));
}

const en = new Map(leaves(resources.en.translation));
const zh = new Map(leaves(resources.zh.translation));
const placeholders = (text: unknown) =>
  [...String(text).matchAll(/\{\{\s*(\w+)/gu)].map((match) => match[1]).sort();

describe('texts of the interface', () => {
  it('exist under the same keys in both languages', () => {
    expect(en.size).toBeGreaterThan(0);
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...en, ...zh].filter(
      ([, text]) => typeof text !== 'string' || text.trim() === '',
    );
    expect(empty).toEqual([]);
  });

  it('name the same values in both languages', () => {
    const different = [...en].filter(
      ([key, text]) =>
        JSON.stringify(placeholders(text)) !== JSON.stringify(placeholders(zh.get(key))),
    );
    expect(different).toEqual([]);
  });

  it('say 您 to whoever reads them in Chinese, never 你', () => {
    expect([...zh].filter(([, text]) => String(text).includes('你'))).toEqual([]);
  });
});
