import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, defuse, undefuse } from './defuse.ts';

describe('defuse', () => {
  it('puts an apostrophe before what a spreadsheet would run, and leaves everything else as it is', () => {
    for (const text of [
      '=1+1',
      '@SUM(A1)',
      '+cmd|x',
      '-2+3+cmd',
      ' =1',
      '＝1',
      '\tx',
      '\rx',
      '\n=1',
    ])
      expect(defuse(text)).toBe(`'${text}`);
    for (const text of ['-5', '+86 138 0013 8000', '(021) 5555', 'a=b', "it's", '', '中文'])
      expect(defuse(text)).toBe(text);
  });

  it('can be undone, so that a file comes back as it went out', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\t =+@＝-][-+a1 ]{0,4}$/));
    fc.assert(
      fc.property(text, (given) => {
        // A text that itself begins with an apostrophe before a formula cannot be told from a defused one.
        fc.pre(undefuse(given) === given);
        expect(undefuse(defuse(given))).toBe(given);
        expect(defuse(defuse(given))).toBe(defuse(given));
      }),
      { numRuns: 2000 },
    );
  });

  it('quotes what RFC 4180 wants quoted', () => {
    expect(['a', 'a,b', 'a"b', 'a\nb'].map(csvCell)).toEqual(['a', '"a,b"', '"a""b"', '"a\nb"']);
  });
});
